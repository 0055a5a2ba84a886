import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodAnswers } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { prepareRenewal, registerAccount } from './support/people.ts';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms.close());

async function newDraft() {
  const accountId = await registerAccount(rooms);
  return rooms.applications.createDraft({
    accountId,
    service: 'passport.renew',
    formVersion: 1,
    post: 'LAX',
  });
}

test('R-11 of many saves of different answers at once none is lost', async () => {
  const draft = await newDraft();
  const answers = Object.entries(goodAnswers());

  const saved = await Promise.all(
    answers.map(([field, value]) => rooms.applications.saveDraft(draft, { [field]: value }, undefined)),
  );

  expect((await rooms.applications.findApplication(draft.id))?.answers).toEqual(Object.fromEntries(answers));
  expect(saved.map(({ revision }) => revision).toSorted((a, b) => a - b)).toEqual(
    answers.map((_, at) => at + 1),
  );
});

test('R-11 of many saves that saw the same revision one is taken, the others are told of it', async () => {
  const draft = await newDraft();

  const saves = await Promise.allSettled(
    Array.from({ length: 10 }, (_, at) => rooms.applications.saveDraft(draft, { 'us.status': `${at}` }, 0)),
  );

  const refused = saves.flatMap((save) => (save.status === 'rejected' ? [save.reason] : []));
  expect(refused).toHaveLength(9);
  for (const reason of refused) {
    expect(reason).toMatchObject({ code: 'draft-changed', details: { seen: 0, current: 1 } });
  }
});

test('R-18 a save that comes after the submission changes nothing', async () => {
  const submission = await prepareRenewal(rooms);
  const { application } = submission;
  await rooms.orders.submit(submission);

  const late = rooms.applications.saveDraft(application, { 'name.chinese': '改名' }, undefined);

  await expect(late).rejects.toMatchObject({ code: 'draft-submitted' });
  const now = await rooms.applications.findApplication(application.id);
  expect(now?.answers).toEqual(application.answers);
});
