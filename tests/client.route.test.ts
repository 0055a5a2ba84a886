import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CLIENT_FILE, clientSource } from '../scripts/client.ts';

test('the committed browser client is what the OpenAPI document says; if not: npm run client', async () => {
  expect(readFileSync(CLIENT_FILE, 'utf8')).toBe(await clientSource());
});
