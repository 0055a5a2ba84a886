import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Text } from '../domain/texts/text.ts';
import { ACCESS_WORDS } from '../web/portal/words/access.ts';
import { ACCOUNT_WORDS } from '../web/portal/words/account.ts';
import { FORM_WORDS } from '../web/portal/words/form.ts';
import { HELPING_WORDS } from '../web/portal/words/helping.ts';
import { ORDER_WORDS } from '../web/portal/words/order.ts';
import { OWN_DATA_WORDS } from '../web/portal/words/own-data.ts';
import { SERVICES_WORDS } from '../web/portal/words/services.ts';
import { SHELL_WORDS } from '../web/portal/words/shell.ts';

const PORTAL = fileURLToPath(new URL('../web/portal', import.meta.url));
const DICTIONARIES: [string, Record<string, Text>][] = [
  ['shell', SHELL_WORDS],
  ['form', FORM_WORDS],
  ['order', ORDER_WORDS],
  ['services', SERVICES_WORDS],
  ['account', ACCOUNT_WORDS],
  ['helping', HELPING_WORDS],
  ['ownData', OWN_DATA_WORDS],
  ['access', ACCESS_WORDS],
];
const sources = ['pages', 'parts'].flatMap((folder) =>
  readdirSync(`${PORTAL}/${folder}`).map((name) => readFileSync(`${PORTAL}/${folder}/${name}`, 'utf8')),
);

test.each(DICTIONARIES)(
  'R-45 %s: every sentence stands in three languages with the same places',
  (_name, words) => {
    for (const [key, text] of Object.entries(words)) {
      const places = Object.values(text).map((sentence) =>
        [...sentence.matchAll(/\{\w+\}/g)].flat().toSorted().join(),
      );
      expect(new Set(places).size, key).toBe(1);
      expect(
        Object.values(text).every((sentence) => sentence.trim() !== ''),
        key,
      ).toBe(true);
      expect(text.en, key).not.toMatch(/[\u4e00-\u9fff]/);
    }
  },
);

test.each(DICTIONARIES)('R-45 %s: no sentence is unused', (name, words) => {
  const hook = `use${name.charAt(0).toUpperCase()}${name.slice(1)}Words`;
  const users = sources.filter((source) => source.includes(hook) || source.includes('ReturnType<typeof use'));
  const unused = Object.keys(words).filter((key) => !users.some((source) => source.includes(`('${key}'`)));
  expect(unused).toEqual([]);
});

/** Characters that only one of the two scripts has; a conversion that was forgotten shows by them. */
const ONLY_SIMPLIFIED = /[个们这说请时间报护证馆张为后发订单邮费还见选须领设网络继续员问题认将应]/;
const ONLY_TRADITIONAL = /[個們這說請時間報護證館張為後發訂單郵費還見選須領設網絡繼續員問題認將應]/;

test.each(DICTIONARIES)('R-45 %s: neither script strays into the other', (_name, words) => {
  for (const [key, text] of Object.entries(words)) {
    expect(text.hant.replace(/[后]面/g, ''), key).not.toMatch(ONLY_SIMPLIFIED);
    expect(text.hans, key).not.toMatch(ONLY_TRADITIONAL);
  }
});
