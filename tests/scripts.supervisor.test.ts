import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isWorthTelling, launchChild } from '../scripts/parts/child.ts';
import { Held, takeLock } from '../scripts/parts/lock.ts';
import { becomesTrue, isAlive, isSameProcess, markOf } from '../scripts/parts/processes.ts';
import { stopLeftovers } from '../scripts/parts/run-file.ts';
import { supervise } from '../scripts/parts/supervisor.ts';

const folder = mkdtempSync(join(tmpdir(), 'consular-cases-supervisor-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sleeper() {
  return launchChild({
    name: 'sleeper',
    command: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    cwd: folder,
    env: process.env,
    logFile: join(folder, 'sleeper.log'),
    ending: [{ signal: 'SIGTERM', withinMs: 2_000 }],
    say: () => {},
  });
}

test('a part that is killed runs again, and stays down once it is stopped', async () => {
  const pids: (number | undefined)[] = [];
  const part = await supervise(
    { name: 'sleeper', launch: sleeper },
    () => {},
    (pid) => pids.push(pid),
  );

  process.kill(pids[0]!, 'SIGKILL');

  expect(await becomesTrue(() => pids.length === 3, 5_000)).toBe(true);
  expect(pids[1]).toBeUndefined();
  expect(isAlive(pids[2]!)).toBe(true);
  await part.stop();
  expect(isAlive(pids[2]!)).toBe(false);
});

test('what a killed supervisor left behind is ended, but never another process under its old pid', async () => {
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 2000)'], { stdio: 'ignore' });
  const run = { marks: { worker: markOf(left.pid!), server: { ...markOf(left.pid!), pid: stranger.pid! } } };
  writeFileSync(join(folder, 'run.json'), JSON.stringify(run));

  await stopLeftovers(folder, () => {});

  expect([isAlive(left.pid!), isAlive(stranger.pid!)]).toEqual([false, true]);
  stranger.kill('SIGKILL');
});

test('a lock is held by a living process only', () => {
  const file = join(folder, 'lock');
  writeFileSync(file, JSON.stringify({ pid: process.pid, identity: 'an earlier process with this pid' }));

  const release = takeLock(file);

  expect(() => takeLock(file)).toThrow(Held);
  expect(isSameProcess(markOf(process.pid))).toBe(true);
  release();
  takeLock(file)();
});

test('the console gets warnings and crashes, not the chatter', () => {
  expect(isWorthTelling('{"level":40,"msg":"slow"}', false)).toBe(true);
  expect(isWorthTelling('{"level":30,"msg":"request"}', false)).toBe(false);
  expect(isWorthTelling('2026-11-23 [INFO] Worker state changed', true)).toBe(false);
  expect(isWorthTelling('Error: Cannot find module', true)).toBe(true);
});
