import { setMaxListeners } from 'node:events';
import type { PostCode } from '../../domain/posts.ts';
import type { Status } from '../../domain/statuses.ts';
import { enrol, prepareDraft, seeThrough, submit } from '../demo/applicant.ts';
import { type Board, createBoard } from '../demo/board.ts';
import { createHttp } from '../demo/http.ts';
import { newDocumentNumber } from '../demo/identity.ts';
import { ROWS, type Row, type Story } from '../demo/rows.ts';
import type { Script } from '../demo/script.ts';
import type { StaffAccount } from '../demo/session.ts';
import { hire, work } from '../demo/staff.ts';
import { answersOf, type Bird, createBird, secretsOf, sliceOf, withExif } from './birds.ts';
import { doDeeds, type Nest, picturesOf, stumble } from './deeds.ts';
import type { Secret } from './search.ts';

export type FlightOptions = {
  api: string;
  mailbox: string;
  accounts: readonly StaffAccount[];
  /** Whole cases, played to their end; for every ten of them one more is refused and one withdrawn. */
  cases: number;
  next: () => number;
  concurrency: number;
  say: (line: string) => void;
};

/** What was brought into the house, and what the house itself made of it: that may be read. */
export type Flight = {
  secrets: Secret[];
  orders: string[];
  applications: string[];
  closed: number;
  failures: string[];
};

const POSTS: readonly PostCode[] = ['LAX', 'NYC', 'SFO', 'CHI', 'WAS'];
/** Answers that the demo makes up for a bird, of those that can be told from noise. */
const MADE_UP = ['passport.number', 'person.idNumber', 'travelDocument.number', 'passport.mrz'] as const;
/** 「無」 is an answer too. */
const MADE_UP_MIN = 8;
const ENDED_OTHERWISE_EVERY = 10;
/** After the approval: a lost or replaced passport is void by then. */
const WITHDRAWABLE = ROWS.filter(({ service }) => service === 'passport.renew');

/** Plays cases of every kind over the public API, of people whose every word is a canary. */
export async function fly(options: FlightOptions): Promise<Flight> {
  const over = new AbortController();
  setMaxListeners(0, over.signal); // every waiting person listens
  const http = createHttp(options.api, { signal: over.signal });
  const board = createBoard(() => {});
  const members = hire(http, options.accounts, board, { signal: over.signal });
  const shifts = members.map((member) => work(member, { board, signal: over.signal, thorough: true }));
  const tokens = new Map<PostCode, Promise<string>>();
  const flight: Flight = { secrets: [], orders: [], applications: [], closed: 0, failures: [] };
  const plans = plansOf(options);
  const lane = async (): Promise<void> => {
    for (let plan = plans.shift(); plan; plan = plans.shift()) {
      const { post } = plan;
      const officer = members.find((each) => each.post === post && each.desks.includes('review'));
      if (!officer) throw new Error(`There is no officer at ${post}.`);
      const officerToken = tokens.get(post) ?? officer.session.enter();
      tokens.set(post, officerToken);
      const nest = { ...options, http, officer: officer.session, officerToken: await officerToken };
      await playOne(nest, { board, signal: over.signal }, plan, flight).catch((error: Error) =>
        flight.failures.push(`${plan.story.row.service} ${plan.story.row.situation.id}: ${error.message}`),
      );
      options.say(`${flight.orders.length} orders, ${flight.closed} closed, ${plans.length} to go`);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.concurrency }, lane));
  } finally {
    over.abort();
    await Promise.all(shifts);
  }
  return flight;
}

type Plan = { bird: Bird; post: PostCode; story: Story & { script: Script } };

function plansOf({ cases, next }: FlightOptions): Plan[] {
  const others = Math.ceil(cases / ENDED_OTHERWISE_EVERY);
  const endings = [
    ...Array.from({ length: cases }, () => undefined),
    ...Array.from({ length: others }, () => ['refused', 'withdrawn'] as const).flat(),
  ];
  const first = Math.floor(next() * ROWS.length);
  return endings.map((ending, index) => {
    const bird = createBird(next);
    const rows = ending === 'withdrawn' ? WITHDRAWABLE : ROWS;
    const row = rows[(first + index) % rows.length] as Row;
    const script = { ...scriptOf(bird, row), ...(ending ? { ending } : {}) };
    return {
      bird,
      post: POSTS[index % POSTS.length] ?? 'LAX',
      story: { row, extras: index % 2 === 0, script },
    };
  });
}

function scriptOf(bird: Bird, { service }: Row): Script {
  const series = newDocumentNumber(service).slice(0, service.startsWith('passport.') ? 2 : 1);
  return {
    account: { email: bird.email, password: bird.password },
    realName: { number: bird.realNumber, name: bird.realName },
    answers: answersOf(bird),
    street: bird.newStreet,
    note: bird.note,
    fileName: bird.fileName,
    retouch: (picture) => withExif(picture, bird.exif),
    documentNumber: `${series}${bird.documentDigits.slice(0, 9 - series.length)}`,
    tracking: bird.tracking,
  };
}

type Field = { board: Board; signal: AbortSignal };

async function playOne(nest: Nest, { board, signal }: Field, plan: Plan, flight: Flight): Promise<void> {
  const { bird, post, story } = plan;
  flight.secrets.push(...secretsOf({ ...bird, documentDigits: story.script.documentNumber }));
  const retouch = async (picture: Buffer): Promise<Buffer> => {
    const sent = await story.script.retouch(picture);
    flight.secrets.push(sliceOf('picture as sent', sent));
    return sent;
  };
  const told = { ...story, script: { ...story.script, retouch } };
  const world = { http: nest.http, mailbox: nest.mailbox, board, signal };
  const applicant = await enrol(world, told.script);
  const draft = await prepareDraft(applicant, post, { story: told });
  flight.secrets.push(...madeUpIn(draft.identity.answers), ...(await picturesOf(applicant, draft.id)));
  flight.applications.push(draft.id);
  const orderNumber = await submit(applicant, board, draft);
  flight.orders.push(orderNumber);
  await stumble(nest, applicant, bird, orderNumber);
  await seeThrough(applicant, { ...world, thorough: true }, orderNumber, draft.identity);
  const ask = { method: 'GET', path: `/v1/orders/${orderNumber}` } as const;
  const { status } = (await applicant.ask<{ status: Status }>(ask)).body;
  await doDeeds(nest, applicant, bird, orderNumber);
  if (status === 'closed') flight.closed += 1;
}

function madeUpIn(answers: Readonly<Record<string, string>>): Secret[] {
  return MADE_UP.flatMap((kind) =>
    (answers[kind] ?? '')
      .split('\n')
      .filter((line) => line.length >= MADE_UP_MIN)
      .map((value) => ({ kind, value })),
  );
}
