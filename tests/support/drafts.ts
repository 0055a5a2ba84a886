import { expect } from 'vitest';
import { faceChecks } from '../../db/schema.ts';
import { localDate } from '../../domain/calendar.ts';
import { getPost } from '../../domain/data/posts.ts';
import { shownForm } from '../../domain/forms/conditions.ts';
import type { FormContext } from '../../domain/forms/definition.ts';
import { formFor } from '../../domain/forms/form.ts';
import type { DraftId } from '../../domain/ids.ts';
import type { PostCode } from '../../domain/posts.ts';
import type { StatementKind } from '../../domain/texts/statements.ts';
import { soundAnswers } from '../../scripts/demo/answers.ts';
import { ROWS, type Row } from '../../scripts/demo/rows.ts';
import { type Answer, type Person, sign } from './app.ts';
import type { Rooms } from './house.ts';
import { portraitJpeg } from './pictures.ts';

// Drafts of any row of services and situations, filled in over HTTP.

/** The row of the table with these names. */
export function rowOf(service: string, situation: string, minor = false): Row {
  const row = ROWS.find(
    (each) => each.service === service && each.situation.id === situation && each.minor === minor,
  );
  if (!row) throw new Error(`no row ${service} ${situation}`);
  return row;
}

/** Today at the post. */
export const contextAt = (post: PostCode): Required<FormContext> => ({
  todayOn: localDate(Date.now(), getPost(post).timeZone),
  post,
});

/** The materials that must be there with these answers. */
export function requiredKinds({ service }: Row, answers: Record<string, string>, post: PostCode): string[] {
  return shownForm(formFor(service), answers, contextAt(post))
    .materials.filter(({ required }) => required)
    .map(({ kind }) => kind);
}

let picture: Promise<Buffer> | undefined;

/** A picture; with a portrait the comparison with a face that held, which has its own tests. */
export async function uploadKind({ db }: Rooms, who: Person, id: string, kind: string): Promise<Answer> {
  picture ??= portraitJpeg({ width: 60, height: 84 });
  const answer = await who.upload(`/v1/drafts/${id}/documents?kind=${kind}`, await picture);
  if (kind === 'portrait')
    await db
      .insert(faceChecks)
      .values({ applicationId: id as DraftId, portraitId: answer.body.id, outcome: 'likely-same' });
  return answer;
}

/** A draft with sound answers, all its pictures and statements, ready to be submitted. @returns its id */
export async function readyDraft(
  rooms: Rooms,
  applicant: Person,
  row: Row,
  { post = 'LAX', changes = {} }: { post?: PostCode; changes?: Record<string, string> } = {},
): Promise<string> {
  const answers = { ...soundAnswers(row, contextAt(post)), ...changes };
  const id: string = (await applicant.send('POST', '/v1/drafts', { service: row.service, post })).body.id;
  expect(await applicant.send('PATCH', `/v1/drafts/${id}`, { answers })).toMatchObject({
    status: 200,
    body: { faults: [] },
  });
  for (const kind of requiredKinds(row, answers, post)) await uploadKind(rooms, applicant, id, kind);
  const { statements } = (await applicant.get(`/v1/drafts/${id}`)).body;
  for (const { kind } of statements as { kind: StatementKind }[]) await sign(applicant, id, kind);
  return id;
}
