import type { MailedItem } from '../../domain/case-state.ts';
import { mailedKinds } from '../../domain/fees.ts';
import type { OrderNumber } from '../../domain/ids.ts';
import type { PaymentKind } from '../../domain/posts.ts';
import { MAILED_ITEM_WORDS, PAYMENT_WORDS, SLIP_WORDS as WORDS } from '../../domain/texts/papers.ts';
import type { Lang, Text } from '../../domain/texts/text.ts';
import { INK, PAGE, printSheet, type Sheet, SOFT } from './sheet.ts';
import { bothOf, dollars, PDF_LANG_TAGS, pairOf } from './words.ts';

/** What the slip 便簽 in the envelope says. The codes hold the order number and nothing else. */
export type Slip = {
  orderNumber: OrderNumber;
  applicant: { chinese: string; pinyin: string };
  service: Text;
  post: Text;
  /** What the envelope must hold (domain/materials.ts). */
  items: readonly MailedItem[];
  fee: { cents: number; payee: string; kinds: readonly PaymentKind[]; paidOnline: boolean };
};

const LEFT = PAGE.margin;
const QR_SIDE = 96;

export function printSlip(slip: Slip, lang: Lang): Promise<Buffer> {
  const head = { title: `${bothOf(WORDS.title, lang)} ${slip.orderNumber}`, lang: PDF_LANG_TAGS[lang] };
  return printSheet(head, (sheet) => {
    const { first, second } = pairOf(WORDS.title, lang);
    sheet.text(first, LEFT, 50, { size: 18, weight: 'bold', width: 320 });
    sheet.text(second, LEFT, 76, { size: 10, colour: SOFT, width: 320 });
    const end = PAGE.margin + PAGE.inner;
    sheet.text(slip.post.en, end - 250, 56, { size: 9, colour: SOFT, width: 250, align: 'right' });
    sheet.text(slip.post[lang === 'en' ? 'hans' : lang], end - 250, 70, {
      size: 9,
      colour: SOFT,
      width: 250,
      align: 'right',
    });
    sheet.rule(96, { colour: INK });
    let y = drawPerson(sheet, slip, lang, 108);
    y = drawNumber(sheet, slip, lang, y + 12);
    sheet.rule(y + 14);
    const [items, payment] = [drawItems(sheet, slip, lang, y + 24), drawPayment(sheet, slip, lang, y + 24)];
    y = Math.max(items, payment);
    sheet.rule(y + 14);
    sheet.text(WORDS.foot[lang], LEFT, y + 20, { size: 9, colour: SOFT });
  });
}

function drawPerson(sheet: Sheet, { applicant, service }: Slip, lang: Lang, top: number): number {
  let y = sheet.text(bothOf(WORDS.name, lang), LEFT, top, { size: 9, colour: SOFT });
  const name = applicant.chinese || applicant.pinyin;
  y = sheet.text(name, LEFT, y - 4, { size: nameSize(sheet, name), weight: 'bold' });
  if (applicant.chinese) y = sheet.text(applicant.pinyin, LEFT, y, { size: 14 });
  return sheet.text(`${bothOf(WORDS.service, lang)}: ${bothOf(service, lang)}`, LEFT, y + 4, { size: 10 });
}

/** As large as fits into one line, within reason; a very long name breaks. */
function nameSize(sheet: Sheet, name: string): number {
  const wide = sheet.widthOf(name, { size: 34, weight: 'bold' });
  return Math.max(16, Math.min(34, (34 * PAGE.inner) / wide - 1));
}

function drawNumber(sheet: Sheet, { orderNumber }: Slip, lang: Lang, top: number): number {
  const y = sheet.text(bothOf(WORDS.orderNumber, lang), LEFT, top, { size: 9, colour: SOFT });
  sheet.text(orderNumber, LEFT, y - 6, { size: 32, weight: 'bold', width: 380, characterSpacing: 1 });
  sheet.code128(orderNumber, LEFT, y + 44, 300, 50);
  sheet.qr(orderNumber, PAGE.margin + PAGE.inner - QR_SIDE, y, QR_SIDE);
  return y + 96;
}

function drawItems(sheet: Sheet, { items, fee }: Slip, lang: Lang, top: number): number {
  let y = sheet.text(bothOf(WORDS.items, lang), LEFT, top, { size: 11, weight: 'bold', width: 250 }) + 6;
  for (const item of items.filter((each) => !(each === 'payment' && fee.paidOnline))) {
    const { first, second } = pairOf(MAILED_ITEM_WORDS[item], lang);
    sheet.box(LEFT, y + 3, 11, 11, { colour: INK });
    y = sheet.text(first, LEFT + 20, y, { size: 11, width: 228 });
    y = sheet.text(second, LEFT + 20, y - 1, { size: 8.5, colour: SOFT, width: 228 }) + 5;
  }
  return y;
}

function drawPayment(sheet: Sheet, { fee }: Slip, lang: Lang, top: number): number {
  const x = LEFT + 270;
  const width = PAGE.inner - 270;
  let y = sheet.text(bothOf(WORDS.payment, lang), x, top, { size: 11, weight: 'bold', width }) + 6;
  const say = (text: Text, style = {}): void => {
    const { first, second } = pairOf(text, lang);
    y = sheet.text(first, x, y, { size: 10, width, ...style });
    y = sheet.text(second, x, y - 1, { size: 8.5, colour: SOFT, width }) + 4;
  };
  if (fee.paidOnline) {
    say(WORDS.paidOnline, { weight: 'bold' });
    return y;
  }
  y = sheet.text(dollars(fee.cents), x, y - 4, { size: 24, weight: 'bold', width });
  y = sheet.text(bothOf(WORDS.exactly, lang), x, y - 4, { size: 9, colour: SOFT, width }) + 5;
  for (const kind of mailedKinds(fee.kinds)) say(PAYMENT_WORDS[kind]);
  y = sheet.text(bothOf(WORDS.payee, lang), x, y + 2, { size: 9, colour: SOFT, width });
  y = sheet.text(fee.payee, x, y, { size: 11, weight: 'bold', width }) + 5;
  say(WORDS.refused);
  return y;
}
