import { setTimeout as delay } from 'node:timers/promises';
import type { Status } from '../../domain/statuses.ts';
import { enrol, prepareDraft, seeThrough, submit, type World } from '../demo/applicant.ts';
import { createBoard } from '../demo/board.ts';
import type { Http } from '../demo/http.ts';
import { storiesOf } from '../demo/rows.ts';
import type { Session, StaffAccount } from '../demo/session.ts';
import { hire, work } from '../demo/staff.ts';
import type { Things } from './settings.ts';

const POST = 'LAX';
const WITHIN_MS = 120_000;

/** Whoever works brings a case as far as they can. */
const STAGES: readonly { until: Status; staff: readonly string[] }[] = [
  { until: 'closed', staff: ['officer.lax', 'officer2.lax', 'mailroom.lax', 'production.nyc'] },
  { until: 'in_production', staff: ['officer.lax', 'officer2.lax', 'mailroom.lax'] },
  { until: 'awaiting_materials', staff: ['officer.lax', 'officer2.lax'] },
  { until: 'in_review', staff: [] },
];
const DRAFTS = 2;

type Office = { http: Http; mailbox: string; accounts: readonly StaffAccount[] };

/** An applicant of Los Angeles with drafts, and with orders at several stages of their lives. */
export async function openCases({
  http,
  mailbox,
  accounts,
}: Office): Promise<{ applicant: Session; things: Things }> {
  const board = createBoard(() => {});
  const enrolment = new AbortController();
  const applicant = await enrol({ http, mailbox, board, signal: enrolment.signal });
  const orders: string[] = [];
  const applications: string[] = [];
  const documents: string[] = [];
  for (const stage of [...STAGES, ...Array.from({ length: DRAFTS }, () => undefined)]) {
    const [story] = storiesOf({ all: false, minor: false, service: 'passport.renew' });
    const draft = await prepareDraft(applicant, POST, story ? { story } : {});
    applications.push(draft.id);
    documents.push(...(await documentsOf(applicant, draft.id)));
    if (!stage) continue;
    const orderNumber = await submit(applicant, board, draft);
    orders.push(orderNumber);
    const shift = new AbortController();
    const world: World = { http, mailbox, board, signal: shift.signal };
    const members = hire(
      http,
      accounts.filter(({ login }) => stage.staff.includes(login)),
      board,
    );
    const shifts = members.map((member) => work(member, { board, signal: shift.signal, thorough: true }));
    const seen = seeThrough(applicant, { ...world, thorough: true }, orderNumber, draft.identity).catch(
      () => undefined,
    );
    try {
      await untilStatus(applicant, orderNumber, stage.until);
    } finally {
      shift.abort();
      await Promise.allSettled([...shifts, seen]);
    }
  }
  return { applicant, things: { orders, applications, documents } };
}

async function documentsOf(applicant: Session, id: string): Promise<string[]> {
  const ask = { method: 'GET', path: `/v1/drafts/${id}` } as const;
  const { body } = await applicant.ask<{ documents: { id: string }[] }>(ask);
  return body.documents.map((document) => document.id);
}

async function untilStatus(applicant: Session, orderNumber: string, wanted: Status): Promise<void> {
  const ask = { method: 'GET', path: `/v1/orders/${orderNumber}` } as const;
  for (const untilMs = Date.now() + WITHIN_MS; Date.now() < untilMs; await delay(200)) {
    const { status } = (await applicant.ask<{ status: Status }>(ask)).body;
    if (status === wanted) return;
  }
  throw new Error(`${orderNumber} did not come to ${wanted} within ${WITHIN_MS / 1_000} s.`);
}
