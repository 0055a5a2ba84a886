import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOnce, runShowing } from './building.ts';
import { cacheDir, type Environment, isExecutable, onPath, type Say } from './cache.ts';
import { becomesTrue } from './processes.ts';

const CLI_VERSION = 'v1.5.1';
const CLI_PACKAGE = `github.com/temporalio/cli/cmd/temporal@${CLI_VERSION}`;
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** How long the download has to show a first byte, and to be done. Where it is not reachable, it tends to hang. */
const DOWNLOAD_STARTS_WITHIN_MS = 8_000;
const DOWNLOAD_ENDS_WITHIN_MS = 180_000;
const BUILD_ENDS_WITHIN_MS = 20 * 60_000;

/** Either a server that runs elsewhere, or the program to start one with. */
export type Temporal = { address: string } | { binary: string };

/** A Temporal server to use: the one named in the environment, else the program for one of our own. */
export async function findTemporal(
  env: Environment = process.env,
  say: Say = () => {},
  signal?: AbortSignal,
): Promise<Temporal> {
  const address = env['TEMPORAL_ADDRESS'];
  return address ? { address } : { binary: await findTemporalProgram(env, say, signal) };
}

/**
 * The `temporal` program: on PATH, in the cache, downloaded by the SDK, or built with Go, whichever comes first.
 *
 * @throws Error that tells what was tried and what would help
 */
export async function findTemporalProgram(
  env: Environment = process.env,
  say: Say = () => {},
  signal: AbortSignal = new AbortController().signal,
): Promise<string> {
  const installed = onPath('temporal', env);
  if (installed && spawnSync(installed, ['--version']).status === 0) return installed;
  const folder = join(cacheDir(env), 'bin');
  const cached = join(folder, 'temporal');
  if (isExecutable(cached)) return cached;

  const tried = [
    `"temporal" on PATH: ${installed ? 'it does not run' : 'not there'}`,
    `${cached}: not there`,
  ];
  const make = async (draft: string): Promise<void> => {
    for (const [name, attempt] of [
      ['download', download],
      ['Go', buildWithGo],
    ] as const) {
      try {
        await attempt({ draft, env, say, signal });
        return;
      } catch (error) {
        signal.throwIfAborted();
        tried.push(`${name}: ${(error as Error).message}`);
      }
    }
    throw new Error('none of the ways led to a program');
  };
  try {
    return await buildOnce({ folder, program: 'temporal', signal }, say, make);
  } catch {
    signal.throwIfAborted();
    throw new Error(
      `There is no Temporal server to start. Tried:\n${tried.map((line) => `  - ${line}`).join('\n')}\n` +
        'Install the Temporal CLI (https://docs.temporal.io/cli) or Go 1.24 or later, or set TEMPORAL_ADDRESS.',
    );
  }
}

type Attempt = { draft: string; env: Environment; say: Say; signal: AbortSignal };

/** The SDK downloads by starting a server. It knows no timeout, hence a process of its own that can be ended. */
async function download({ draft, env, say, signal }: Attempt): Promise<void> {
  const script = `
    import { TestWorkflowEnvironment } from '@temporalio/testing';
    const executable = { type: 'cached-download', version: '${CLI_VERSION}', downloadDir: process.env.DOWNLOAD_DIR };
    await (await TestWorkflowEnvironment.createLocal({ server: { executable } })).teardown();`;
  const gaveUp = new AbortController();
  const fetching = runShowing(
    'Downloading the Temporal server',
    {
      command: process.execPath,
      args: ['--input-type=module', '-e', script],
      cwd: REPOSITORY,
      env: { ...env, DOWNLOAD_DIR: draft },
      withinMs: DOWNLOAD_ENDS_WITHIN_MS,
      signal: AbortSignal.any([signal, gaveUp.signal]),
    },
    say,
  );
  const nothingYet = async () => {
    if (await becomesTrue(() => readdirSync(draft).length > 0, DOWNLOAD_STARTS_WITHIN_MS)) return;
    gaveUp.abort(new Error(`no answer within ${DOWNLOAD_STARTS_WITHIN_MS / 1000} s`));
  };
  await Promise.all([fetching, nothingYet()]);
  const file = readdirSync(draft).find((name) => name.startsWith('temporal'));
  if (!file) throw new Error('the SDK left no program');
  renameSync(join(draft, file), join(draft, 'temporal'));
  chmodSync(join(draft, 'temporal'), 0o755);
}

async function buildWithGo({ draft, env, say, signal }: Attempt): Promise<void> {
  const go = onPath('go', env) ?? (isExecutable('/usr/local/go/bin/go') ? '/usr/local/go/bin/go' : undefined);
  if (!go) throw new Error('there is no "go" on PATH');
  say(
    'Building the Temporal server from source, once for this machine; this takes about 3 minutes on 2 cores.',
  );
  await runShowing(
    'Building the Temporal server',
    {
      command: go,
      args: ['install', '-v', CLI_PACKAGE],
      env: { ...env, GOBIN: draft, GOFLAGS: '', CGO_ENABLED: '0' },
      withinMs: BUILD_ENDS_WITHIN_MS,
      signal,
    },
    say,
  );
}
