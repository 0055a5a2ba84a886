import { expect, test } from 'vitest';
import { FORM_SERVICES, formFor } from '../domain/forms/form.ts';
import { QUESTIONS } from '../domain/questionnaire.ts';
import { CATALOGUE } from '../domain/services.ts';
import { SITUATIONS } from '../domain/situations.ts';
import { ADVICE_REASONS } from '../domain/texts/advice.ts';
import { FAULT_TEXTS } from '../domain/texts/faults.ts';
import { PAYMENT_WORDS } from '../domain/texts/papers.ts';
import { REFUSAL_TEXTS } from '../domain/texts/refusals.ts';
import { ADVICE_TEXTS, MAIL_WHEN_TEXTS } from '../domain/texts/requirements.ts';
import { STATEMENTS } from '../domain/texts/statements.ts';
import { fill, type Text } from '../domain/texts/text.ts';

/** Pairs: how simplified Chinese writes a character, then how traditional Chinese does. */
const PAIRS =
  '请請写寫项項内內页頁条條证證护護号號码碼应應为為数數检檢验驗与與错錯误誤别別对對颠顛两兩发發签簽现現门門办辦务務电電话話邮郵联聯联聯国國说說过過长長删刪换換张張类類业業资資总總领領区區县縣历歷种種让讓进進还還没沒给給随隨该該经經线線级級组組问問间間开開关關东東车車马馬书書汉漢实實际際选選择擇显顯旧舊缩縮订訂单單认認当當变變镜鏡复復审審复復补補员員银銀绿綠户戶约約据據点點';
const simplified = new Set(Array.from(PAIRS).filter((_, index) => index % 2 === 0));
const traditional = new Set(Array.from(PAIRS).filter((_, index) => index % 2 === 1));
const foreign = (text: string, script: ReadonlySet<string>): string[] =>
  Array.from(text).filter((c) => script.has(c));

/** Every text inside a value, however deep. */
function textsIn(value: unknown): Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('hans' in value) return [value as Text];
  return Object.values(value).flatMap(textsIn);
}
const forms = FORM_SERVICES.map((service) => formFor(service));
const told = [
  ...[forms, QUESTIONS, CATALOGUE, SITUATIONS, ADVICE_REASONS, REFUSAL_TEXTS, STATEMENTS],
  ...[ADVICE_TEXTS, MAIL_WHEN_TEXTS, PAYMENT_WORDS],
];
/** 「 in Chinese characters as an answer that may be written in either script. */
const withoutExamples = (text: string): string =>
  text.replace(/[「“][^」”]*[」”]|[\u4e00-\u9fff]+ \([^)]*\)/g, '');

test.each(Object.entries(FAULT_TEXTS))(
  'R-11 the reason for %s is written in each script and in English',
  (_rule, text) => {
    expect(foreign(text.hant, simplified)).toEqual([]);
    expect(foreign(text.hans, traditional)).toEqual([]);
    expect(text.hans).not.toBe(text.hant);
    expect(text.en).toMatch(/^[A-Z“].*[.?]$/);
  },
);

test('R-45 every text of forms, services, advice and statements is written in each script', () => {
  const texts = textsIn(told);
  expect(texts.length).toBeGreaterThan(300);
  for (const { hans, hant, en } of texts) {
    expect(foreign(withoutExamples(hant), simplified)).toEqual([]);
    expect(foreign(withoutExamples(hans), traditional)).toEqual([]);
    expect([hans, hant, en].every((text) => text.trim() !== '')).toBe(true);
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
