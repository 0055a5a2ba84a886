import bwip from 'bwip-js/node';
import { describe, expect, test } from 'vitest';
import type { Confirmation } from '../adapters/pdf/confirmation.ts';
import type { Label } from '../adapters/pdf/label.ts';
import { createPapers } from '../adapters/pdf/papers.ts';
import type { Slip } from '../adapters/pdf/slip.ts';
import { POSTS } from '../domain/data/posts.ts';
import type { OrderNumber } from '../domain/ids.ts';
import { STATUS_WORDS } from '../domain/statuses.ts';
import { FRAUD_NOTICE } from '../domain/texts/mails.ts';
import { NEXT_STEPS } from '../domain/texts/next-steps.ts';
import { CONFIRMATION_WORDS, MAILED_ITEM_WORDS, SLIP_WORDS, WRITE_BY_HAND } from '../domain/texts/papers.ts';
import { SERVICE_NAMES } from '../domain/texts/services.ts';
import { pageCount, pdfPicture, pdfText, runsAlong } from './support/pdf.ts';

const papers = createPapers();
const LANGS = ['hans', 'hant', 'en'] as const;
const ORDER = '7K2M-9XQ4-C0TB' as OrderNumber;
const POINT = 4; // dots of the pictures a PDF point
const plain = (text: string): string => text.replace(/\s+/g, '');

const confirmation: Confirmation = {
  orderNumber: ORDER,
  service: SERVICE_NAMES['passport.renew'],
  post: POSTS.LAX.name,
  applicant: { chinese: '吕测试', pinyin: 'LYU CESHI' },
  submittedAt: '2026-11-23 09:12 PST',
  status: STATUS_WORDS.in_review,
  next: { action: NEXT_STEPS.in_review.text, dueOn: '2026-11-30' },
  fee: {
    cents: 2800,
    paidOnline: false,
    lines: [
      { kind: 'document', count: 1, eachCents: 1800 },
      { kind: 'mailing', count: 1, eachCents: 500 },
      { kind: 'annotation', count: 1, eachCents: 500 },
    ],
  },
  madeIn: 'new-york',
  isPassport: true,
  notices: 'All notices go to someone@example.org.',
};
const slip: Slip = {
  orderNumber: ORDER,
  applicant: { chinese: '吕测试', pinyin: 'LYU CESHI' },
  service: SERVICE_NAMES['passport.renew'],
  post: POSTS.LAX.name,
  items: ['old-passport', 'slip', 'photo', 'payment', 'return-envelope'],
  fee: { cents: 2800, payee: POSTS.LAX.payee, kinds: POSTS.LAX.paymentKinds, paidOnline: false },
};
const label: Label = {
  orderNumber: ORDER,
  sender: ['LYU CESHI 吕测试', '1 Test Street', 'Los Angeles, CA 90020'],
  recipient: [POSTS.LAX.name.en, ...POSTS.LAX.mailingAddress],
  mark: '證件辦理',
};

describe.each(LANGS)('in %s', (lang) => {
  test('R-18 R-33 R-38 R-44 the confirmation says what was ordered, what it costs and what happens next', async () => {
    const pdf = await papers.confirmation(confirmation, lang);

    const text = plain(pdfText(pdf));
    const said = [
      ORDER,
      '吕测试',
      'LYU CESHI',
      '2026-11-23 09:12 PST',
      '$18.00',
      '$28.00',
      'someone@example.org',
    ];
    const words = [
      CONFIRMATION_WORDS.title[lang],
      CONFIRMATION_WORDS.mailed[lang],
      CONFIRMATION_WORDS.madeInNewYork[lang],
      CONFIRMATION_WORDS.noFingerprints[lang],
      NEXT_STEPS.in_review.text[lang],
      FRAUD_NOTICE[lang],
      STATUS_WORDS.in_review[lang],
    ];
    for (const each of [...said, ...words, '2026-11-30']) expect(text).toContain(plain(each));
    expect(pageCount(pdf)).toBe(1);
  });

  test('R-29 R-33 the slip lists what the envelope holds, the exact amount and the payee, for officials in Chinese too', async () => {
    const pdf = await papers.slip(slip, lang);

    const text = plain(pdfText(pdf));
    const chinese = lang === 'en' ? 'hans' : lang;
    for (const item of slip.items) {
      expect(text).toContain(plain(MAILED_ITEM_WORDS[item][lang]));
      expect(text).toContain(plain(MAILED_ITEM_WORDS[item][chinese]));
    }
    for (const each of [ORDER, '吕测试', 'LYU CESHI', '$28.00', POSTS.LAX.payee]) {
      expect(text).toContain(plain(each));
    }
    expect(text).not.toContain(plain(SLIP_WORDS.paidOnline[lang]));
    expect(pageCount(pdf)).toBe(1);
  });

  test('R-29 the slip of a fee that was paid online says so and asks for no payment', async () => {
    const text = plain(pdfText(await papers.slip({ ...slip, fee: { ...slip.fee, paidOnline: true } }, lang)));

    expect(text).toContain(plain(SLIP_WORDS.paidOnline[lang]));
    expect(text).not.toContain('$28.00');
    expect(text).not.toContain(plain(POSTS.LAX.payee));
  });

  test('R-29 R-30 the label bears the mark, the mailing address and the sender', async () => {
    const text = plain(pdfText(await papers.label(label, lang)));

    for (const each of ['證件辦理', ...label.recipient, ...label.sender, ORDER])
      expect(text).toContain(plain(each));
    expect(text).not.toContain(plain(POSTS.LAX.hallAddress[0]!));
  });

  test('no character of our own words is missing from the font', async () => {
    const free = { ...confirmation, madeIn: 'post' as const, fee: { ...confirmation.fee, paidOnline: true } };
    const all = [
      await papers.confirmation(confirmation, lang),
      await papers.confirmation(free, lang),
      await papers.slip(slip, lang),
      await papers.slip({ ...slip, fee: { ...slip.fee, paidOnline: true } }, lang),
      await papers.label(label, lang),
    ];
    for (const pdf of all) expect(pdfText(pdf)).not.toMatch(/U\+[0-9A-F]{4}/);
  });
});

test.each([
  ['in Extension B', '𠮷', 'U+20BB7'],
  ['in Extension G', '\u{30000}', 'U+30000'],
  ['with a registered glyph of its own', '\u845B\u{E0100}', 'U+845B U+E0100'],
])(
  'R-12 a character %s that the font lacks becomes a named box to write in, on each paper',
  async (_what, rare, name) => {
    const applicant = { chinese: `${rare}㛃䶮·阿里`, pinyin: 'JI' };
    const all = [
      await papers.confirmation({ ...confirmation, applicant }, 'en'),
      await papers.slip({ ...slip, applicant }, 'hant'),
      await papers.label({ ...label, sender: [applicant.chinese, '1 Test Street'] }, 'hans'),
    ];
    for (const pdf of all) {
      const text = plain(pdfText(pdf));
      expect(text).toContain(plain(`${WRITE_BY_HAND}: ${name}`));
      expect(text).toContain('㛃䶮·阿里');
    }
  },
);

test('R-12 rare characters that the font has, and the middle dot, are printed as they are', async () => {
  const text = pdfText(
    await papers.slip({ ...slip, applicant: { chinese: '㛃䶮·吕', pinyin: 'JIE' } }, 'hans'),
  );

  expect(text).toContain('㛃䶮·吕');
  expect(text).not.toContain('U+');
});

test('R-18 the bars on the slip are the order number and nothing else', async () => {
  const picture = pdfPicture(await papers.slip(slip, 'hans'));
  const { sbs } = symbolOf({ bcid: 'code128', text: ORDER });
  const [left, right] = [50 * POINT, 360 * POINT];

  const row = rowWhere(picture, (y) => runsAlong(picture, y, left, right).length === sbs.length);

  const runs = runsAlong(picture, row + 20, left, right);
  const sum = (widths: number[]): number => widths.reduce((all, each) => all + each, 0);
  const module = sum(runs) / sum(sbs);
  expect(runs.map((run) => Math.round(run / module))).toEqual(sbs);
});

test('R-18 the QR code on the slip is the order number and nothing else', async () => {
  const picture = pdfPicture(await papers.slip(slip, 'hans'));
  const { pixs, pixx } = symbolOf({ bcid: 'qrcode', text: ORDER, eclevel: 'M' });
  const [left, right] = [(558 - 96) * POINT, 558 * POINT];
  const module = (right - left) / pixx;

  // Its first row begins with the seven dark modules of a finder.
  const top = rowWhere(picture, (y) => {
    const [first = 0, light] = runsAlong(picture, y, left, right);
    return light !== undefined && Math.round(first / module) === 7;
  });

  const seen = pixs.map((_, index) => {
    const [column, row] = [index % pixx, Math.floor(index / pixx)];
    return Number(picture.isDark(left + (column + 0.5) * module, top + (row + 0.5) * module));
  });
  expect(seen).toEqual(pixs.map((pixel) => Number(pixel > 0)));
});

/** What the encoder itself says of a symbol: widths of bars and spaces, or dark and light modules. */
function symbolOf(options: object): { sbs: number[]; pixs: number[]; pixx: number } {
  const [symbol] = bwip.raw(options as Parameters<typeof bwip.raw>[0]);
  return symbol as unknown as { sbs: number[]; pixs: number[]; pixx: number };
}

function rowWhere(picture: ReturnType<typeof pdfPicture>, fits: (y: number) => boolean): number {
  for (let y = 0; y < picture.height; y += 1) if (fits(y)) return y;
  throw new Error('there is no such row on the page');
}
