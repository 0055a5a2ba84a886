import type { PostCode } from '../../domain/posts.ts';
import { madeAt } from '../../domain/production.ts';
import type { Status } from '../../domain/statuses.ts';
import type { Story } from './rows.ts';
import type { Acknowledged } from './session.ts';

/** A place where staff work: the queues of the API, and the mailroom's bag of envelopes. */
export type Desk = 'review' | 'interview' | 'issuer' | 'production' | 'dispatch' | 'mail';

/** Something for a member of staff to do; `orderNumber` made it, but the queue decides whose turn it is. */
export type Ticket = { orderNumber: string; post: PostCode; desk: Desk };

/** Somebody who takes tickets. */
export type Colleague = { login: string; post: PostCode; desks: readonly Desk[] };

/** One order of this run, as far as its people know. */
export type Entry = {
  orderNumber: string;
  post: PostCode;
  story: Story;
  /** What is in the envelope; written when the order says what it must be. */
  envelope: { items: string[]; payment: { payee: string; cents: number } } | undefined;
  /** The issuing authority of a lost passport, as the order told it: until it has confirmed nothing is made. */
  issuer: 'none' | 'asked' | 'confirmed';
  /** Who approved it, by login: another one makes the document (Z6). */
  approvedBy: string | undefined;
  /** In the order in which they were heard of: an answer that was lost and asked for again comes late. */
  statuses: Status[];
  /** Where it stands, as far as anybody was told. */
  now: Reached | undefined;
  failure: Error | undefined;
};

/** A status, and the version of the case at which it was reached. */
export type Reached = { status: Status; version: number };

export type Board = ReturnType<typeof createBoard>;

/** A case that nobody moves for so long has been lost by somebody. */
const STANDSTILL_MS = 240_000;

/** Where each status is worked on. The engine itself takes an order from received materials to New York's queue. */
const DESK_OF: Partial<Record<Status, Desk>> = {
  in_review: 'review',
  interview_booked: 'interview',
  awaiting_materials: 'mail',
  materials_received: 'production',
  in_production: 'production',
  produced: 'dispatch',
};

/** A lost passport's papers wait for its issuing authority, everything else goes by the status alone. */
function deskOf({ now, issuer }: Entry): Desk | undefined {
  if (now?.status === 'materials_received' && issuer === 'asked') return 'issuer';
  return now && DESK_OF[now.status];
}

type Taker = { wants(ticket: Ticket): boolean; give(ticket: Ticket | undefined): void };
type Waiter = { orderNumber: string; check(): void };

/**
 * What the people of one run tell one another: which orders are theirs, how far each is, and that there is work at a
 * desk. Only so that nobody has to ask the API in a circle; where a case stands is always the API's answer.
 */
export function createBoard(tell: (entry: Entry, status: Status) => void) {
  const entries = new Map<string, Entry>();
  const tickets: Ticket[] = [];
  const takers = new Set<Taker>();
  const waiters = new Set<Waiter>();
  const acknowledgements: Acknowledged[] = [];

  const get = (orderNumber: string): Entry => {
    const entry = entries.get(orderNumber);
    if (!entry) throw new Error(`The order ${orderNumber} is not one of this run.`);
    return entry;
  };
  const wake = (orderNumber: string): void => {
    for (const waiter of waiters) if (waiter.orderNumber === orderNumber) waiter.check();
  };
  function put(ticket: Ticket): void {
    for (const taker of takers) if (taker.wants(ticket)) return taker.give(ticket);
    tickets.push(ticket);
  }
  function arrive(orderNumber: string, { status, version }: Reached): void {
    const entry = get(orderNumber);
    const isNews = version > (entry.now?.version ?? -1);
    const hasMoved = isNews && status !== entry.now?.status;
    if (isNews) entry.now = { status, version };
    if (hasMoved || !entry.statuses.includes(status)) {
      entry.statuses.push(status);
      tell(entry, status);
    }
    const desk = deskOf(entry);
    if (hasMoved && desk && desk !== 'mail' && status !== 'in_production') putOn(desk, entry);
    wake(orderNumber);
  }
  function putOn(desk: Desk, { orderNumber, post, story }: Entry): void {
    put({ orderNumber, desk, post: desk === 'production' ? madeAt(story.row.service, post) : post });
  }

  return {
    acknowledgements,
    get,
    put,
    arrive,
    isOurs: (orderNumber: string) => entries.has(orderNumber),
    /** Is that still to be done? Another one of the desk may have done it meanwhile. */
    isWaiting({ orderNumber, desk }: Ticket): boolean {
      const entry = get(orderNumber);
      return !entry.failure && deskOf(entry) === desk;
    },
    enter(order: Pick<Entry, 'orderNumber' | 'post' | 'story'>): void {
      const fresh = {
        envelope: undefined,
        approvedBy: undefined,
        statuses: [],
        now: undefined,
        failure: undefined,
      };
      entries.set(order.orderNumber, { ...order, ...fresh, issuer: 'none' });
      arrive(order.orderNumber, { status: 'in_review', version: 0 });
    },
    /** The issuing authority has confirmed: the document can be made. */
    clearIssuer(orderNumber: string): void {
      const entry = get(orderNumber);
      entry.issuer = 'confirmed';
      putOn('production', entry);
    },
    acknowledge: (answer: Acknowledged): void => {
      acknowledgements.push(answer);
      arrive(answer.orderNumber, answer);
    },
    fail(orderNumber: string, error: Error): void {
      get(orderNumber).failure ??= error;
      wake(orderNumber);
    },
    /** The next ticket for somebody of one of these desks; undefined once the run is over. */
    take({ login, post, desks }: Colleague, signal: AbortSignal): Promise<Ticket | undefined> {
      const wants = ({ orderNumber, ...ticket }: Ticket): boolean =>
        ticket.post === post &&
        desks.includes(ticket.desk) &&
        !(ticket.desk === 'production' && get(orderNumber).approvedBy === login);
      const index = tickets.findIndex(wants);
      if (index >= 0) return Promise.resolve(tickets.splice(index, 1)[0]);
      if (signal.aborted) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const end = (): void => taker.give(undefined);
        const taker: Taker = {
          wants,
          give(ticket) {
            takers.delete(taker);
            signal.removeEventListener('abort', end);
            resolve(ticket);
          },
        };
        takers.add(taker);
        signal.addEventListener('abort', end, { once: true });
      });
    },
    /** Resolves with the first of these statuses that the order has reached. @throws what failed it, or that it stands still */
    untilOneOf<S extends Status>(
      orderNumber: string,
      statuses: readonly S[],
      signal: AbortSignal,
    ): Promise<S> {
      const entry = get(orderNumber);
      return new Promise((resolve, reject) => {
        let timer: NodeJS.Timeout | undefined;
        const done = (result: S | Error): void => {
          clearTimeout(timer);
          waiters.delete(waiter);
          signal.removeEventListener('abort', abort);
          if (result instanceof Error) reject(result);
          else resolve(result);
        };
        const abort = (): void => done(signal.reason as Error);
        const stuck = (): void =>
          done(new Error(`${orderNumber} waits for ${statuses.join(', ')} at ${entry.now?.status}.`));
        const waiter: Waiter = {
          orderNumber,
          check() {
            clearTimeout(timer);
            timer = setTimeout(stuck, STANDSTILL_MS);
            const reached = statuses.find((status) => entry.statuses.includes(status));
            if (entry.failure) done(entry.failure);
            else if (reached) done(reached);
          },
        };
        waiters.add(waiter);
        signal.addEventListener('abort', abort, { once: true });
        if (signal.aborted) abort();
        else waiter.check();
      });
    },
  };
}
