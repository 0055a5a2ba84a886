import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Asked, runFuzz } from './fuzz/campaign.ts';

const USAGE = `npm run fuzz -- [--cases 20000] [--seed N] [--only nobody,applicant,officer,…]

Asks the whole API, as described by /openapi.json, with Schemathesis: as nobody, as an applicant and as staff of every role.
Starts a system of its own for it. Everything that was asked and answered is kept in a folder that is named at the end.`;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '20000' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  const [cases, seed] = [wholeNumber('--cases', values.cases), wholeNumber('--seed', values.seed)];
  const folder = mkdtempSync(join(tmpdir(), 'consular-cases-fuzz-'));
  console.log(`Seed ${seed}: at least ${cases} cases; records in ${folder}`);
  const asked = await runFuzz({
    cases,
    seed,
    folder,
    only: values.only?.split(','),
    say: (line) => console.log(`${now()} ${line}`),
  });
  return print(asked, cases);
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`${name} takes a whole number, not "${text}".`);
}

const now = (): string => new Date().toISOString().slice(11, 19);

/** @returns whether there were cases enough and nothing was found */
function print(asked: readonly Asked[], wanted: number): boolean {
  console.table(
    asked.map(({ identity, cases, seconds, failures, errors }) => ({
      identity,
      cases,
      seconds,
      failures: failures.length,
      errors: errors.length,
    })),
  );
  for (const { identity, failures, errors } of asked) {
    for (const { operation, check, status, says, request } of failures)
      console.log(
        `\n${identity}: ${operation} ${check} ${status ?? 'no answer'}\n  ${says.replaceAll('\n', '\n  ')}\n  ${request.slice(0, 1_500)}`,
      );
    for (const error of errors) console.log(`\n${identity}: ${error}`);
  }
  const cases = asked.reduce((sum, each) => sum + each.cases, 0);
  const found = asked.reduce((sum, { failures, errors }) => sum + failures.length + errors.length, 0);
  console.log(`\n${cases} cases, ${found} failures`);
  return found === 0 && cases >= wanted;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
