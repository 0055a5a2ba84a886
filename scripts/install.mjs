// Plain JavaScript without a dependency: it runs on a fresh clone, before there is anything to import.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 20];
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));

/** Ends the process with a plain sentence when Node is too old, and installs the packages when they are missing or stale. */
export function prepare() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    console.error(`Node ${OLDEST_NODE.join('.')} or later is needed; this is ${process.versions.node}.`);
    process.exit(1);
  }
  process.chdir(REPOSITORY);
  if (isInstalled()) return;
  console.log('Installing the packages (npm ci) …');
  // NODE_ENV=production would leave out what the start itself needs.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { stdio: 'inherit' })
    : spawnSync('npm', args, { stdio: 'inherit' });
  if (done.status !== 0) {
    console.error('npm ci failed; see above.');
    process.exit(1);
  }
}

/** npm writes this file last, so it is there only after an installation that was not interrupted. */
function isInstalled() {
  const mark = 'node_modules/.package-lock.json';
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync('package-lock.json').mtimeMs;
}
