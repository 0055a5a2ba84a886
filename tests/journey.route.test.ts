import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newApplicant, newDraft, newMember, openApp, type Person, submit } from './support/app.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { BODIES } from './support/people.ts';
import { pageJpeg } from './support/pictures.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
let engine: Awaited<ReturnType<typeof openApp>>['engine'];
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app, engine } = await openApp(rooms, env));
});
afterAll(async () => {
  await app.close();
  await env.teardown();
  await rooms.close();
});

/** The next task of a queue, once the workflow has opened it. */
async function next(member: Person, kind: string): Promise<{ orderNumber: string; version: number }> {
  const { body } = await expect
    .poll(() => member.send('POST', '/v1/staff/tasks/next', { kind }), { timeout: 10_000 })
    .toMatchObject({ status: 200, body: { task: { kind } } })
    .then(() => member.send('POST', '/v1/staff/tasks/next', { kind }));
  return body.task;
}

test('R-18 R-19 R-23 R-28 R-29 R-34 R-36 a renewal is played over HTTP from registration to the returned envelope', async () => {
  await engine.withWorkers(async () => {
    const applicant = await newApplicant(app, rooms);
    const [officer, mailroom, production] = await Promise.all([
      newMember(app, rooms, ['officer']),
      newMember(app, rooms, ['mailroom']),
      newMember(app, rooms, ['production'], 'NYC'),
    ]);
    const draftId = await newDraft(applicant);
    const submitted = await submit(applicant, draftId);
    expect(submitted).toMatchObject({ status: 201, body: { status: 'in_review', feeCents: 2300 } });
    const { orderNumber } = submitted.body;
    const order = `/v1/orders/${orderNumber}`;
    const desk = `/v1/staff/cases/${orderNumber}`;

    let task = await next(officer, 'review');
    const view = await officer.get(desk);
    expect(view.body).toMatchObject({ answers: { 'name.chinese': '吕测试' }, homePost: 'LAX', version: 1 });
    const picture = await officer.get(`${desk}/documents/${view.body.documents[0].id}`);
    expect(picture.headers['content-type']).toBe('image/jpeg');
    expect(
      await officer.send('POST', `${desk}/supplement-requests`, {
        seenVersion: task.version,
        items: [
          { target: 'field', name: 'address.street', reason: 'incomplete' },
          { target: 'document', name: 'residence-proof', reason: 'unreadable' },
        ],
        note: 'Please add the apartment number.',
      }),
    ).toMatchObject({ status: 200, body: { status: 'supplement_requested' } });

    expect(await applicant.upload(`${order}/documents?kind=residence-proof`, await pageJpeg())).toMatchObject(
      { status: 201 },
    );
    expect(
      await applicant.send('POST', `${order}/supplement`, {
        answers: { 'address.street': '443 Shatto Pl, Apt 5' },
      }),
    ).toMatchObject({
      status: 200,
      body: { status: 'in_review' },
    });

    task = await next(officer, 'review');
    await officer.send('POST', `${desk}/interview-requirement`, {
      seenVersion: task.version,
      reason: 'officer',
      note: '',
    });
    const startsAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
    expect(await applicant.send('POST', `${order}/interview`, { startsAt })).toMatchObject({ status: 200 });
    expect((await officer.send('POST', `${desk}/claim`)).status).toBe(200);
    const booked = await officer.get(desk);
    await officer.send('POST', `${desk}/interview-result`, {
      seenVersion: booked.body.version,
      outcome: 'held',
      note: 'all answered',
    });
    task = await next(officer, 'review');
    expect(await officer.send('POST', `${desk}/approval`, { seenVersion: task.version })).toMatchObject({
      body: { status: 'awaiting_materials' },
    });

    const told = await applicant.get(order);
    expect(told.body.mailing).toMatchObject({
      envelopeMark: '證件辦理',
      payee: 'Chinese Consulate General in Los Angeles',
      feeCents: 2300,
    });
    expect(await mailroom.send('POST', `${desk}/materials`, BODIES.receiveMaterials)).toMatchObject({
      body: { status: 'materials_received' },
    });
    task = await next(production, 'production');
    const printed = await production.get(desk);
    expect(printed.body.answers).not.toHaveProperty('address.street');
    expect(
      await production.send('POST', `${desk}/production`, {
        seenVersion: task.version,
        documentNumber: 'EJ0000001',
      }),
    ).toMatchObject({
      body: { status: 'produced' },
    });
    task = await next(mailroom, 'dispatch');
    expect(
      await mailroom.send('POST', `${desk}/dispatch`, {
        seenVersion: task.version,
        tracking: '9400111201080805483016',
      }),
    ).toMatchObject({ body: { status: 'mailed' } });
    expect(await applicant.send('POST', `${order}/receipt`, {})).toMatchObject({
      body: { status: 'closed' },
    });

    const messages = await applicant.get('/v1/messages');
    expect(messages.body.unread).toBe(12);
    expect(messages.body.messages[1].body).toContain('9400111201080805483016');
    const end = await applicant.get(order);
    expect(end.body.timeline.map((event: { status: string }) => event.status)).toEqual([
      'in_review',
      'supplement_requested',
      'in_review',
      'interview_required',
      'interview_booked',
      'in_review',
      'awaiting_materials',
      'materials_received',
      'in_production',
      'produced',
      'mailed',
      'closed',
    ]);
  });
}, 60_000);
