import { type Board } from '../demo/board.ts';
import type { Http } from '../demo/http.ts';
import { type PlayedCase, play } from '../demo/play.ts';
import { usualRenewal } from '../demo/rows.ts';
import type { Acknowledged } from '../demo/session.ts';
import { check, type Finding } from './checks.ts';
import { carryOut, type Kill, type Part, planKills } from './killer.ts';
import { withOwnStack } from './own-stack.ts';

export type CampaignOptions = {
  cases: number;
  kills: number;
  /** Which parts are killed; all of them unless told. */
  parts?: readonly Part[];
  seed: number;
  concurrency: number;
  say: (line: string) => void;
};

export type Recovery = { part: Kill['part']; recoveryMs: number };

export type Report = {
  seed: number;
  cases: number;
  closed: number;
  kills: number;
  acknowledged: number;
  retries: Readonly<Record<string, number>>;
  /** From each kill to the first command that was begun after it and answered: the whole chain works again. */
  recoveries: Recovery[];
  findings: Finding[];
  failures: string[];
  seconds: number;
  good: boolean;
};

/** Commands of people in one case as the demo plays it. */
const COMMANDS_PER_CASE = 10;
const RECOVERY_MS_MAX = 10_000;

/** Plays cases while parts of the system die, and looks afterwards whether anything was lost, doubled or bent. */
export function runCampaign(options: CampaignOptions): Promise<Report> {
  const startedAtMs = Date.now();
  return withOwnStack(
    async ({ addresses, demoAccounts, env, dataDir }) => {
      const over = new AbortController();
      let killing: Promise<Kill[]> = Promise.resolve([]);
      let seen: { board: Board; http: Http } | undefined;
      const plan = planKills(options.seed, options.kills, options.cases * COMMANDS_PER_CASE, options.parts);
      const played = await play({
        api: addresses.api,
        mailbox: addresses.mailbox ?? '',
        temporal: addresses.temporal,
        temporalWeb: undefined,
        accounts: demoAccounts as Parameters<typeof play>[0]['accounts'],
        stories: Array.from({ length: options.cases }, usualRenewal),
        concurrency: options.concurrency,
        say: () => {},
        watch: (run) => {
          seen = run;
          killing = carryOut(plan, { dataDir, board: run.board, say: options.say, signal: over.signal });
        },
      });
      over.abort();
      const kills = await killing;
      const orders = played.flatMap(({ orderNumber }) => orderNumber ?? []);
      const acknowledged = seen?.board.acknowledgements ?? [];
      const findings = await check({ env, orders, acknowledged });
      return report(options, {
        played,
        kills,
        acknowledged,
        findings,
        retries: seen?.http.retries ?? {},
        startedAtMs,
      });
    },
    { say: options.say },
  );
}

type Outcome = {
  played: PlayedCase[];
  kills: Kill[];
  acknowledged: readonly Acknowledged[];
  findings: Finding[];
  retries: Readonly<Record<string, number>>;
  startedAtMs: number;
};

function report({ seed, cases, kills: wanted }: CampaignOptions, outcome: Outcome): Report {
  const { played, kills, acknowledged, findings, retries, startedAtMs } = outcome;
  const closed = played.filter(({ status }) => status === 'closed').length;
  const failures = played.flatMap(({ failure }) => failure ?? []);
  const isSound = findings.every(({ wrong }) => wrong.length === 0);
  return {
    seed,
    cases,
    closed,
    kills: kills.length,
    acknowledged: acknowledged.length,
    retries,
    recoveries: kills.map((kill) => ({ part: kill.part, recoveryMs: recoveryMs(kill, acknowledged) })),
    findings,
    failures,
    seconds: Math.round((Date.now() - startedAtMs) / 1_000),
    good: isSound && closed === cases && kills.length === wanted && failures.length === 0,
  };
}

/** @returns -1 when no command followed the kill: it came at the very end */
function recoveryMs({ atMs }: Kill, acknowledged: readonly Acknowledged[]): number {
  const after = acknowledged
    .filter(({ beganAtMs }) => beganAtMs > atMs)
    .map(({ answeredAtMs }) => answeredAtMs - atMs);
  return after.length === 0 ? -1 : Math.round(Math.min(...after));
}

/** How the worst recovery compares with the goal of reliability's G16. */
export function isQuick(recoveries: readonly Recovery[]): boolean {
  return recoveries.every((each) => each.recoveryMs <= RECOVERY_MS_MAX);
}
