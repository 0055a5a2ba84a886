import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOnce, runShowing } from '../parts/building.ts';
import { cacheDir, type Environment, isExecutable, onPath, type Say } from '../parts/cache.ts';

/** Every package with its version, so that a seed gives the same cases next year. */
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const PROGRAM = 'st';
const INSTALLED_WITHIN_MS = 5 * 60_000;

const WRAPPER = `#!/bin/sh
exec "$(dirname "$0")/venv/bin/python" -c 'import sys; from schemathesis.cli import schemathesis; sys.argv[0] = "st"; sys.exit(schemathesis())' "$@"
`;

/**
 * Schemathesis, a Python program, in a virtual environment of its own that is made once in the cache.
 *
 * @returns the path of a program that takes Schemathesis's arguments
 * @throws Error that says what is missing
 */
export async function findSchemathesis(env: Environment = process.env, say: Say = () => {}): Promise<string> {
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const folder = join(cacheDir(env), `schemathesis-${wanted}`);
  const program = join(folder, PROGRAM);
  if (isExecutable(program)) return program;
  const python = findPython(env);
  return buildOnce({ folder, program: PROGRAM }, say, async (draft) => {
    const run = (label: string, command: string, args: string[]) =>
      runShowing(label, { command, args, env, cwd: draft, withinMs: INSTALLED_WITHIN_MS }, say);
    await run('Making a place for Schemathesis', python, ['-m', 'venv', 'venv']);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
    await run('Installing Schemathesis', join(draft, 'venv', 'bin', 'python'), pip);
    writeFileSync(join(draft, PROGRAM), WRAPPER);
    chmodSync(join(draft, PROGRAM), 0o755);
  });
}

function findPython(env: Environment): string {
  const python = onPath('python3', env);
  if (!python) throw new Error('Schemathesis needs Python 3.10 or later, and there is no "python3" on PATH.');
  const { status, stderr } = spawnSync(
    python,
    ['-c', 'import sys, venv, ensurepip; assert sys.version_info >= (3, 10), sys.version'],
    { env, encoding: 'utf8' },
  );
  if (status !== 0)
    throw new Error(
      `Schemathesis needs Python 3.10 or later with venv and ensurepip (python3-venv); ${python} says: ${stderr.trim().split('\n').at(-1) ?? ''}`,
    );
  return python;
}
