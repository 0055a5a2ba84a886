import { expect, test } from 'vitest';
import { formFor } from '../domain/forms/form.ts';
import { FAULT_TEXTS } from '../domain/texts/faults.ts';
import { fill, type Text } from '../domain/texts/text.ts';

/** Pairs: how simplified Chinese writes a character, then how traditional Chinese does. */
const PAIRS =
  '请請写寫项項内內页頁条條证證护護号號码碼应應为為数數检檢验驗与與错錯误誤别別对對颠顛两兩发發签簽现現门門办辦务務电電话話邮郵联聯联聯国國说說过過长長删刪换換张張类類业業资資总總领領区區县縣历歷种種让讓进進还還没沒给給随隨该該经經线線级級组組问問间間开開关關东東车車马馬书書汉漢实實际際选選择擇显顯旧舊缩縮订訂单單认認当當变變镜鏡复復审審复復补補员員银銀绿綠户戶约約据據点點';
const simplified = new Set(Array.from(PAIRS).filter((_, index) => index % 2 === 0));
const traditional = new Set(Array.from(PAIRS).filter((_, index) => index % 2 === 1));
const foreign = (text: string, script: ReadonlySet<string>): string[] =>
  Array.from(text).filter((c) => script.has(c));

const form = formFor('passport.renew');
const formTexts: Text[] = [
  ...form.sections.flatMap(({ title, fields }) => [
    title,
    ...fields.flatMap(({ label, hint, options }) => [
      label,
      ...(hint ? [hint] : []),
      ...(options ?? []).map((o) => o.label),
    ]),
  ]),
  ...form.materials.flatMap(({ title, hint }) => [title, hint]),
];

test.each(Object.entries(FAULT_TEXTS))(
  'R-11 the reason for %s is written in each script and in English',
  (_rule, text) => {
    expect(foreign(text.hant, simplified)).toEqual([]);
    expect(foreign(text.hans, traditional)).toEqual([]);
    expect(text.hans).not.toBe(text.hant);
    expect(text.en).toMatch(/^[A-Z“].*[.?]$/);
  },
);

test('R-45 every label and hint of the form is written in each script', () => {
  for (const { hans, hant } of formTexts) {
    expect(foreign(hant, simplified)).toEqual([]);
    expect(foreign(hans, traditional)).toEqual([]);
  }
});

test('R-11 the three languages of a reason have the same places to fill', () => {
  const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted();
  for (const { hans, hant, en } of Object.values(FAULT_TEXTS)) {
    expect([...new Set(places(hant))]).toEqual([...new Set(places(hans))]);
    expect([...new Set(places(en))]).toEqual([...new Set(places(hans))]);
  }
});

test('R-11 places are filled in every language, and a forgotten one stays to be seen', () => {
  const text = { hans: '{n} 个', hant: '{n} 個', en: '{n} of {all}' };
  expect(fill(text, { n: 3 })).toEqual({ hans: '3 个', hant: '3 個', en: '3 of {all}' });
  expect(fill(text, { n: '$&', all: '{n}' }).en).toBe('$& of {n}');
  expect(fill({ ...text, en: '{toString}' }).en).toBe('{toString}');
});
