import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a program of poppler-utils (scripts/test.mjs installs it) on a PDF in a folder that is thrown away. */
function withPdf<T>(pdf: Buffer, work: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'consular-cases-pdf-'));
  try {
    const file = join(folder, 'paper.pdf');
    writeFileSync(file, pdf);
    return work(file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text that a reader of the file can select, in the order in which it was written. */
export const pdfText = (pdf: Buffer): string =>
  withPdf(pdf, (file) => execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }));

export const pageCount = (pdf: Buffer): number =>
  withPdf(pdf, (file) =>
    Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))?.[1]),
  );

export type Picture = { width: number; height: number; isDark(x: number, y: number): boolean };

/** The first page as it is printed, in grey. */
export function pdfPicture(pdf: Buffer, dotsPerInch = 288): Picture {
  return withPdf(pdf, (file, folder) => {
    const out = join(folder, 'page');
    execFileSync('pdftoppm', ['-gray', '-singlefile', '-r', String(dotsPerInch), file, out]);
    const pgm = readFileSync(`${out}.pgm`);
    const [header = '', width = '', height = ''] =
      /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1')) ?? [];
    const pixels = pgm.subarray(header.length);
    return {
      width: Number(width),
      height: Number(height),
      isDark: (x, y) => (pixels[Math.round(y) * Number(width) + Math.round(x)] ?? 255) < 128,
    };
  });
}

/** Widths of the dark and light runs along a line of the picture, from the first dark point to the last. */
export function runsAlong({ isDark }: Picture, y: number, from: number, to: number): number[] {
  const runs: number[] = [];
  let dark = false;
  for (let x = from; x < to; x += 1) {
    if (isDark(x, y) !== dark) {
      dark = !dark;
      runs.push(0);
    }
    if (runs.length > 0) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
  }
  return dark ? runs : runs.slice(0, -1);
}
