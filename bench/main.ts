import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { OrderNumber } from '../domain/ids.ts';
import { FAR_MORE, type OwnStack, withOwnStack } from '../scripts/chaos/own-stack.ts';
import { caseWorkflowId } from '../workflows/messages.ts';
import { type BareSide, openBareSide } from './bare-side.ts';
import { countEvents, type Engine, withEngine } from './engine.ts';
import { type HttpSide, openHttpSide } from './http-side.ts';
import { cpuSeconds, familyCpuSeconds, residentMb } from './memory.ts';
import { median, quantile, rounded } from './numbers.ts';

/** What is aimed at (docs/performance.md). */
const GOALS = { throughputRatioMin: 0.6, latencyRatioMax: 2, memoryMbMax: 400 } as const;
const CASES_IN_MEMORY_TEST = 50;

type Plan = { rounds: number; cases: number; concurrency: number };
type Sides = { stack: OwnStack; http: HttpSide; bare: BareSide; engine: Engine };

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
  const report = await withEngine((engine) =>
    withOwnStack(
      async (stack) => {
        const http = await openHttpSide(stack, plan.concurrency);
        const bare = await openBareSide(engine.address);
        try {
          return await measure({ stack, http, bare, engine }, plan);
        } finally {
          await Promise.all([http.close(), bare.close()]);
        }
      },
      { say: (line) => console.log(line), env: { ...FAR_MORE, TEMPORAL_ADDRESS: engine.address } },
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
    throughput: throughput.ratioToPlain >= GOALS.throughputRatioMin,
    throughputOfSamePlan: throughput.ratio >= GOALS.throughputRatioMin,
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
  await bare.round(concurrency, concurrency, 'plain');
}

/** Both do the same amount of everything, or the comparison is void: shown, event type by event type. */
async function comparePlans({ http, bare, engine: { address } }: Sides) {
  const orderNumber = http.board.acknowledgements.at(-1)?.orderNumber as OrderNumber;
  const ours = await countEvents(address, caseWorkflowId(orderNumber));
  const theirs = await countEvents(address, bare.lastWorkflowId());
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  console.table(names.map((event) => ({ event, ours: ours[event] ?? 0, bare: theirs[event] ?? 0 })));
  return { ours, bare: theirs };
}

async function compareThroughput(sides: Sides, { rounds, cases, concurrency }: Plan) {
  const { http, bare } = sides;
  const rows: {
    round: number;
    http: number;
    bare: number;
    ratio: number;
    plain: number;
    ratioToPlain: number;
  }[] = [];
  const cpu: { round: number; side: string; all: number }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await http.prepare(cases);
    const before = cpuOf(sides);
    const httpSeconds = await http.round(cases, concurrency);
    const between = cpuOf(sides);
    const bareSeconds = await bare.round(cases, concurrency);
    const after = cpuOf(sides);
    const plainSeconds = await bare.round(cases, concurrency, 'plain');
    rows.push({
      round,
      http: rounded(cases / httpSeconds),
      bare: rounded(cases / bareSeconds),
      ratio: rounded(bareSeconds / httpSeconds),
      plain: rounded(cases / plainSeconds),
      ratioToPlain: rounded(plainSeconds / httpSeconds),
    });
    cpu.push({ round, side: 'http', ...cpuPerCase(before, between, cases) });
    cpu.push({ round, side: 'bare', ...cpuPerCase(between, after, cases) });
    cpu.push({ round, side: 'plain', ...cpuPerCase(after, cpuOf(sides), cases) });
  }
  console.log(
    'Cases a second: ours over HTTP, the bare workflow of the same plan, a plain one with an activity a step',
  );
  console.table(rows);
  console.log('Milliseconds of one core for each case; the driver plays the people of both sides');
  console.table(cpu);
  return {
    rows,
    cpu,
    ratio: median(rows.map(({ ratio }) => ratio)),
    ratioToPlain: median(rows.map(({ ratioToPlain }) => ratioToPlain)),
  };
}

type Cpu = Record<'api' | 'worker' | 'postgres' | 'mailbox' | 'bareWorker' | 'temporal' | 'driver', number>;

/** CPU seconds so far. */
function cpuOf({ stack, bare, engine }: Sides): Cpu {
  const { server, worker, postgres, mailbox } = stack.pids();
  const own = process.cpuUsage();
  return {
    api: cpuSeconds(server),
    worker: cpuSeconds(worker),
    postgres: familyCpuSeconds(postgres),
    mailbox: cpuSeconds(mailbox),
    bareWorker: cpuSeconds(bare.workerPid),
    temporal: cpuSeconds(engine.pid),
    driver: (own.user + own.system) / 1_000_000,
  };
}

function cpuPerCase(from: Cpu, to: Cpu, cases: number): Cpu & { all: number } {
  const ms = Object.fromEntries(
    Object.entries(to).map(([part, seconds]) => [
      part,
      Math.round(((seconds - from[part as keyof Cpu]) / cases) * 1_000),
    ]),
  ) as Cpu;
  return { ...ms, all: Object.values(ms).reduce((sum, each) => sum + each, 0) };
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

/** `npm run bench -- applicant`, `-- uploads` or `-- timing`: a measurement of its own, which sets the exit code itself. */
const PARTS: Readonly<Record<string, () => Promise<unknown>>> = {
  applicant: () => import('./applicant.ts'),
  uploads: () => import('./uploads.ts'),
  timing: () => import('./timing.ts'),
};

try {
  const part = PARTS[process.argv[2] ?? ''];
  if (part) await part();
  else process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
