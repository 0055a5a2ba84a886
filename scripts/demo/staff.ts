import { setTimeout as delay } from 'node:timers/promises';
import { queuesOf, type TaskKind } from '../../domain/effects.ts';
import type { PostCode } from '../../domain/posts.ts';
import type { Board, Colleague, Desk, Entry, Ticket } from './board.ts';
import { staffDoor } from './door.ts';
import { type Http, Refused } from './http.ts';
import { newDocumentNumber, newTracking } from './identity.ts';
import { createSession, type Session, type StaffAccount } from './session.ts';

/** What a queue gives out. */
type Task = { id: string; orderNumber: string; version: number };
type Member = Colleague & { session: Session };
type Office = {
  board: Board;
  signal: AbortSignal;
  /** Read the case and its papers before each decision; who asks for a supplement asks for a paper again too. */
  thorough: boolean;
};

/** What an officer sees of a case, as far as decisions here need it. */
type Seen = {
  documents: { id: string }[];
  approvalNeeds: ('interview' | 'nationality-check')[];
  traits: { minor: boolean; faceSkipped: boolean } | null;
};

const isDesk = (kind: TaskKind): kind is TaskKind & Desk => kind !== 'return-originals' && kind !== 'overdue';
/** How long one waits for one's turn while other people's cases are in front. */
const PATIENCE_MS = 90_000;
const CLAIM_AGAIN = ['task-not-claimed', 'task-held-by-another', 'case-changed'];

/** The staff of the demonstration, logged in when first needed. */
export function hire(
  http: Http,
  accounts: readonly StaffAccount[],
  board: Board,
  options: Parameters<typeof staffDoor>[2] = {},
): Member[] {
  return accounts.flatMap((account) => {
    const { login, roles, post } = account;
    const queues: Desk[] = queuesOf(roles, post).filter(isDesk);
    const desks: Desk[] = roles.includes('mailroom') ? [...queues, 'mail'] : queues;
    if (desks.length === 0) return [];
    const door = staffDoor(http, account, options);
    return [{ login, post, desks, session: createSession(http, door, board.acknowledge) }];
  });
}

/** The posts where no review waits: where one does, it may be somebody else's and would come first. */
export async function findFreePosts(members: readonly Member[]): Promise<PostCode[]> {
  const officers = members.filter(({ desks }) => desks.includes('review'));
  const posts = await Promise.all(
    officers.map(async ({ post, session }) => {
      const path = '/v1/staff/tasks?kind=review&limit=1';
      const { body } = await session.ask<{ tasks: Task[] }>({ method: 'GET', path });
      return body.tasks.length === 0 ? [post] : [];
    }),
  );
  return [...new Set(posts.flat())];
}

/** Works until the run is over: one thing at a time, whatever comes next at one's desks. */
export async function work(member: Member, office: Office): Promise<void> {
  for (;;) {
    const ticket = await office.board.take(member, office.signal);
    if (!ticket) return;
    await serve(member, office, ticket).catch((error: Error) => office.board.fail(ticket.orderNumber, error));
  }
}

/** Takes what comes next of the desk until the one on the ticket has had its turn. */
async function serve(member: Member, office: Office, ticket: Ticket): Promise<void> {
  const { board } = office;
  if (ticket.desk === 'mail') return openEnvelope(member, board.get(ticket.orderNumber));
  const untilMs = Date.now() + PATIENCE_MS;
  for (let waitMs = 80; board.isWaiting(ticket); ) {
    const task = await claim(member, office, ticket);
    if (task) await actOn(member, office, ticket, task);
    if (!board.isWaiting(ticket)) return;
    if (Date.now() > untilMs) throw new Error(tooLong(member, ticket));
    await delay(waitMs, undefined, { signal: office.signal });
    waitMs = Math.min(waitMs * 1.5, 1_000);
  }
}

function tooLong({ post }: Member, { desk, orderNumber }: Ticket): string {
  return (
    `${orderNumber} had no turn in the ${desk} queue of ${post} for ${PATIENCE_MS / 1_000} s. ` +
    'If other people’s cases wait in front of it, somebody has to decide them first.'
  );
}

/** A case that cannot be acted on fails alone; one that slipped out of our hands is claimed again. */
async function actOn(member: Member, office: Office, { desk }: Ticket, task: Task): Promise<void> {
  try {
    await act(member, office, desk, task);
  } catch (error) {
    if (error instanceof Refused && CLAIM_AGAIN.includes(error.code)) return;
    office.board.fail(task.orderNumber, error as Error);
    await release(member.session, task);
  }
}

/**
 * The next task of the queue if it is one of ours. Somebody else's is handed back at once: where the paper in one's
 * hand may be claimed by its number that is done instead, in the review queue one waits for one's turn.
 */
async function claim(member: Member, { board }: Office, ticket: Ticket): Promise<Task | undefined> {
  const { session } = member;
  // An authority's letter is about one case, whatever waits in front of it.
  if (ticket.desk === 'issuer') return claimByNumber(session, ticket);
  const ask = { method: 'POST', path: '/v1/staff/tasks/next', body: { kind: ticket.desk } } as const;
  const { task } = (await session.ask<{ task: Task | null }>(ask)).body;
  if (!task) return undefined;
  if (board.isOurs(task.orderNumber) && !board.get(task.orderNumber).failure) return task;
  await release(session, task);
  return ticket.desk === 'review' ? undefined : claimByNumber(session, ticket);
}

async function release(session: Session, { id }: Task): Promise<void> {
  await session.ask({ method: 'POST', path: `/v1/staff/tasks/${id}/release` }).catch(unlessGone);
}

async function claimByNumber(session: Session, { orderNumber }: Ticket): Promise<Task | undefined> {
  const ask = { method: 'POST', path: `/v1/staff/cases/${orderNumber}/claim` } as const;
  const got = await session.ask<{ task: Task }>(ask).catch(unlessGone);
  return got?.body.task;
}

/** Not there (any more), or in another's hands: not ours to have. */
function unlessGone(error: unknown): undefined {
  if (error instanceof Refused && [404, 409].includes(error.status)) return undefined;
  throw error;
}

async function act(member: Member, { board, thorough }: Office, desk: Desk, task: Task): Promise<void> {
  const { orderNumber, version: seenVersion } = task;
  const path = `/v1/staff/cases/${orderNumber}`;
  const { session } = member;
  const { row, script } = board.get(orderNumber).story;
  switch (desk) {
    case 'review': {
      const seen = thorough ? await readCase(session, path) : undefined;
      if (seen) await openPictures(session, path, seen);
      return decide(member, { entry: board.get(orderNumber), path, seenVersion, seen });
    }
    case 'interview': {
      const seen = thorough ? await readCase(session, path) : undefined;
      await session.command(orderNumber, 'recordInterview', `${path}/interview-result`, {
        seenVersion,
        outcome: 'held',
        // The guardian who filed is in the call too.
        ...(seen?.traits?.minor ? { guardianPresent: true } : {}),
        note: script?.note ?? 'All questions were answered.',
      });
      return;
    }
    case 'issuer':
      await session.command(orderNumber, 'recordIssuerAnswer', `${path}/issuer-answer`, {
        seenVersion,
        outcome: 'confirmed',
        note: script?.note ?? 'The issuing authority has confirmed by letter.',
      });
      return board.clearIssuer(orderNumber);
    case 'production':
      // The engine’s own step: the queue is how the makers hear of it.
      board.arrive(orderNumber, { status: 'in_production', version: seenVersion });
      await session.command(orderNumber, 'completeProduction', `${path}/production`, {
        seenVersion,
        documentNumber: script?.documentNumber ?? newDocumentNumber(row.service),
      });
      return;
    case 'dispatch':
      await session.command(orderNumber, 'mailDocument', `${path}/dispatch`, {
        seenVersion,
        tracking: script?.tracking ?? newTracking(),
      });
      return;
    case 'mail':
      throw new Error('An envelope is not a task.');
  }
}

async function readCase(session: Session, path: string): Promise<Seen> {
  return (await session.ask<Seen>({ method: 'GET', path })).body;
}

/** As somebody who decides must. */
async function openPictures(session: Session, path: string, { documents }: Seen): Promise<void> {
  for (const { id } of documents) await session.ask({ method: 'GET', path: `${path}/documents/${id}` });
}

/** `seen`: undefined where nobody looks at the case first. */
type Decision = { entry: Entry; path: string; seenVersion: number; seen: Seen | undefined };

/** What the story adds and what the case itself needs come first, then the approval. */
async function decide(
  { login, session }: Member,
  { entry, path, seenVersion, seen }: Decision,
): Promise<void> {
  const { orderNumber, statuses, story } = entry;
  const { note, ending } = story.script ?? {};
  const needs = seen?.approvalNeeds ?? [];
  if (ending === 'refused') {
    const body = { seenVersion, ground: 'identity-unproved', note };
    await session.command(orderNumber, 'refuse', `${path}/refusal`, body);
  } else if (story.extras && !statuses.includes('supplement_requested')) {
    const field = { target: 'field', name: 'address.street', reason: 'incomplete' };
    const document = { target: 'document', name: 'residence-proof', reason: 'unreadable' };
    await session.command(orderNumber, 'requestSupplement', `${path}/supplement-requests`, {
      seenVersion,
      items: seen ? [field, document] : [field],
      note: note ?? 'Please add the apartment number, and a sharper picture.',
    });
  } else if (needs.includes('interview') || (story.extras && !statuses.includes('interview_required'))) {
    const reason = seen?.traits?.minor ? 'minor' : seen?.traits?.faceSkipped ? 'face-check' : 'officer';
    const body = { seenVersion, reason, note: note ?? 'A short conversation about the application.' };
    await session.command(orderNumber, 'requireInterview', `${path}/interview-requirement`, body);
  } else {
    const settled = needs.includes('nationality-check') ? { nationalityChecked: true } : {};
    entry.approvedBy = login; // before anybody hears of it and takes the ticket
    await session.command(orderNumber, 'approve', `${path}/approval`, { seenVersion, ...settled, note });
  }
}

async function openEnvelope({ session }: Member, { orderNumber, envelope, story }: Entry): Promise<void> {
  if (!envelope) throw new Error(`Nothing was mailed for ${orderNumber}.`);
  await session.command(orderNumber, 'receiveMaterials', `/v1/staff/cases/${orderNumber}/materials`, {
    items: envelope.items,
    payment: { kind: 'money-order', ...envelope.payment },
    returnTracking: story.script?.tracking ?? newTracking(),
  });
}
