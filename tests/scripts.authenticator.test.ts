import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newTotpSecret, totpStep } from '../adapters/totp.ts';
import { codeOf, createCodes, stepNow } from '../scripts/demo/codes.ts';
import { keptSessions } from '../scripts/demo/kept-sessions.ts';
import { type Mailbox, startMailbox } from '../scripts/parts/mailbox.ts';

const secret = newTotpSecret();
let dir: string;
let mailbox: Mailbox;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'consular-cases-codes-'));
  const accountsFile = join(dir, 'demo-accounts.json');
  writeFileSync(accountsFile, JSON.stringify([{ login: 'officer.lax', totpSecret: secret }]));
  mailbox = await startMailbox({ smtpPort: 0, httpPort: 0, accountsFile });
});
afterAll(async () => {
  await mailbox.stop();
  rmSync(dir, { recursive: true });
});

test('the stand-in shows the code that opens now, and says what it is', async () => {
  const page = await (await fetch(`http://127.0.0.1:${mailbox.httpPort}/authenticator`)).text();
  const code = /officer\.lax<\/th><td><code>(\d{6})/.exec(page)?.[1] ?? '';
  expect(totpStep(secret, code, Date.now())).toBeDefined();
  expect(page).toContain('stand-in');
});

test('A4 one gives out each code once: the present one, the next, and then waits for the clock', async () => {
  const over = new AbortController();
  const next = createCodes(secret, over.signal);
  const given = [await next(), await next()];
  const now = stepNow();
  const steps = [now - 1, now, now + 1]; // the clock may have moved on between
  expect(steps.map((step) => codeOf(secret, step)).join()).toContain(given.join());
  const third = next();
  expect(await Promise.race([third, pause(50, 'waits')])).toBe('waits');
  over.abort();
  await expect(third).rejects.toThrow();
});

test('sessions are kept for the next run at the same system only', () => {
  const file = join(dir, 'sessions.json');
  keptSessions(file, 'http://one').keep('officer.lax', 'token 1');
  keptSessions(file, 'http://one').keep('mailroom.lax', 'token 2');
  expect(keptSessions(file, 'http://one').find('officer.lax')).toBe('token 1');
  expect(keptSessions(file, 'http://two').find('officer.lax')).toBeUndefined();
});
