import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { hashPassword } from '../adapters/passwords.ts';
import { rateLimits } from '../db/schema.ts';
import { byEmail } from '../domain/address.ts';
import { median, quantile, rounded } from './numbers.ts';
import { type OwnServer, withOwnServer } from './own-server.ts';

/** A6: what a stopwatch may tell of whether somebody has an account. */
const DIFFERENCE_MAX_MS = 5;
const PASSWORD = 'four plain words for benchmarks';
const WARM = 40;

type Ask = { path: string; body: (email: string) => object };
const ASKS: Record<string, Ask> = {
  login: { path: '/v1/sessions', body: (email) => ({ email, password: 'not the password of anybody' }) },
  registration: { path: '/v1/accounts', body: (email) => ({ email, password: PASSWORD }) },
  reset: { path: '/v1/password-resets', body: (email) => ({ email }) },
};

/**
 * `npm run bench -- timing [--tries 500]`: how long login, registration and reset take for known and for unknown addresses,
 * asked in turn, one at a time, of server.ts and PostgreSQL in processes of their own.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((each) => each !== 'timing'),
    options: { tries: { type: 'string', default: '500' } },
  });
  const tries = Number(values.tries);
  const figures = await withOwnServer(async (server) => {
    const known = await openConfirmed(server);
    const measured: [string, Awaited<ReturnType<typeof compare>>][] = [];
    for (const [name, ask] of Object.entries(ASKS))
      measured.push([name, await compare(server, ask, known, tries)]);
    return Object.fromEntries(measured);
  });
  console.table(figures);
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.version };
  console.log(JSON.stringify({ machine, tries, figures }));
  return Object.values(figures).every(({ differenceMs }) => Math.abs(differenceMs) < DIFFERENCE_MAX_MS);
}

async function openConfirmed({ office: { people } }: OwnServer): Promise<string> {
  const email = `${randomUUID()}@example.org`;
  const passwordHash = await hashPassword(PASSWORD);
  await people.register({ address: byEmail(email), passwordHash, lang: 'hans', code: '000000' });
  if (!(await people.confirm(byEmail(email), '000000'))) throw new Error('not confirmed');
  return email;
}

async function compare(server: OwnServer, ask: Ask, known: string, tries: number) {
  const took = { known: [] as number[], unknown: [] as number[] };
  for (let at = 0; at < tries + WARM; at += 1) {
    // Who is asked about first changes by chance: neither profits from what the other has warmed.
    const turns = (['known', 'unknown'] as const).toSorted(() => Math.random() - 0.5);
    for (const who of turns) {
      const email = who === 'known' ? known : `${randomUUID()}@example.org`;
      await server.office.db.delete(rateLimits);
      const ms = await timed(server, ask, email);
      if (at >= WARM) took[who].push(ms);
    }
  }
  return {
    knownP50Ms: rounded(median(took.known), 1),
    unknownP50Ms: rounded(median(took.unknown), 1),
    differenceMs: rounded(median(took.known) - median(took.unknown), 2),
    knownP95Ms: rounded(quantile(took.known, 0.95), 1),
    unknownP95Ms: rounded(quantile(took.unknown, 0.95), 1),
  };
}

async function timed({ url }: OwnServer, { path, body }: Ask, email: string): Promise<number> {
  const startMs = performance.now();
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body(email)),
  });
  await response.arrayBuffer();
  const ms = performance.now() - startMs;
  if (response.status !== 401 && response.status !== 202) throw new Error(`answered ${response.status}`);
  return ms;
}

process.exitCode = (await main()) ? 0 : 1;
