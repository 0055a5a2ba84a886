import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pwnedPasswords } from '../adapters/breached-passwords.ts';
import { createLog } from '../log.ts';
import { startBreaches } from './support/breaches.ts';

const KNOWN = 'violet teapot 93 ladder';
let service: Awaited<ReturnType<typeof startBreaches>>;
let logged = '';
const log = createLog('api', 'debug', { write: (line: string) => void (logged += line) });
beforeAll(async () => {
  service = await startBreaches([KNOWN]);
});
afterAll(() => service.stop());

const has = (password: string) => pwnedPasswords({ url: `${service.url}/`, log }).has(password);

test('V6.2.12 a known password is found, another is not, and only five digits of its hash are told', async () => {
  expect(await has(KNOWN)).toBe(true);
  expect(await has(`${KNOWN}!`)).toBe(false);

  const digest = createHash('sha1').update(KNOWN).digest('hex').toUpperCase();
  expect(service.asked[0]).toMatchObject({
    url: `/range/${digest.slice(0, 5)}`,
    headers: { 'add-padding': 'true' },
  });
  expect(JSON.stringify(service.asked)).not.toContain(digest.slice(5, 12));
});

test('V6.2.12 what is only there as padding is not known', async () => {
  const digest = createHash('sha1').update('a').digest('hex').toUpperCase();
  service.fail(() => ({ status: 200, body: `${digest.slice(5)}:0` }));
  expect(await has('a')).toBe(false);
  service.fail(() => ({ status: 200, body: `${digest.slice(5).toLowerCase()}:1` }));
  expect(await has('a')).toBe(true);
});

test.each([
  ['an error', () => ({ status: 500 })],
  ['a way to elsewhere', () => ({ status: 302 })],
  ['an answer without end', () => ({ status: 200, body: 'A'.repeat(300_000) })],
])('J5 %s holds nobody up, and the log tells of it without the hash', async (_what, how) => {
  logged = '';
  const before = service.asked.length;
  service.fail(how);

  expect(await has(KNOWN)).toBe(false);
  expect(service.asked.length).toBe(before + 1);
  expect(logged).toContain('breached-passwords-away');
  expect(logged).not.toContain(service.asked.at(-1)?.url?.slice(-5));
});

test('a service that is not there holds nobody up', async () => {
  expect(await pwnedPasswords({ url: 'http://127.0.0.1:1', log }).has(KNOWN)).toBe(false);
});
