import { expect, test } from 'vitest';
import { runCampaign } from '../scripts/chaos/campaign.ts';

test('F1 F4 F6 worker, API, PostgreSQL and Temporal are killed while cases run, and nothing is lost or doubled', async () => {
  const report = await runCampaign({ cases: 4, kills: 4, seed: 20_210_607, concurrency: 4, say: () => {} });

  expect(report.failures).toEqual([]);
  expect(report.findings.flatMap(({ check, wrong }) => wrong.map((fault) => `${check}: ${fault}`))).toEqual(
    [],
  );
  expect(report).toMatchObject({ closed: 4, kills: 4, good: true });
  expect(new Set(report.recoveries.map(({ part }) => part))).toEqual(
    new Set(['worker', 'server', 'postgres', 'temporal']),
  );
}, 240_000);
