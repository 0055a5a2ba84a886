import { parseArgs } from 'node:util';
import { type CanaryReport, runCanary } from './canary/campaign.ts';

const USAGE = `npm run canary -- [--cases 50] [--seed N] [--concurrency 4]

Plays whole cases of people whose every word, number and picture is unlike anything else, on a system of its own, with requests
that fail among them; then looks for all of it in both databases, Temporal, logs, documents, temporary files and mails, in
whatever letters it may be written. What is found is named by its kind, never told.`;

/** Where something personal lies in the clear, and why it may; it is left out of the search. */
const IN_THE_CLEAR = [
  ['the To line of a mail', 'without it no mail arrives; the provider is told no more (docs/security.md)'],
  [
    'the mailbox and identity office of the demo, in memory',
    'stand-ins for the outside: they are who is told',
  ],
] as const;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      concurrency: { type: 'string', default: '4' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  const cases = wholeNumber('--cases', values.cases);
  const seed = wholeNumber('--seed', values.seed);
  const concurrency = wholeNumber('--concurrency', values.concurrency);
  console.log(`Seed ${seed}: ${cases} whole cases`);
  const report = await runCanary({
    cases,
    seed,
    concurrency,
    say: (line) => console.log(`${now()} ${line}`),
  });
  print(report);
  return report.good;
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`${name} takes a whole number, not "${text}".`);
}

const now = (): string => new Date().toISOString().slice(11, 19);

function print({ searched, failures, closed, orders, secrets }: CanaryReport): void {
  console.log(
    `\n${orders} orders, ${closed} closed; looked for ${secrets} names, numbers, texts and pictures`,
  );
  console.table(
    searched.map(({ sink, parts, bytes, planted, own, hits }) => ({
      sink,
      parts,
      bytes,
      'planted found': planted,
      'own words found': own ?? '–',
      hits: hits.length,
    })),
  );
  console.log('Not looked at, since it may hold an address or a name:');
  for (const [what, why] of IN_THE_CLEAR) console.log(`  ${what}: ${why}`);
  for (const { sink, hits } of searched)
    for (const { kind, as, where } of hits) console.log(`  ${sink}, ${where}: ${kind}, as ${as}`);
  for (const failure of failures) console.log(`  ${failure}`);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
