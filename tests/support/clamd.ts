import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

const PROGRAM = '/usr/sbin/clamd';
/** What this clamd takes for a virus: its list of signatures holds nothing else. */
const VIRUS = Buffer.from('a text that is a virus to this clamd alone');

/** The picture with the virus in a comment of its own: still a JPEG that every decoder reads. */
export function infected(jpeg: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(VIRUS.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe]), length, VIRUS, jpeg.subarray(2)]);
}

/** A real clamd on a socket in a folder of its own. */
export async function startClamd() {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing; Debian has it in clamav-daemon.`);
  const dir = mkdtempSync(join(tmpdir(), 'consular-cases-clamd-'));
  const address = join(dir, 'socket');
  mkdirSync(join(dir, 'signatures'));
  writeFileSync(join(dir, 'signatures/test.ndb'), `Test:0:*:${VIRUS.toString('hex')}\n`);
  const settings = [
    'Foreground yes',
    `LocalSocket ${address}`,
    `DatabaseDirectory ${join(dir, 'signatures')}`,
    `TemporaryDirectory ${dir}`,
    'StreamMaxLength 6M',
  ];
  writeFileSync(join(dir, 'clamd.conf'), `${settings.join('\n')}\n`);
  const program = spawn(PROGRAM, ['-c', join(dir, 'clamd.conf')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()));
  await vi.waitFor(() => answers(address), { timeout: 20_000 });
  return {
    address,
    stop: async () => {
      program.kill('SIGKILL');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const answers = (address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(address, () => socket.end());
    socket.on('error', reject).on('close', () => resolve());
  });
