import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { WRITE_BY_HAND } from '../../domain/texts/papers.ts';
import { drawCode128, drawQr } from './codes.ts';

/**
 * US Letter, in points. The margin is wide enough that nothing is lost on A4 either, which is 17 pt narrower: printed at
 * full size or fitted, all stands.
 */
export const PAGE = { width: 612, height: 792, margin: 54, inner: 504 } as const;
export const INK = '#1b1a17';
export const SOFT = '#55524a';
const LINE = '#857f70';
export const SEAL = '#a5281b';

export type TextStyle = {
  size?: number;
  weight?: 'regular' | 'bold';
  colour?: string;
  align?: 'left' | 'center' | 'right';
  width?: number;
  characterSpacing?: number;
};

/** One page on which papers are drawn. Every `text` answers with the y below what it wrote, in points. */
export type Sheet = {
  text(words: string, x: number, y: number, style?: TextStyle): number;
  /** How wide words are on one line. */
  widthOf(words: string, style?: TextStyle): number;
  rule(y: number, options?: { x?: number; width?: number; colour?: string }): void;
  box(x: number, y: number, width: number, height: number, options?: BoxStyle): void;
  code128(words: string, x: number, y: number, width: number, height: number): void;
  qr(words: string, x: number, y: number, side: number): void;
};
type BoxStyle = { line?: number; dash?: number; colour?: string; fill?: string };

/** What we use of a font that pdfkit has parsed. */
type Font = { hasGlyphForCodePoint(codePoint: number): boolean };
type Fonts = Record<'regular' | 'bold', Font>;

let loaded: Fonts | undefined;

/**
 * Both weights, read and parsed once for the process: 21 MB of file, and most of the CPU that a document would cost.
 * pdfkit takes a parsed font in place of a file, and is the only one of our libraries that can parse it.
 */
function fonts(): Fonts {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  const parse = (file: string): Font => {
    const document = newDocument({});
    document.font(readFileSync(file));
    return (document as unknown as { _font: { font: Font } })._font.font;
  };
  loaded = {
    regular: parse(require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
    bold: parse(require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf')),
  };
  return loaded;
}

/** Without pdfkit's default font, which is parsed for nothing. */
const newDocument = (options: PDFKit.PDFDocumentOptions): PDFKit.PDFDocument =>
  new PDFDocument({ ...options, font: null as unknown as string });

/**
 * Draws one page and gives the file's bytes; fonts are embedded as subsets.
 *
 * @param head  title and BCP 47 language of the file; nothing personal, as it shows in tabs and file lists
 */
export async function printSheet(
  head: { title: string; lang: string },
  draw: (sheet: Sheet) => void,
): Promise<Buffer> {
  const document = newDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    lang: head.lang,
    displayTitle: true,
    info: { Title: head.title, Author: 'Consular Cases 領事', Creator: 'Consular Cases 領事' },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => document.once('end', resolve).once('error', reject));
  draw(createSheet(document));
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function createSheet(document: PDFKit.PDFDocument): Sheet {
  const set = ({ size = 10, weight = 'regular', colour = INK }: TextStyle): Font => {
    const font = fonts()[weight];
    document
      .font(font as unknown as string)
      .fontSize(size)
      .fillColor(colour);
    return font;
  };
  return {
    text(words, x, y, style = {}) {
      const font = set(style);
      const { width = PAGE.margin + PAGE.inner - x, align = 'left', size = 10, characterSpacing = 0 } = style;
      const pieces = piecesOf(words.replace(/\s+/g, ' '), font);
      if (pieces.some(({ missing }) => missing)) return textWithBoxes(document, pieces, x, y, width, size);
      document.text(pieces.map((piece) => piece.text).join(''), x, y, { width, align, characterSpacing });
      return document.y;
    },
    widthOf(words, style = {}) {
      const { size = 10 } = style;
      return piecesOf(words, set(style)).reduce((sum, piece) => sum + widthOfPiece(document, piece, size), 0);
    },
    rule(y, { x = PAGE.margin, width = PAGE.inner, colour = LINE } = {}) {
      document
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.75)
        .strokeColor(colour)
        .stroke();
    },
    box(x, y, width, height, { line = 0.75, dash, colour = LINE, fill } = {}) {
      if (fill) document.rect(x, y, width, height).fill(fill);
      if (dash) document.dash(dash, { space: dash });
      if (line > 0) document.rect(x, y, width, height).lineWidth(line).strokeColor(colour).stroke();
      if (dash) document.undash();
    },
    code128: (words, x, y, width, height) => drawCode128(document, words, x, y, width, height),
    qr: (words, x, y, side) => drawQr(document, words, x, y, side),
  };
}

type Piece = { text: string; missing: boolean };

/**
 * Splits words where the font ends: rare characters of names (Extension B and later), and characters with a variation
 * selector, whose registered shape the font would replace by the common one without a word.
 */
function piecesOf(words: string, font: Font): Piece[] {
  const pieces: Piece[] = [];
  for (const [text] of words.matchAll(/[\s\S][\uFE00-\uFE0F\u{E0100}-\u{E01EF}]?/gu)) {
    const missing = [...text].length > 1 || !font.hasGlyphForCodePoint(text.codePointAt(0) ?? 0);
    const last = pieces.at(-1);
    if (last && !last.missing && !missing) last.text += text;
    else pieces.push({ text, missing });
  }
  return pieces;
}

/** The name beside a box is small, but can be read. */
const nameSizeOf = (size: number): number => Math.max(6.5, size * 0.3);

function widthOfPiece(document: PDFKit.PDFDocument, { text, missing }: Piece, size: number): number {
  if (!missing) return document.fontSize(size).widthOfString(text);
  return size + 6 + document.fontSize(nameSizeOf(size)).widthOfString(codePointName(text));
}

/** Nothing is dropped: each missing character is an empty box for a pen, with the name of its code point beside it. */
function textWithBoxes(
  document: PDFKit.PDFDocument,
  pieces: readonly Piece[],
  left: number,
  top: number,
  width: number,
  size: number,
): number {
  const lineHeight = document.currentLineHeight(true);
  const units = pieces.flatMap((piece): Piece[] =>
    piece.missing ? [piece] : [...piece.text].map((text) => ({ text, missing: false })),
  );
  let [x, y] = [left, top];
  for (const unit of units) {
    const wide = widthOfPiece(document, unit, size);
    if (x > left && x + wide > left + width) [x, y] = [left, y + lineHeight];
    if (unit.missing) drawBox(document, unit.text, x, y, size);
    else document.fontSize(size).text(unit.text, x, y, { lineBreak: false });
    x += wide;
  }
  const names = new Set(units.filter(({ missing }) => missing).map(({ text }) => codePointName(text)));
  document.font(fonts().regular as unknown as string).fontSize(8);
  document.text(`${WRITE_BY_HAND}: ${[...names].join(', ')}`, left, y + lineHeight, { width });
  return document.y;
}

function drawBox(document: PDFKit.PDFDocument, text: string, x: number, y: number, size: number): void {
  const top = y + size * 0.26; // where ideographs begin below the line's top
  document
    .rect(x + 1, top, size, size)
    .lineWidth(0.75)
    .strokeColor(LINE)
    .stroke();
  const nameSize = nameSizeOf(size);
  document
    .fontSize(nameSize)
    .text(codePointName(text), x + size + 3, top + size - nameSize * 1.3, { lineBreak: false });
}

/** `U+20BB7`; with a variation selector both, `U+845B U+E0100`. */
const codePointName = (text: string): string =>
  [...text].map((each) => `U+${each.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
