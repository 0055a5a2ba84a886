import { setMaxListeners } from 'node:events';
import type { PostCode } from '../../domain/posts.ts';
import { STATUS_WORDS, type Status } from '../../domain/statuses.ts';
import { enrol, prepareDraft, seeThrough, submit, withdraw } from './applicant.ts';
import { type Board, createBoard, type Entry } from './board.ts';
import { caseInTemporalWeb, historyFigures } from './figures.ts';
import { createHttp, type Http } from './http.ts';
import type { KeptSessions } from './kept-sessions.ts';
import { type Row, rowName, rowTitle, type Story } from './rows.ts';
import type { Session, StaffAccount } from './session.ts';
import { findFreePosts, hire, work } from './staff.ts';

export type PlayOptions = {
  api: string;
  /** The list of the mailbox stand-in: one-time codes are read from it. */
  mailbox: string;
  /** host:port; without it the history's figures are not told. */
  temporal: string | undefined;
  temporalWeb: string | undefined;
  accounts: readonly StaffAccount[];
  /** Sessions of staff that an earlier run left, and that this one leaves. */
  kept?: KeptSessions | undefined;
  /** One case each. */
  stories: readonly Story[];
  concurrency: number;
  say: (line: string) => void;
  signal?: AbortSignal;
  /** Told of the board and the client as soon as there are any, for those who watch a run. */
  watch?: (run: { board: Board; http: Http }) => void;
};

/** One case as it ended. */
export type PlayedCase = {
  service: Row['service'];
  situation: string;
  minor: boolean;
  orderNumber: string | null;
  post: PostCode;
  status: Status | 'not submitted';
  statuses: Status[];
  historyEvents: number | null;
  historyBytes: number | null;
  seconds: number;
  failure?: string;
};

/** Where nobody else's review waits, in this order; so one case alone goes to Los Angeles. */
const POSTS: readonly PostCode[] = ['LAX', 'NYC', 'SFO', 'CHI', 'WAS'];

/** Plays stories over the public API alone, so many at a time: applicants, and the staff of all posts. */
export async function play(options: PlayOptions): Promise<PlayedCase[]> {
  const over = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, over.signal]) : over.signal;
  setMaxListeners(0, signal); // every waiting person listens
  const http = createHttp(options.api, { signal });
  const board = createBoard((entry, status) => options.say(linesOf(entry, status, options.temporalWeb)));
  options.watch?.({ board, http });
  const members = hire(http, options.accounts, board, { signal, kept: options.kept });
  const posts = await choosePosts(members, options.say);
  const shifts = members.map((member) => work(member, { board, signal, thorough: true }));
  try {
    const played: PlayedCase[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let index = next++; index < options.stories.length; index = next++) {
        const story = options.stories[index] as Story;
        const post = posts[index % posts.length] ?? 'LAX';
        played[index] = await playOne({ ...options, http, board, signal }, story, post);
      }
    };
    const lanes = Math.min(options.concurrency, options.stories.length);
    await Promise.all(Array.from({ length: lanes }, lane));
    return played;
  } finally {
    over.abort(new Error('The run is over.'));
    await Promise.all(shifts);
  }
}

async function choosePosts(
  members: Parameters<typeof findFreePosts>[0],
  say: PlayOptions['say'],
): Promise<PostCode[]> {
  const free = await findFreePosts(members);
  const chosen = POSTS.filter((post) => free.includes(post));
  if (chosen.length > 0) return chosen;
  say('Reviews of other people wait at every post; ours have to wait for their turn behind them.');
  return [...POSTS];
}

type Run = PlayOptions & { http: Http; board: Board; signal: AbortSignal };

async function playOne(run: Run, story: Story, post: PostCode): Promise<PlayedCase> {
  const startedAtMs = Date.now();
  let session: Session | undefined;
  let orderNumber: string | null = null;
  let failure: string | undefined;
  try {
    session = await enrol(run);
    const draft = await prepareDraft(session, post, { story });
    orderNumber = await submit(session, run.board, draft);
    await seeThrough(session, { ...run, thorough: true }, orderNumber, draft.identity);
  } catch (error) {
    failure = (error as Error).message;
    run.say(`${orderNumber ?? rowName(story.row)} at ${post} failed: ${failure}`);
    if (orderNumber) {
      run.board.fail(orderNumber, error as Error);
      await giveUp(run, session, orderNumber);
    }
  }
  const seconds = Number(((Date.now() - startedAtMs) / 1_000).toFixed(2));
  const { service, situation, minor } = story.row;
  const end = await tellEnd(run, session, orderNumber);
  return { service, situation: situation.id, minor, ...end, post, seconds, ...(failure ? { failure } : {}) };
}

/** The public timeline and Temporal's own count: not what the demo believes, but what everybody can read. */
async function tellEnd(run: Run, session: Session | undefined, orderNumber: string | null) {
  const unknown = {
    orderNumber,
    status: 'not submitted',
    statuses: [],
    historyEvents: null,
    historyBytes: null,
  } as const;
  if (!session || !orderNumber || run.signal.aborted) return { ...unknown, statuses: [] };
  const { body } = await session.ask<{ status: Status; timeline: { status: Status }[] }>({
    method: 'GET',
    path: `/v1/orders/${orderNumber}`,
  });
  const figures =
    run.temporal && body.status === 'closed'
      ? await historyFigures(run.temporal, orderNumber).catch(() => undefined)
      : undefined;
  return {
    ...unknown,
    status: body.status,
    statuses: body.timeline.map(({ status }) => status),
    ...figures,
  };
}

/** Best effort, with a client of its own: the run's may be aborted. */
async function giveUp(run: Run, session: Session | undefined, orderNumber: string): Promise<void> {
  if (!session) return;
  await withdraw(session.over(createHttp(run.api, { patienceMs: 5_000 })), orderNumber).catch(
    () => undefined,
  );
}

/** A status as it was reached; the first one says what is played. */
function linesOf(
  { orderNumber, post, story, statuses, issuer }: Entry,
  status: Status,
  temporalWeb?: string,
) {
  const { hant, en } = STATUS_WORDS[status];
  const where = temporalWeb ? `  ${caseInTemporalWeb(temporalWeb, orderNumber)}` : '';
  const waits = status === 'materials_received' && issuer === 'asked' ? ISSUER_WAIT : '';
  const line = `${orderNumber} ${post}  ${hant} · ${en}${waits}${where}`;
  if (statuses.length > 1) return line;
  return `${orderNumber} ${post}  ${rowName(story.row)}  (${rowTitle(story.row)})\n${line}`;
}

const ISSUER_WAIT = ' (待原發照機關確認 · the issuing authority has to confirm first)';
