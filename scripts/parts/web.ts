import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Say } from './cache.ts';
import { alone } from './lock.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const DIST = join(REPOSITORY, 'web', 'dist');
const STAMP = join(DIST, 'built-from');
const SOURCES = [
  'web/portal',
  'web/desk',
  'web/shared',
  'web/client',
  'web/vite.config.ts',
  'domain',
  'package-lock.json',
];
const BUNDLES = ['portal', 'desk'] as const;

/** Builds the browser bundles unless what is there was built from these very sources. Safe to call from two processes. */
export async function buildWeb(say: Say = () => undefined): Promise<void> {
  if (isBuilt()) return;
  mkdirSync(DIST, { recursive: true });
  await alone(join(DIST, 'lock'), say, async () => {
    if (isBuilt()) return;
    const sources = fingerprint();
    say('Building the pages …');
    for (const bundle of BUNDLES.filter((name) => existsSync(join(REPOSITORY, 'web', name, 'index.html')))) {
      await viteBuild(bundle);
    }
    writeFileSync(STAMP, sources);
  });
}

const isBuilt = (): boolean => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();

/** Of contents, not of times: a fresh clone has the times of its checkout. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((path) => filesBelow(path)).toSorted()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(REPOSITORY, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  const full = join(REPOSITORY, path);
  if (!existsSync(full)) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
  );
}

/** @throws Error with vite's own words when the sources do not build */
function viteBuild(bundle: (typeof BUNDLES)[number]): Promise<void> {
  const vite = join(REPOSITORY, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '-c', 'web/vite.config.ts', '--mode', bundle, '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Test runners set NODE_ENV; React must still be built for production.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (words += chunk.toString()));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) =>
      code === 0 ? done() : fail(new Error(`The ${bundle} does not build:\n${words}`)),
    );
  });
}
