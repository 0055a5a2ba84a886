import bwip from 'bwip-js/node';

/**
 * Bars of Code 128 as filled rectangles, sharp at any resolution. The caller leaves ten modules free on both sides.
 *
 * @param words  what a scanner reads; nothing personal ever
 */
export function drawCode128(
  document: PDFKit.PDFDocument,
  words: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const [symbol] = bwip.raw({ bcid: 'code128', text: words });
  if (!symbol || !('sbs' in symbol)) throw new Error('no bars came back for a Code 128');
  const { sbs } = symbol; // widths in modules: bar, space, bar …
  const module = width / sbs.reduce((sum, each) => sum + each, 0);
  let at = x;
  for (const [index, modules] of sbs.entries()) {
    if (index % 2 === 0) document.rect(at, y, modules * module, height);
    at += modules * module;
  }
  document.fill('#000000');
}

/** A run of dark modules in a row of a QR code. */
type Run = { column: number; row: number; length: number };

/** The dark modules of a QR code of error level M, row by row. */
function qrRuns(words: string): { size: number; runs: Run[] } {
  const [symbol] = bwip.raw({ bcid: 'qrcode', text: words, eclevel: 'M' } as Parameters<typeof bwip.raw>[0]);
  if (!symbol || !('pixs' in symbol)) throw new Error('no modules came back for a QR code');
  const { pixs, pixx } = symbol;
  const runs: Run[] = [];
  for (let start = 0; start < pixs.length; ) {
    const row = Math.floor(start / pixx);
    let end = start;
    while (end < (row + 1) * pixx && pixs[end] === pixs[start]) end += 1;
    if (pixs[start]) runs.push({ column: start - row * pixx, row, length: end - start });
    start = end;
  }
  return { size: pixx, runs };
}

/** A QR code as the path of an SVG whose side is `size` modules. The caller leaves four modules free around it. */
export function qrPath(words: string): { size: number; path: string } {
  const { size, runs } = qrRuns(words);
  return {
    size,
    path: runs.map(({ column, row, length }) => `M${column} ${row}h${length}v1h-${length}z`).join(''),
  };
}

/** A QR code in a document. The caller leaves four modules free around it. */
export function drawQr(
  document: PDFKit.PDFDocument,
  words: string,
  x: number,
  y: number,
  side: number,
): void {
  const { size, runs } = qrRuns(words);
  const module = side / size;
  for (const { column, row, length } of runs)
    document.rect(x + column * module, y + row * module, length * module, module);
  document.fill('#000000');
}
