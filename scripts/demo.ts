import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { keptSessions } from './demo/kept-sessions.ts';
import { type PlayedCase, type PlayOptions, play } from './demo/play.ts';
import { type Story, storiesOf, type Wish } from './demo/rows.ts';
import type { StaffAccount } from './demo/session.ts';
import { isSameProcess } from './parts/processes.ts';
import { readRun } from './parts/run-file.ts';

const USAGE = `npm run demo -- [--service S [--situation T] [--minor]] [--cases N] [--concurrency N]
npm run demo -- --all [--concurrency N]

Plays cases over the public HTTP API against the system that "npm start" runs, each to its end: a passport renewal with a
supplement and an interview, or any row of the table of services and situations, or --all of them once.
Another system: --api URL --accounts FILE --mailbox URL [--temporal HOST:PORT] [--temporal-web URL]`;

const dataDir = resolve(process.env['DATA_DIR'] ?? fileURLToPath(new URL('../.data', import.meta.url)));

type Place = Pick<PlayOptions, 'api' | 'mailbox' | 'temporal' | 'temporalWeb' | 'accounts' | 'kept'>;

/** A wish that cannot be fulfilled, told without a stack. */
class Unfit extends Error {}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string' },
      service: { type: 'string' },
      situation: { type: 'string' },
      minor: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      concurrency: { type: 'string', default: '5' },
      api: { type: 'string' },
      accounts: { type: 'string' },
      mailbox: { type: 'string' },
      temporal: { type: 'string' },
      'temporal-web': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  const stories = wishedFor(values);
  const place = placeOf({ ...values, temporalWeb: values['temporal-web'] });
  const giveUp = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => giveUp.abort(new Error(name)));
  const startedAtMs = Date.now();
  const played = await play({
    ...place,
    stories,
    concurrency: positive(values.concurrency, '--concurrency'),
    say: (line) => console.log(line),
    signal: giveUp.signal,
  });
  const seconds = Number(((Date.now() - startedAtMs) / 1_000).toFixed(2));
  if (values.all) console.log(tableOf(played));
  console.log(JSON.stringify(stories.length === 1 ? played[0] : totals(played, seconds)));
  return played.every(({ status }) => status === 'closed');
}

type Wished = Omit<Wish, 'cases'> & { cases?: string | undefined };

/** @throws Unfit for a row that there is not, or for more than one wish at once */
function wishedFor({ cases, ...wish }: Wished): Story[] {
  if (wish.all && (cases ?? wish.service ?? wish.situation ?? (wish.minor || undefined)) !== undefined)
    throw new Unfit('--all plays every row once: it goes with --concurrency only.');
  const count = cases === undefined ? 1 : positive(cases, '--cases');
  try {
    return storiesOf({ ...wish, cases: count });
  } catch (error) {
    throw error instanceof RangeError ? new Unfit(error.message) : error;
  }
}

type Given = { [K in 'api' | 'accounts' | 'mailbox' | 'temporal' | 'temporalWeb']?: string | undefined };

/** Where to play: what was given, and for the rest the system that runs here. @throws Unfit when there is none */
function placeOf(given: Given): Place {
  const run = readRun(dataDir);
  const here = run && isSameProcess(run.supervisor) ? run.addresses : undefined;
  const api = given.api ?? here?.api;
  if (!api)
    throw new Unfit(
      'Consular Cases does not run here: start it with "npm start", or name one with --api URL.',
    );
  const isHere = api === here?.api;
  const mailbox = given.mailbox ?? (isHere ? here?.mailbox : undefined);
  if (!mailbox)
    throw new Unfit('The demo reads one-time codes from the mailbox stand-in: name it with --mailbox URL.');
  return {
    api: api.replace(/\/+$/, ''),
    mailbox: mailbox.replace(/\/+$/, ''),
    temporal: given.temporal ?? (isHere ? here?.temporal : undefined),
    temporalWeb: given.temporalWeb ?? (isHere ? here?.temporalWeb : undefined),
    accounts: readAccounts(given.accounts ?? join(dataDir, 'demo-accounts.json')),
    kept: isHere ? keptSessions(join(dataDir, 'demo-sessions.json'), api) : undefined,
  };
}

function readAccounts(file: string): StaffAccount[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StaffAccount[];
  } catch (error) {
    throw new Unfit(
      `The demo accounts cannot be read from ${file} (${(error as Error).message}): name them with --accounts FILE.`,
    );
  }
}

function positive(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Unfit(`${name} takes a whole number above 0, not "${text}".\n\n${USAGE}`);
}

/** What was played, how long it took and how it went; an issuing authority's answer repeats the status it came in. */
function tableOf(played: readonly PlayedCase[]): string {
  const rows = played.map(({ service, situation, minor, statuses, status, seconds, failure }) => {
    const name = [service, situation, ...(minor ? ['minor'] : [])].join(' ');
    const way = statuses.length > 0 ? statuses.join(' > ') : status;
    return [name, seconds.toFixed(1), failure ? `${way}: ${failure}` : way] as const;
  });
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, seconds, way]) => `${name.padEnd(width)}  ${seconds.padStart(5)} s  ${way}`);
  return ['', ...lines, ''].join('\n');
}

function totals(played: readonly PlayedCase[], seconds: number) {
  const closed = played.filter(({ status }) => status === 'closed');
  const most = (of: 'historyEvents' | 'historyBytes'): number =>
    Math.max(0, ...closed.map((each) => each[of] ?? 0));
  return {
    cases: played.length,
    closed: closed.length,
    seconds,
    historyEventsMax: most('historyEvents'),
    historyBytesMax: most('historyBytes'),
    played,
  };
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  const isUsage = error instanceof Unfit || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(isUsage ? (error as Error).message : error);
  process.exitCode = 1;
}
