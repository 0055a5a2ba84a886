// Plain JavaScript without a dependency, like start.mjs: `npm test` works on a fresh clone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './install.mjs';

prepare();
installPrograms();
const code = await runTests(process.argv.slice(2));
process.exit(code);

/** What some tests need beside Node. Only where we may install it; elsewhere those tests say what they miss. */
function installPrograms() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isOnPath('apt-get')) return;
  const cache =
    process.env.CONSULAR_CASES_CACHE ?? join(process.env.HOME ?? homedir(), '.cache', 'consular-cases');
  const needed = [
    !isOnPath('chromium') && 'chromium',
    !existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc') && 'fonts-noto-cjk',
    !isOnPath('pdftotext') && 'poppler-utils',
    !existsSync('/usr/sbin/clamd') && 'clamav-daemon',
    !isOnPath('java') && 'default-jre-headless',
    !isOnPath('mvn') && !existsSync(join(cache, 'test-server-1.38.0')) && 'maven',
  ].filter(Boolean);
  if (needed.length === 0) return;
  console.log(`Installing what the tests need: ${needed.join(', ')} …`);
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  const install = (...names) =>
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options).status === 0;
  // All or none: where one of them is not to be had, the others must not be missing too.
  if (!install(...needed) && !needed.map((name) => install(name)).every(Boolean))
    console.error('Not all of it could be installed; the tests that need it will say so.');
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}

/** Runs vitest and counts from its JSON report: its text is for people. @returns the exit code */
async function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'consular-cases-report-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
    stdio: 'inherit',
  });
  // The terminal's Ctrl-C reaches vitest too; it stops its servers, and we wait for that.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => vitest.kill('SIGTERM'));
  const status = await new Promise((resolve) => {
    vitest.once('error', () => resolve(1)).once('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  const { passed, failed } = count(report);
  rmSync(folder, { recursive: true, force: true });
  const isGood = status === 0 && failed === 0 && passed > 0;
  // A run that failed without a failed test (it crashed, or found none) must not read like a good one.
  console.log(`\n${passed} passed, ${isGood ? 0 : Math.max(failed, 1)} failed`);
  return isGood ? 0 : 1;
}

/** A file that cannot be loaded has no failed test in it; it counts as one. */
function count(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}
