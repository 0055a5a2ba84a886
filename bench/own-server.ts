import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashToken } from '../api/sessions.ts';
import { byEmail } from '../domain/address.ts';
import type { AccountId } from '../domain/ids.ts';
import { FAR_MORE } from '../scripts/chaos/own-stack.ts';
import { startPostgres } from '../scripts/parts/postgres.ts';
import { becomesTrue, endProcess, freePort } from '../scripts/parts/processes.ts';
import { type Office, openOffice } from './desk-queue/office.ts';

export type OwnServer = {
  /** The same database from this process, to fill it. */
  office: Office;
  url: string;
  pid: number;
};

/**
 * The real server.ts as a process of its own on a real, durable PostgreSQL, in a folder that is thrown away; no Temporal:
 * for what reads and writes the database and the object store only.
 */
export async function withOwnServer<T>(work: (server: OwnServer) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'consular-cases-bench-'));
  chmodSync(dir, 0o755); // as root, PostgreSQL runs as another user and has to get in
  const postgres = await startPostgres({ dataDir: join(dir, 'postgres'), port: await freePort(0) });
  const office = await openOffice(postgres.url, dir);
  const port = await freePort(0);
  const registryFile = join(dir, 'people.json');
  writeFileSync(registryFile, '{"people":[]}'); // nobody submits here
  const env = {
    PATH: process.env['PATH'],
    TZ: 'UTC',
    DATABASE_URL: office.apiUrl,
    KEYS_DATABASE_URL: office.apiKeysUrl,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    MASTER_KEY_FILE: join(dir, 'master.key'),
    DOCUMENTS_DIR: join(dir, 'objects'),
    AUDIT_ANCHOR_FILE: join(dir, 'audit-anchors.log'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'bench@example.org',
    IDENTITY_REGISTRY_FILE: registryFile,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ...FAR_MORE,
  };
  const args = [...(process.env['SERVER_NODE_ARGS']?.split(' ') ?? []), '--import', 'tsx', 'server.ts'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const pid = child.pid ?? 0;
  try {
    const url = `http://127.0.0.1:${port}`;
    const answers = () =>
      fetch(`${url}/healthz`)
        .then(({ ok }) => ok)
        .catch(() => false);
    await becomesTrue(answers, 60_000);
    return await work({ office, url, pid });
  } finally {
    await endProcess(pid, [
      { signal: 'SIGTERM', withinMs: 10_000 },
      { signal: 'SIGKILL', withinMs: 5_000 },
    ]);
    await office.close();
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** An account with a session, made past the door. */
export async function openAccount({ people }: Office): Promise<{ accountId: AccountId; token: string }> {
  const email = `${randomUUID()}@example.org`;
  await people.register({ address: byEmail(email), passwordHash: 'x', lang: 'hans', code: '000000' });
  const account = await people.findAccountAt(byEmail(email));
  if (!account) throw new Error('not registered');
  const token = randomBytes(32).toString('base64url');
  await people.openSession(hashToken(token), { accountId: account.id });
  return { accountId: account.id, token };
}
