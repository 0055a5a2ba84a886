import sharp, { type Sharp } from 'sharp';

type Size = { width: number; height: number };

const noise = ({ width, height }: Size) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: 'white',
      noise: { type: 'gaussian', mean: 200, sigma: 25 },
    },
  });

/** Flat blocks on a background, drawn as raw pixels: an SVG would need a loader that we block. */
function blocks({ width, height }: Size, background: number, shapes: readonly Block[]): Sharp {
  const pixels = Buffer.alloc(width * height * 3, background);
  for (const { x, y, w, h, colour } of shapes) {
    const row = Buffer.from(Array.from({ length: Math.round(w * width) }, () => colour).flat());
    const [left, top, rows] = [Math.round(x * width), Math.round(y * height), Math.round(h * height)];
    for (let line = top; line < top + rows; line += 1) row.copy(pixels, (line * width + left) * 3);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Parts of the whole (0 to 1) and an RGB colour. */
type Block = { x: number; y: number; w: number; h: number; colour: readonly [number, number, number] };

/** A light picture with a head and shoulders of blocks, in the shape of a passport portrait. */
export function portraitJpeg(size: Size = { width: 390, height: 567 }): Promise<Buffer> {
  return blocks(size, 245, [
    { x: 0.15, y: 0.72, w: 0.7, h: 0.28, colour: [40, 50, 90] },
    { x: 0.3, y: 0.2, w: 0.4, h: 0.5, colour: [222, 184, 150] },
    { x: 0.3, y: 0.15, w: 0.4, h: 0.12, colour: [30, 25, 25] },
    { x: 0.38, y: 0.4, w: 0.07, h: 0.03, colour: [20, 20, 20] },
    { x: 0.55, y: 0.4, w: 0.07, h: 0.03, colour: [20, 20, 20] },
    { x: 0.42, y: 0.58, w: 0.16, h: 0.02, colour: [150, 70, 70] },
  ])
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** A page of grey lines, in the shape of a passport's data page. */
export function pageJpeg(size: Size = { width: 1250, height: 880 }): Promise<Buffer> {
  const lines = Array.from({ length: 12 }, (_, line): Block => {
    return { x: 0.35, y: 0.08 + line * 0.06, w: 0.3 + (line % 4) * 0.07, h: 0.02, colour: [60, 60, 60] };
  });
  return blocks(size, 235, [{ x: 0.05, y: 0.1, w: 0.24, h: 0.45, colour: [180, 160, 140] }, ...lines])
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** A portrait with an EXIF block: an orientation (1 to 8) and a text that must not survive. */
export async function jpegWithExif(orientation: number, secret: string, size?: Size): Promise<Buffer> {
  return sharp(await portraitJpeg(size))
    .withExif({ IFD0: { Copyright: secret } })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer();
}

/** A sound PNG; its name will say .jpg. */
export function pngNamedJpg(): Promise<Buffer> {
  return noise({ width: 60, height: 80 }).png().toBuffer();
}

/** A JPEG of which only the first part (0 to 1) arrived. */
export async function truncatedJpeg(part: number): Promise<Buffer> {
  const whole = await noise({ width: 400, height: 300 }).jpeg().toBuffer();
  // At least the end mark is missing; half of it (one byte) is forgiven by the decoder now and then.
  return whole.subarray(0, Math.min(whole.length - 2, Math.floor(whole.length * part)));
}

/** Few bytes, many pixels: a flat 16,000 × 16,000 (256 megapixels) unless told. */
export function hugeJpeg(size: Size = { width: 16_000, height: 16_000 }): Promise<Buffer> {
  return sharp({ create: { ...size, channels: 3, background: 'grey' }, limitInputPixels: false })
    .jpeg({ quality: 30 })
    .toBuffer();
}

/** A sound JPEG of exactly this many bytes: a portrait padded with comment segments. At least 20,000. */
export async function jpegOfBytes(bytes: number): Promise<Buffer> {
  const portrait = await portraitJpeg();
  const padding: Buffer[] = [];
  let missing = bytes - portrait.length;
  if (missing < 4) throw new RangeError(`A picture of ${bytes} bytes is too small to be padded.`);
  while (missing > 0) {
    const most = Math.min(missing, 65_537);
    const size = missing - most > 0 && missing - most < 4 ? most - 4 : most; // never leaves a rest under 4
    const segment = Buffer.alloc(size, 0x20);
    segment.writeUInt16BE(0xff_fe, 0);
    segment.writeUInt16BE(size - 2, 2);
    padding.push(segment);
    missing -= size;
  }
  return Buffer.concat([portrait.subarray(0, 2), ...padding, portrait.subarray(2)]);
}

/** A data page with the two machine-readable lines at its foot, in a font that the tests' machine has. */
export async function mrzPageJpeg(
  lines: readonly string[],
  { change = (page: Sharp) => page, quality = 90 } = {},
): Promise<Buffer> {
  const size = { width: 1250, height: 880 };
  const text = lines.map((line) => line.replaceAll('<', '&lt;')).join('\n');
  const { data, info } = await sharp({
    text: { text, font: 'Noto Sans Mono CJK SC 20', dpi: 150, spacing: 12 },
  })
    .resize({ width: 1130 })
    .extractChannel(0)
    .negate()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const input = await sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } })
    .jpeg({ quality: 100 })
    .toBuffer();
  const page = await sharp(await pageJpeg(size))
    .composite([{ input, left: 60, top: size.height - info.height - 40 }])
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return change(sharp(page, { raw: { ...size, channels: 3 } }))
    .jpeg({ quality })
    .toBuffer();
}
