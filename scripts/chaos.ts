import { parseArgs } from 'node:util';
import { isQuick, type Report, runCampaign } from './chaos/campaign.ts';

/** `npm run chaos -- [--cases 20] [--kills 12] [--seed N] [--concurrency 5]`: parts die while cases are played. */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '20' },
      kills: { type: 'string', default: '12' },
      concurrency: { type: 'string', default: '5' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    },
  });
  const numbers = Object.fromEntries(
    Object.entries(values).map(([name, text]) => [name, wholeNumber(`--${name}`, text)]),
  ) as Record<keyof typeof values, number>;
  console.log(`Seed ${numbers.seed}: ${numbers.cases} cases, ${numbers.kills} kills.`);
  const report = await runCampaign({ ...numbers, say: (line) => console.log(`${now()} ${line}`) });
  print(report);
  console.log(JSON.stringify(report));
  return report.good;
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`${name} takes a whole number, not "${text}".`);
}

const now = (): string => new Date().toISOString().slice(11, 23);

function print({
  findings,
  failures,
  recoveries,
  cases,
  closed,
  kills,
  acknowledged,
  retries,
}: Report): void {
  console.log(`\n${closed} of ${cases} cases closed, ${kills} kills, ${acknowledged} commands acknowledged`);
  console.table(findings.map(({ check, looked, wrong }) => ({ check, looked, wrong: wrong.length })));
  console.table(recoveries);
  console.log(
    `Asked again: ${JSON.stringify(retries)}; recovery within 10 s: ${isQuick(recoveries) ? 'yes' : 'no'}`,
  );
  for (const text of [...findings.flatMap(({ wrong }) => wrong), ...failures].slice(0, 50))
    console.log(`  ${text}`);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
