import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { dotsOf } from './letters.ts';

type Colour = readonly [number, number, number];
type Box = { x: number; y: number; w: number; h: number };

/** Raw pixels to draw on. */
type Canvas = { width: number; height: number; pixels: Buffer };

const INK: Colour = [45, 45, 60];

/** A page with a photo, printed lines and, at the foot, the machine-readable ones: like a passport's data page. */
export function pagePicture(lines: readonly string[], foot: readonly string[] = []): Promise<Buffer> {
  const canvas = blank(1_250, 880, [236, 232, 220]);
  const shade = randomInt(60);
  fill(canvas, { x: 0, y: 0, w: 1_250, h: 90 }, [120 + shade, 40, 50]);
  face(canvas, { x: 60, y: 130, w: 320, h: 440 });
  for (const [index, line] of lines.entries()) write(canvas, line, { x: 430, y: 140 + index * 56, scale: 4 });
  for (const [index, line] of foot.entries()) write(canvas, line, { x: 60, y: 720 + index * 70, scale: 4 });
  return jpeg(canvas, 85);
}

/** A free photograph of a real person (tests/pictures/README.md): what compares faces needs a face. */
const PHOTOGRAPH = fileURLToPath(new URL('../../tests/pictures/astronaut.jpg', import.meta.url));

/** Head and shoulders out of the photograph, in the shape of a passport portrait. */
export function portraitPicture(): Promise<Buffer> {
  return sharp(PHOTOGRAPH)
    .extract({ left: 133, top: 0, width: 184, height: 268 })
    .resize(390, 567)
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** The same person once more, as a phone's front camera mirrors her. */
export function selfiePicture(): Promise<Buffer> {
  return sharp(PHOTOGRAPH).flop().jpeg({ quality: 85 }).toBuffer();
}

function face(canvas: Canvas, { x, y, w, h }: Box): void {
  const skin: Colour = [205 + randomInt(35), 165 + randomInt(35), 130 + randomInt(35)];
  const clothes: Colour = [randomInt(120), randomInt(120), randomInt(160)];
  const hair: Colour = [15 + randomInt(50), 15 + randomInt(40), 15 + randomInt(35)];
  const at = (px: number, py: number, pw: number, ph: number): Box => ({
    x: x + px * w,
    y: y + py * h,
    w: pw * w,
    h: ph * h,
  });
  fill(canvas, at(0, 0, 1, 1), [245, 245, 248]);
  ellipse(canvas, at(0.08, 0.72, 0.84, 0.56), clothes);
  ellipse(canvas, at(0.24, 0.12, 0.52, 0.5), hair);
  ellipse(canvas, at(0.28, 0.2, 0.44, 0.52), skin);
  for (const eye of [0.36, 0.55]) ellipse(canvas, at(eye, 0.42, 0.09, 0.03), [30, 25, 25]);
  ellipse(canvas, at(0.42, 0.6, 0.16, 0.03), [150, 80, 80]);
}

function blank(width: number, height: number, colour: Colour): Canvas {
  const pixels = Buffer.alloc(width * height * 3);
  const canvas = { width, height, pixels };
  fill(canvas, { x: 0, y: 0, w: width, h: height }, colour);
  return canvas;
}

function fill(canvas: Canvas, box: Box, colour: Colour): void {
  const row = Buffer.from(Array.from({ length: Math.round(box.w) }, () => colour).flat());
  for (let y = Math.round(box.y); y < Math.min(canvas.height, Math.round(box.y + box.h)); y += 1) {
    row.copy(canvas.pixels, (y * canvas.width + Math.round(box.x)) * 3);
  }
}

function ellipse(canvas: Canvas, { x, y, w, h }: Box, colour: Colour): void {
  for (let line = 0; line < h && y + line < canvas.height; line += 1) {
    const half = (w / 2) * Math.sqrt(Math.max(0, 1 - ((line - h / 2) / (h / 2)) ** 2));
    if (half > 0) fill(canvas, { x: x + w / 2 - half, y: y + line, w: half * 2, h: 1 }, colour);
  }
}

function write(canvas: Canvas, text: string, { x, y, scale }: { x: number; y: number; scale: number }): void {
  for (const dot of dotsOf(text)) {
    fill(canvas, { x: x + dot.x * scale, y: y + dot.y * scale, w: scale, h: scale }, INK);
  }
}

function jpeg({ pixels, width, height }: Canvas, quality: number): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
}
