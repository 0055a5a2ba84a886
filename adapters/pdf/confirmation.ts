import type { FeeLine } from '../../domain/fees.ts';
import type { OrderNumber } from '../../domain/ids.ts';
import { FRAUD_NOTICE } from '../../domain/texts/mails.ts';
import { FEE_LINE_WORDS, CONFIRMATION_WORDS as WORDS } from '../../domain/texts/papers.ts';
import { fill, type Lang, type Text } from '../../domain/texts/text.ts';
import { INK, PAGE, printSheet, SEAL, type Sheet, SOFT } from './sheet.ts';
import { bothOf, dollars, PDF_LANG_TAGS, pairOf } from './words.ts';

/** What the confirmation 確認單 of an order says (R-18, R-33, R-38, R-44); instants come as words of the post's time. */
export type Confirmation = {
  orderNumber: OrderNumber;
  service: Text;
  post: Text;
  applicant: { chinese: string; pinyin: string };
  submittedAt: string;
  status: Text;
  /** What happens next, and until when, if a day is set. */
  next: { action: Text; dueOn: string | null };
  fee: { cents: number; lines: readonly FeeLine[]; paidOnline: boolean };
  /** Whether New York makes the document, or the post itself (R-34, R-37). */
  madeIn: 'new-york' | 'post';
  isPassport: boolean;
  /** Who gets the notices, in the reader's words (R-08). */
  notices: string;
};

const LEFT = PAGE.margin;
const RIGHT = PAGE.margin + PAGE.inner;

export function printConfirmation(order: Confirmation, lang: Lang): Promise<Buffer> {
  const head = { title: `${bothOf(WORDS.title, lang)} ${order.orderNumber}`, lang: PDF_LANG_TAGS[lang] };
  return printSheet(head, (sheet) => {
    let y = drawHead(sheet, order, lang);
    y = drawFacts(sheet, order, lang, y + 12);
    y = drawFee(sheet, order, lang, y + 10);
    y = drawNext(sheet, order, lang, y + 12);
    y = drawPart(sheet, WORDS.notices, order.notices, lang, y + 10);
    if (order.isPassport) y = drawPart(sheet, WORDS.fingerprints, WORDS.noFingerprints[lang], lang, y + 10);
    y = drawFraud(sheet, lang, y + 14);
    sheet.rule(y + 14);
    sheet.text(WORDS.foot[lang], LEFT, y + 20, { size: 8.5, colour: SOFT });
  });
}

function drawHead(sheet: Sheet, order: Confirmation, lang: Lang): number {
  const { first, second } = pairOf(WORDS.title, lang);
  sheet.text(order.post[lang], LEFT, 50, { size: 10, colour: SOFT, width: 300 });
  sheet.text(first, LEFT, 64, { size: 22, weight: 'bold', width: 300 });
  sheet.text(second, LEFT, 95, { size: 10, colour: SOFT, width: 300 });
  sheet.code128(order.orderNumber, RIGHT - 190, 54, 190, 34);
  sheet.text(order.orderNumber, RIGHT - 190, 91, {
    size: 11,
    width: 190,
    align: 'center',
    characterSpacing: 1,
  });
  sheet.rule(116, { colour: INK });
  return 116;
}

function drawFacts(sheet: Sheet, order: Confirmation, lang: Lang, top: number): number {
  const name = [order.applicant.chinese, order.applicant.pinyin].filter(Boolean).join('  ');
  const service = lang === 'en' ? `${order.service.en}  ${order.service.hans}` : order.service[lang];
  const rows: [Text, string, 'bold' | 'regular'][] = [
    [WORDS.orderNumber, order.orderNumber, 'bold'],
    [WORDS.applicant, name, 'bold'],
    [WORDS.service, service, 'regular'],
    [WORDS.post, lang === 'en' ? `${order.post.en}  ${order.post.hans}` : order.post[lang], 'regular'],
    [WORDS.submitted, order.submittedAt, 'regular'],
    [
      WORDS.status,
      lang === 'en' ? `${order.status.en}  ${order.status.hans}` : order.status[lang],
      'regular',
    ],
  ];
  let y = top;
  for (const [label, value, weight] of rows) {
    sheet.text(label[lang], LEFT, y + 1, { size: 9.5, colour: SOFT, width: 110 });
    y = sheet.text(value, LEFT + 120, y, { size: 11, weight, width: PAGE.inner - 120 }) + 3;
  }
  return y;
}

function drawFee(sheet: Sheet, { fee }: Confirmation, lang: Lang, top: number): number {
  let y = heading(sheet, WORDS.fee, lang, top);
  for (const { kind, count, eachCents } of fee.lines) {
    const times = count > 1 ? `  ${count} × ${dollars(eachCents)}` : '';
    sheet.text(dollars(count * eachCents), RIGHT - 100, y, { align: 'right', width: 100 });
    y = sheet.text(`${FEE_LINE_WORDS[kind][lang]}${times}`, LEFT, y, { width: 380 }) + 1;
  }
  if (fee.lines.length > 0) sheet.rule(y + 2);
  sheet.text(dollars(fee.cents), RIGHT - 100, y + 4, {
    size: 11,
    weight: 'bold',
    align: 'right',
    width: 100,
  });
  y = sheet.text(WORDS.total[lang], LEFT, y + 4, { size: 11, weight: 'bold', width: 380 });
  const how = fee.paidOnline ? WORDS.feePaid : WORDS.feeLater;
  return fee.cents === 0 ? y : sheet.text(how[lang], LEFT, y + 1, { size: 9.5, colour: SOFT });
}

function drawNext(sheet: Sheet, { next, madeIn }: Confirmation, lang: Lang, top: number): number {
  let y = heading(sheet, WORDS.next, lang, top);
  const until = next.dueOn === null ? '' : ` ${fill(WORDS.until, { date: next.dueOn })[lang]}`;
  y = sheet.text(`${next.action[lang]}${until && ` (${until.trim()})`}`, LEFT, y, { weight: 'bold' }) + 3;
  const made = madeIn === 'new-york' ? WORDS.madeInNewYork : WORDS.madeAtPost;
  for (const [index, step] of [WORDS.reviewed, WORDS.mailed, made, WORDS.returned].entries()) {
    sheet.text(`${index + 1}`, LEFT, y, { colour: SOFT, width: 14 });
    y = sheet.text(step[lang], LEFT + 16, y, { width: PAGE.inner - 16 }) + 3;
  }
  return y;
}

function drawPart(sheet: Sheet, title: Text, words: string, lang: Lang, top: number): number {
  return sheet.text(words, LEFT, heading(sheet, title, lang, top), {});
}

function drawFraud(sheet: Sheet, lang: Lang, top: number): number {
  const words = lang === 'en' ? [FRAUD_NOTICE.en, FRAUD_NOTICE.hans] : [FRAUD_NOTICE[lang]];
  let y = sheet.text(WORDS.fraud[lang], LEFT + 14, top + 7, { size: 11, weight: 'bold', colour: SEAL });
  for (const each of words) y = sheet.text(each, LEFT + 14, y + 1, { width: PAGE.inner - 28 });
  sheet.box(LEFT, top, PAGE.inner, y - top + 8, { colour: SEAL });
  return y + 8;
}

function heading(sheet: Sheet, title: Text, lang: Lang, y: number): number {
  return sheet.text(title[lang], LEFT, y, { size: 11.5, weight: 'bold' }) + 1;
}
