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

/** A QR code of error level M as filled runs of modules. The caller leaves four modules free around it. */
export function drawQr(
  document: PDFKit.PDFDocument,
  words: string,
  x: number,
  y: number,
  side: number,
): void {
  const [symbol] = bwip.raw({ bcid: 'qrcode', text: words, eclevel: 'M' } as Parameters<typeof bwip.raw>[0]);
  if (!symbol || !('pixs' in symbol)) throw new Error('no modules came back for a QR code');
  const { pixs, pixx } = symbol;
  const module = side / pixx;
  for (let start = 0; start < pixs.length; ) {
    const row = Math.floor(start / pixx);
    let end = start;
    while (end < (row + 1) * pixx && pixs[end] === pixs[start]) end += 1;
    if (pixs[start]) {
      document.rect(x + (start - row * pixx) * module, y + row * module, (end - start) * module, module);
    }
    start = end;
  }
  document.fill('#000000');
}
