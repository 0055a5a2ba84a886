import type { OrderNumber } from '../../domain/ids.ts';
import { LABEL_TITLE, LABEL_WORDS as WORDS } from '../../domain/texts/papers.ts';
import { fill, type Lang } from '../../domain/texts/text.ts';
import { INK, PAGE, printSheet, SOFT } from './sheet.ts';
import { bothOf, PDF_LANG_TAGS } from './words.ts';

/** What stands on the envelope. */
export type Label = {
  orderNumber: OrderNumber;
  /** One line each, as USPS reads it: name first. */
  sender: readonly string[];
  /** The post's English name, then its mailing address (never the hall's), one line each. */
  recipient: readonly string[];
  /** The post's own mark, 證件辦理; without it the envelope goes back unopened. */
  mark: string;
};

const LEFT = PAGE.margin;
const HEIGHT = 350;

export function printLabel({ orderNumber, sender, recipient, mark }: Label, lang: Lang): Promise<Buffer> {
  const head = { title: `${bothOf(LABEL_TITLE, lang)} ${orderNumber}`, lang: PDF_LANG_TAGS[lang] };
  return printSheet(head, (sheet) => {
    const top = 60;
    const right = PAGE.margin + PAGE.inner;
    sheet.box(LEFT, top, PAGE.inner, HEIGHT, { dash: 4 });

    let y = sheet.text(`${WORDS.from.en} ${WORDS.from.hans}`, LEFT + 20, top + 18, {
      size: 8.5,
      colour: SOFT,
    });
    for (const line of sender) y = sheet.text(line, LEFT + 20, y, { size: 10.5, width: 250 });

    const size = Math.min(36, (36 * 180) / sheet.widthOf(mark, { size: 36, weight: 'bold' }));
    sheet.box(right - 216, top + 20, 196, 64, { line: 2.5, colour: INK });
    sheet.text(mark, right - 216, top + 52 - size * 0.76, {
      size,
      weight: 'bold',
      width: 196,
      align: 'center',
    });

    y = Math.max(top + 128, y + 14);
    y = sheet.text(`${WORDS.to.en} ${WORDS.to.hans}`, LEFT + 130, y, { size: 8.5, colour: SOFT });
    for (const [index, line] of recipient.entries()) {
      y = sheet.text(line, LEFT + 130, y, { size: 15, weight: index === 0 ? 'bold' : 'regular', width: 354 });
    }

    sheet.text(bothOf(WORDS.orderNumber, lang), LEFT + 20, top + HEIGHT - 84, { size: 8.5, colour: SOFT });
    sheet.code128(orderNumber, LEFT + 20, top + HEIGHT - 66, 246, 36);
    sheet.text(orderNumber, LEFT + 20, top + HEIGHT - 28, {
      size: 12,
      width: 246,
      align: 'center',
      characterSpacing: 1,
    });

    y = top + HEIGHT + 16;
    for (const text of [WORDS.cut, fill(WORDS.mark, { mark }), WORDS.usps]) {
      y = sheet.text(text[lang], LEFT, y, { size: 10 }) + 4;
    }
  });
}
