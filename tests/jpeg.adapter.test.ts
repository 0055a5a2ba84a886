import sharp from 'sharp';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { cleanPreview, inspectJpeg, jpegRules, nameRules, PictureFault } from '../adapters/jpeg.ts';
import {
  hugeJpeg,
  jpegOfBytes,
  jpegWithExif,
  pageJpeg,
  pngNamedJpg,
  portraitJpeg,
  truncatedJpeg,
} from './support/pictures.ts';

/** All that name and declared type are asked, in the order of an upload. */
const pictureRules = (upload: { fileName: string; contentType: string }): void => {
  nameRules(upload.fileName);
  jpegRules(upload);
};

const jpg = { fileName: 'portrait.jpg', contentType: 'image/jpeg' };

describe('the name and the declared type', () => {
  test.each([
    'portrait.jpg',
    'PORTRAIT.JPEG',
    '護照 資料頁.jpg',
    '../../etc/x.jpg'.replace(/.*\//, ''),
    `${'a'.repeat(251)}.jpg`,
  ])('U5 %s may pass', (fileName) => {
    expect(() => pictureRules({ ...jpg, fileName })).not.toThrow();
  });

  test.each([
    ['a NUL', 'a\0.jpg', 'file-name-unsafe'],
    ['a line feed', 'a\n.jpg', 'file-name-unsafe'],
    ['a carriage return', 'a\r.jpg', 'file-name-unsafe'],
    ['an escape', 'a\u001b[31m.jpg', 'file-name-unsafe'],
    ['a right-to-left override', 'gpj.\u202egpj.jpg', 'file-name-unsafe'],
    ['a right-to-left isolate', 'a\u2067.jpg', 'file-name-unsafe'],
    ['a line separator', 'a\u2028.jpg', 'file-name-unsafe'],
    ['half a surrogate pair', 'a\ud800.jpg', 'file-name-unsafe'],
    ['a path', '../../etc/x.jpg', 'file-name-unsafe'],
    ['a Windows path', 'C:\\x.jpg', 'file-name-unsafe'],
    ['256 bytes', `${'a'.repeat(252)}.jpg`, 'file-name-too-long'],
    ['256 bytes in Chinese', `${'護'.repeat(84)}.jpg`, 'file-name-too-long'],
    ['no ending', 'portrait', 'file-name-not-jpg'],
    ['another ending', 'portrait.jpg.exe', 'file-name-not-jpg'],
    ['only an ending', '.jpg', 'file-name-not-jpg'],
  ])('U5 a name with %s is refused', (_what, fileName, rule) => {
    expect(() => pictureRules({ ...jpg, fileName })).toThrow(expect.objectContaining({ rule }));
  });

  test.each(['image/png', 'image/jpg', 'application/octet-stream', '', 'text/html; image/jpeg'])(
    'U1 the declared type "%s" is refused',
    (contentType) => {
      expect(() => pictureRules({ ...jpg, contentType })).toThrow(
        expect.objectContaining({ rule: 'declared-type-not-jpeg' }),
      );
    },
  );
});

describe('the bytes', () => {
  test('U1 sound pictures tell their size as they are shown', async () => {
    expect(await inspectJpeg(await portraitJpeg())).toEqual({ width: 390, height: 567 });
    expect(await inspectJpeg(await pageJpeg())).toEqual({ width: 1250, height: 880 });
    expect(await inspectJpeg(await jpegWithExif(6, 'x', { width: 60, height: 40 }))).toEqual({
      width: 40,
      height: 60,
    });
    const page = sharp(await pageJpeg());
    for (const kind of [{ progressive: true }, { mozjpeg: true }, { chromaSubsampling: '4:4:4' }]) {
      expect(await inspectJpeg(await page.clone().jpeg(kind).toBuffer())).toEqual({
        width: 1250,
        height: 880,
      });
    }
    const grey = await page.clone().greyscale().jpeg().toBuffer();
    const cmyk = await page.clone().toColourspace('cmyk').jpeg().toBuffer();
    for (const kind of [grey, cmyk]) expect(await inspectJpeg(kind)).toEqual({ width: 1250, height: 880 });
  });

  test.each([
    ['a PNG', pngNamedJpg],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a page of HTML', () => Buffer.from('<html><script>alert(1)</script>')],
    ['a GIF', () => Buffer.from('R0lGODlhAQABAAAAACw=', 'base64')],
    ['nothing', () => Buffer.alloc(0)],
    ['a JPEG behind other bytes', async () => Buffer.concat([Buffer.from('%PDF-'), await portraitJpeg()])],
  ])('U1 %s is not a JPEG', async (_what, make) => {
    await expect(inspectJpeg(await make())).rejects.toMatchObject({ rule: 'not-a-jpeg' });
    await expect(cleanPreview(await make(), 100)).rejects.toMatchObject({ rule: 'not-a-jpeg' });
  });

  test('U1 a PNG behind the first bytes of a JPEG is broken', async () => {
    const disguised = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), await pngNamedJpg()]);

    await expect(inspectJpeg(disguised)).rejects.toMatchObject({ rule: 'jpeg-broken' });
  });

  test.each([0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1])(
    'U1 a JPEG of which %d arrived is broken',
    async (part) => {
      await expect(inspectJpeg(await truncatedJpeg(part))).rejects.toMatchObject({ rule: 'jpeg-broken' });
    },
  );

  test('U8 the block on other loaders holds for everyone in the process', async () => {
    await expect(sharp(await pngNamedJpg()).metadata()).rejects.toThrow('unsupported image format');
  });
});

describe('the size', () => {
  let bomb: Buffer;
  beforeAll(async () => {
    bomb = await hugeJpeg();
  }, 60_000);

  test('U3 a bomb of 256 megapixels is refused by its header, quickly', async () => {
    const startMs = performance.now();

    await expect(inspectJpeg(bomb)).rejects.toMatchObject({ rule: 'picture-too-large' });
    await expect(cleanPreview(bomb, 100)).rejects.toMatchObject({ rule: 'picture-too-large' });
    expect(bomb.length).toBeLessThan(5 * 1024 * 1024);
    expect(performance.now() - startMs).toBeLessThan(500);
  });

  test('U3 50 megapixels and 12,000 a side are the most', async () => {
    const sized = async (width: number, height: number) => inspectJpeg(await hugeJpeg({ width, height }));

    expect(await sized(10_000, 5_000)).toEqual({ width: 10_000, height: 5_000 });
    expect(await sized(12_000, 10)).toEqual({ width: 12_000, height: 10 });
    await expect(sized(10_000, 5_001)).rejects.toMatchObject({ rule: 'picture-too-large' });
    await expect(sized(10, 12_001)).rejects.toMatchObject({ rule: 'picture-too-large' });
  });

  test('U3 at most two pictures are read and decoded at a time', async () => {
    const picture = await portraitJpeg();
    const started: (() => void)[] = [];
    let reading = 0;
    let most = 0;
    const read = async (): Promise<Buffer> => {
      reading += 1;
      most = Math.max(most, reading);
      await new Promise<void>((go) => started.push(go));
      reading -= 1;
      return picture;
    };

    const all = Promise.all(Array.from({ length: 12 }, () => inspectJpeg(read)));
    for (let left = 12; left > 0; left -= 1) {
      await vi.waitUntil(() => started.length > 0, { interval: 1 });
      started.shift()?.();
    }
    await all;
    await expect(inspectJpeg(async () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');

    expect(most).toBe(2);
  });
});

describe('the preview', () => {
  test('U4 is upright, small, and keeps no metadata and nothing hung on', async () => {
    const original = await jpegWithExif(6, 'CANARY-OWNER', { width: 600, height: 400 });
    const polyglot = Buffer.concat([original, Buffer.from('CANARY-TAIL <script>')]);
    expect(polyglot.includes('CANARY-OWNER')).toBe(true);

    const preview = await cleanPreview(polyglot, 300);
    const { width, height, exif, icc, xmp, orientation } = await sharp(preview).metadata();

    expect({ width, height }).toEqual({ width: 200, height: 300 });
    expect([exif, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(preview.includes('CANARY')).toBe(false);
  });

  test('U4 is never larger than the original, and a broken one has none', async () => {
    const { width } = await sharp(await cleanPreview(await portraitJpeg(), 5_000)).metadata();

    expect(width).toBe(390);
    await expect(cleanPreview(await truncatedJpeg(0.5), 300)).rejects.toThrow(PictureFault);
  });
});

test('the padded test pictures have exactly the bytes that were asked for', async () => {
  const { length } = await portraitJpeg();
  for (const more of [4, 5, 65_537, 65_538, 65_540, 65_541, 131_075, 200_000]) {
    const picture = await jpegOfBytes(length + more);
    expect(picture).toHaveLength(length + more);
    await expect(inspectJpeg(picture)).resolves.toBeDefined();
  }
});
