import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate.ts';
import type { RolePasswords } from '../../db/roles.ts';
import { buildWorkflowBundle } from '../../scripts/parts/bundle.ts';
import { startPostgres } from '../../scripts/parts/postgres.ts';
import {
  freePort,
  isSameProcess,
  markOf,
  type ProcessMark,
  sendSignal,
} from '../../scripts/parts/processes.ts';
import { findTemporalProgram } from '../../scripts/parts/temporal-program.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the database server: its own database, from which the others are made. */
    databaseServerUrl: string;
    /** The migrated database, and with `_keys` its key database; nobody can connect to them, everybody can copy them. */
    databaseTemplate: string;
    /** Of the roles of API and worker, in every database of the server. */
    databasePasswords: RolePasswords;
    temporalBinary: string;
    workflowBundleFile: string;
  }
}

type Server = { pid: number; stop(): Promise<void> };
type Keep = (server: Server) => void;

const TEMPLATE = 'migrated_template';
const PREFIX = 'consular-cases-test-';
const MARKS = 'marks.json';
const say = (line: string) => console.error(line);

/** The servers that all test files share, started once for a run and thrown away after it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  sweepLeftovers();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as another user and has to get in
  const servers: Server[] = [];
  const keep = (server: Server): void => {
    servers.push(server);
    const pids = [process.pid, ...servers.map(({ pid }) => pid)];
    // Renamed into place: a run beside us may read it at this very moment.
    writeFileSync(join(folder, `${MARKS}.draft`), JSON.stringify(pids.map(markOf)));
    renameSync(join(folder, `${MARKS}.draft`), join(folder, MARKS));
  };
  const killAtExit = () => servers.forEach(({ pid }) => sendSignal(pid, 'SIGKILL'));
  process.once('exit', killAtExit);
  const teardown = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    process.off('exit', killAtExit);
    rmSync(folder, { recursive: true, force: true });
  };
  const starts = [startDatabase(folder, project, keep), findEngine(project), makeBundle(folder, project)];
  const failed = (await Promise.allSettled(starts)).find((start) => start.status === 'rejected');
  if (failed) {
    await teardown();
    throw failed.reason;
  }
  return teardown;
}

async function startDatabase(folder: string, project: TestProject, keep: Keep): Promise<void> {
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: await freePort(0),
    durable: false,
    say,
  });
  keep(server);
  const urlOf = (name: string): string => Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  const sql = postgres(server.url, { max: 1 });
  const templates = [TEMPLATE, `${TEMPLATE}_keys`] as const;
  for (const name of templates) await sql`create database ${sql(name)}`;
  const password = () => randomBytes(24).toString('hex');
  const passwords = { consular_api: password(), consular_worker: password() };
  await migrate(urlOf(templates[0]), urlOf(templates[1]), passwords);
  // Nobody can connect any more, so that they can be copied at any time.
  for (const name of templates)
    await sql`alter database ${sql(name)} with is_template true allow_connections false`;
  await sql.end();
  project.provide('databaseServerUrl', server.url);
  project.provide('databaseTemplate', TEMPLATE);
  project.provide('databasePasswords', passwords);
}

async function findEngine(project: TestProject): Promise<void> {
  project.provide('temporalBinary', await findTemporalProgram(process.env, say));
}

async function makeBundle(folder: string, project: TestProject): Promise<void> {
  const file = join(folder, 'workflow-bundle.js');
  await buildWorkflowBundle(file);
  project.provide('workflowBundleFile', file);
}

/** A run that was killed leaves its servers behind. They are ended here, when their run is gone and they are still themselves. */
function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const file = join(tmpdir(), name, MARKS);
    if (!existsSync(file)) continue;
    const [run, ...servers] = JSON.parse(readFileSync(file, 'utf8')) as ProcessMark[];
    if (!run || isSameProcess(run)) continue;
    for (const server of servers.filter(isSameProcess)) sendSignal(server.pid, 'SIGKILL');
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
