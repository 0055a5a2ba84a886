import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Held } from './parts/lock.ts';
import { becomesTrue, isSameProcess } from './parts/processes.ts';
import { type Addresses, readRun } from './parts/run-file.ts';
import { PORTS } from './parts/settings.ts';
import { type Stack, startStack } from './parts/stack.ts';

const dataDir = resolve(process.env['DATA_DIR'] ?? fileURLToPath(new URL('../.data', import.meta.url)));
const stopping = new AbortController();

/** Starts everything, and stops it in order when a signal comes, be it in the middle of the start. */
async function main(): Promise<void> {
  const signalled = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (stopping.signal.aborted) return;
        console.log(`\n${signal}: stopping in order …`);
        stopping.abort(new Error('stopped while starting'));
        done();
      });
    }
  });
  const stack = await startStack({
    dataDir,
    ports: process.env['PORT'] ? { api: Number(process.env['PORT']) } : PORTS,
    demo: true,
    signal: stopping.signal,
  });
  announce(stack);
  await signalled;
  await stack.stop();
  console.log('All parts have stopped.');
}

function announce({ addresses, demoAccounts }: Stack): void {
  tellAddresses(addresses);
  if (demoAccounts.length > 0) {
    console.log(`\n  Demo accounts (kept in ${dataDir}/demo-accounts.json):`);
    for (const { login, password, roles, post } of demoAccounts) {
      console.log(`    ${login.padEnd(18)} ${password.padEnd(18)} ${roles.join(', ')}, ${post}`);
    }
  }
  console.log(`\nConsular Cases is ready: ${addresses.api}`);
}

function tellAddresses(addresses: Addresses): void {
  const rows = {
    Portal: addresses.api,
    Desk: `${addresses.api}/desk`,
    'API reference': addresses.docs,
    Temporal: addresses.temporal,
    'Temporal Web': addresses.temporalWeb ?? '(see TEMPORAL_WEB_URL)',
    'Mailbox (stand-in)': addresses.mailbox ?? '(mail goes to SMTP_URL)',
    ...(addresses.authenticator ? { 'Codes (stand-in)': addresses.authenticator } : {}),
  };
  console.log();
  for (const [name, value] of Object.entries(rows)) console.log(`  ${name.padEnd(20)}${value}`);
}

/** A second start is no fault: it shows the first one's addresses once they are known. */
async function showRunning(held: Held): Promise<void> {
  const { pid } = held.holder;
  await becomesTrue(() => readRun(dataDir)?.addresses !== undefined || !isSameProcess(held.holder), 10_000);
  const run = readRun(dataDir);
  console.log(`Consular Cases runs already (pid ${pid}, data in ${dataDir}).`);
  if (!run?.addresses) return console.log('It is still starting.');
  tellAddresses(run.addresses);
  console.log(
    `\n  Processes: ${Object.entries(run.pids)
      .map(([name, part]) => `${name} ${part}`)
      .join(', ')}`,
  );
}

try {
  await main();
  process.exit(0);
} catch (error) {
  if (error instanceof Held) {
    await showRunning(error);
    process.exit(0);
  }
  if (stopping.signal.aborted) process.exit(0);
  console.error(error instanceof Error ? error.message : error);
  console.error(`Logs are in ${dataDir}/logs.`);
  process.exit(1);
}
