import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { OrderNumber } from '../domain/ids.ts';
import { type OwnStack, withOwnStack } from '../scripts/chaos/own-stack.ts';
import { caseWorkflowId } from '../workflows/messages.ts';
import { type BareSide, openBareSide } from './bare-side.ts';
import { countEvents, withEngine } from './engine.ts';
import { type HttpSide, openHttpSide } from './http-side.ts';
import { cpuSeconds, residentMb } from './memory.ts';
import { median, quantile, rounded } from './numbers.ts';

/** What is aimed at (docs/performance.md). */
const GOALS = { throughputRatioMin: 0.6, latencyRatioMax: 2, memoryMbMax: 400 } as const;
const CASES_IN_MEMORY_TEST = 50;

type Plan = { rounds: number; cases: number; concurrency: number };
type Sides = { stack: OwnStack; http: HttpSide; bare: BareSide; address: string };

/** `npm run bench -- [--rounds 3] [--cases 40] [--concurrency 10]`: our case over HTTP beside a bare workflow. */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      cases: { type: 'string', default: '40' },
      concurrency: { type: 'string', default: '10' },
    },
  });
  const plan = {
    rounds: Number(values.rounds),
    cases: Number(values.cases),
    concurrency: Number(values.concurrency),
  };
  const report = await withEngine((address) =>
    withOwnStack(
      async (stack) => {
        const http = await openHttpSide(stack, plan.concurrency);
        const bare = await openBareSide(address);
        try {
          return await measure({ stack, http, bare, address }, plan);
        } finally {
          await Promise.all([http.close(), bare.close()]);
        }
      },
      { say: (line) => console.log(line), env: { TEMPORAL_ADDRESS: address } },
    ),
  );
  console.log(JSON.stringify(report));
  return Object.values(report.goals).every(Boolean);
}

async function measure(sides: Sides, plan: Plan) {
  const { http, bare } = sides;
  await warmUp(sides, plan);
  const plans = await comparePlans(sides);
  const throughput = await compareThroughput(sides, plan);
  const latency = await compareLatency(sides);
  const memory = await measureMemory(sides, plan);
  const goals = {
    throughput: throughput.ratio >= GOALS.throughputRatioMin,
    latencyP50: latency.ratioP50 <= GOALS.latencyRatioMax,
    latencyP95: latency.ratioP95 <= GOALS.latencyRatioMax,
    memory: Object.values(memory).every((part) => (part?.highest ?? 0) < GOALS.memoryMbMax),
  };
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.version };
  console.table(goals);
  return {
    machine,
    plan,
    plans,
    throughput,
    latency,
    memory,
    goals,
    acknowledged: http.board.acknowledgements.length,
    bareCommands: bare.commandMs.length,
  };
}

/** Compilers, caches, connections and everybody's login are not what is measured. */
async function warmUp({ http, bare }: Sides, { concurrency }: Plan): Promise<void> {
  console.log('Warming up …');
  await http.prepare(concurrency * 2);
  await http.round(concurrency * 2, concurrency);
  await bare.round(concurrency * 2, concurrency);
}

/** Both do the same amount of everything, or the comparison is void: shown, event type by event type. */
async function comparePlans({ http, bare, address }: Sides) {
  const orderNumber = http.board.acknowledgements.at(-1)?.orderNumber as OrderNumber;
  const ours = await countEvents(address, caseWorkflowId(orderNumber));
  const theirs = await countEvents(address, bare.lastWorkflowId());
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  console.table(names.map((event) => ({ event, ours: ours[event] ?? 0, bare: theirs[event] ?? 0 })));
  return { ours, bare: theirs };
}

async function compareThroughput({ stack, http, bare }: Sides, { rounds, cases, concurrency }: Plan) {
  const rows: { round: number; http: number; bare: number; ratio: number; cpuMsPerCase: Cpu }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await http.prepare(cases);
    const before = cpuOf(stack, bare);
    const httpSeconds = await http.round(cases, concurrency);
    const between = cpuOf(stack, bare);
    const bareSeconds = await bare.round(cases, concurrency);
    const after = cpuOf(stack, bare);
    const perCase = (from: Cpu, to: Cpu, name: keyof Cpu): number =>
      Math.round(((to[name] - from[name]) / cases) * 1_000);
    rows.push({
      round,
      http: rounded(cases / httpSeconds),
      bare: rounded(cases / bareSeconds),
      ratio: rounded(bareSeconds / httpSeconds),
      cpuMsPerCase: {
        server: perCase(before, between, 'server'),
        worker: perCase(before, between, 'worker'),
        bareWorker: perCase(between, after, 'bareWorker'),
      },
    });
  }
  console.log('Cases a second, and milliseconds of one core for each case');
  console.table(rows.map(({ cpuMsPerCase, ...row }) => ({ ...row, ...cpuMsPerCase })));
  return { rows, ratio: median(rows.map(({ ratio }) => ratio)) };
}

type Cpu = Record<'server' | 'worker' | 'bareWorker', number>;

/** CPU seconds so far. PostgreSQL's backends come and go, so it is left out. */
function cpuOf({ pids }: OwnStack, { workerPid }: BareSide): Cpu {
  const { server, worker } = pids();
  return { server: cpuSeconds(server), worker: cpuSeconds(worker), bareWorker: cpuSeconds(workerPid) };
}

const ALONE = 12;

/** One command at a time, one case after another; rounds in turn. */
async function compareLatency({ http, bare }: Sides) {
  const ours: number[] = [];
  const theirs: number[] = [];
  await http.prepare(ALONE);
  for (let half = 0; half < 2; half += 1) {
    const acknowledged = http.board.acknowledgements.length;
    await http.round(ALONE / 2, 1);
    const answers = http.board.acknowledgements.slice(acknowledged);
    ours.push(...answers.map(({ beganAtMs, answeredAtMs }) => answeredAtMs - beganAtMs));
    const commands = bare.commandMs.length;
    await bare.round(ALONE / 2, 1);
    theirs.push(...bare.commandMs.slice(commands));
  }
  const figures = {
    http: {
      p50: rounded(quantile(ours, 0.5), 1),
      p95: rounded(quantile(ours, 0.95), 1),
      commands: ours.length,
    },
    bare: {
      p50: rounded(quantile(theirs, 0.5), 1),
      p95: rounded(quantile(theirs, 0.95), 1),
      commands: theirs.length,
    },
  };
  console.log('One command alone, milliseconds');
  console.table(figures);
  return {
    ...figures,
    ratioP50: rounded(figures.http.p50 / figures.bare.p50),
    ratioP95: rounded(figures.http.p95 / figures.bare.p95),
  };
}

async function measureMemory({ stack, http }: Sides, { concurrency }: Plan) {
  await http.prepare(CASES_IN_MEMORY_TEST);
  await http.round(CASES_IN_MEMORY_TEST, concurrency);
  const { server, worker } = stack.pids();
  const memory = { api: residentMb(server), worker: residentMb(worker) };
  console.log(`Resident memory after ${CASES_IN_MEMORY_TEST} cases, MB`);
  console.table(memory);
  return memory;
}

/** `npm run bench -- applicant` or `-- uploads`: a measurement of its own, which sets the exit code itself. */
const PARTS: Readonly<Record<string, () => Promise<unknown>>> = {
  applicant: () => import('./applicant.ts'),
  uploads: () => import('./uploads.ts'),
};

try {
  const part = PARTS[process.argv[2] ?? ''];
  if (part) await part();
  else process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
