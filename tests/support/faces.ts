import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';

// Faces for tests: one free photograph and what can be made of it (tests/pictures/README.md).

const ASTRONAUT = fileURLToPath(new URL('../pictures/astronaut.jpg', import.meta.url));

/** A person in front of a flag and a model, 512 × 512. */
export const astronautJpeg = (): Promise<Buffer> => readFile(ASTRONAUT);

/** Somebody else: the one face in this part of a group photograph inside the installed package. */
export async function strangerJpeg(): Promise<Buffer> {
  const demo = join(
    dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
    'demo',
  );
  const group = sharp(join(demo, 'sample1.jpg'));
  const { width, height } = await group.metadata();
  const part = { left: 0.7 * width, top: 0, width: 0.25 * width, height: 0.6 * height };
  return group.extract(mapWhole(part)).jpeg({ quality: 95 }).toBuffer();
}

type Box = { left: number; top: number; width: number; height: number };
const mapWhole = ({ left, top, width, height }: Box): Box => ({
  left: Math.round(left),
  top: Math.round(top),
  width: Math.round(width),
  height: Math.round(height),
});

/** Outline of head, neck and collar in the photograph, in its pixels. */
const OUTLINE = [
  [152, 85],
  [156, 60],
  [170, 38],
  [190, 22],
  [215, 13],
  [245, 14],
  [277, 26],
  [295, 50],
  [303, 80],
  [302, 106],
  [291, 127],
  [276, 139],
  [268, 152],
  [262, 172],
  [282, 200],
  [288, 330],
  [158, 330],
  [162, 200],
  [188, 175],
  [188, 148],
  [180, 135],
  [165, 118],
  [155, 102],
] as const;

/** The head on a plain ground of `colour`, without the flag and the model, 512 × 512. */
async function cutOut(colour: readonly [number, number, number]): Promise<Buffer> {
  const { data, info } = await sharp(ASTRONAUT).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const mask = await softMask(info.width, info.height);
  for (let at = 0; at < mask.length; at += 1) {
    const part = (mask[at] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      const index = at * 3 + channel;
      data[index] = Math.round((data[index] ?? 0) * part + (colour[channel] ?? 0) * (1 - part));
    }
  }
  return data;
}

async function softMask(width: number, height: number): Promise<Buffer> {
  const mask = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) mask[y * width + x] = isInside(x, y) ? 255 : 0;
  }
  return sharp(mask, { raw: { width, height, channels: 1 } })
    .blur(1.2)
    .extractChannel(0)
    .raw()
    .toBuffer();
}

function isInside(x: number, y: number): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of OUTLINE.entries()) {
    const [bx, by] = OUTLINE.at(index - 1) ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

export type PortraitChanges = {
  /** RGB; white unless told. */
  ground?: readonly [number, number, number];
  /** Height of the crop in the photograph's pixels: 268 gives a head of 30 mm in 48. */
  cropHeight?: number;
  /** Middle of the crop and how far its top lies above the crown, in the photograph's pixels. */
  centre?: number;
  above?: number;
  ratio?: number;
  width?: number;
  /** Degrees that the head is turned in the picture. */
  tilt?: number;
  change?: (picture: Sharp) => Sharp;
};

/** A passport portrait that keeps every rule, 390 × 567, but for what is changed. */
export async function passportPortrait(changes: PortraitChanges = {}): Promise<Buffer> {
  const {
    ground = [250, 250, 250],
    cropHeight = 268,
    centre = 227,
    above = 22,
    ratio = 33 / 48,
    width = 390,
  } = changes;
  const [red, green, blue] = ground;
  const background = { r: red, g: green, b: blue };
  const margin = 400;
  const cut = sharp(await cutOut(ground), { raw: { width: 512, height: 512, channels: 3 } }).extend({
    top: margin,
    bottom: margin,
    left: margin,
    right: margin,
    background,
  });
  let { data, info } = await cut.raw().toBuffer({ resolveWithObject: true });
  if (changes.tilt) {
    // Turned around the picture's middle, then cut back to the same size around it.
    const turned = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
      .rotate(changes.tilt, { background })
      .raw()
      .toBuffer({ resolveWithObject: true });
    ({ data, info } = await sharp(turned.data, {
      raw: { width: turned.info.width, height: turned.info.height, channels: 3 },
    })
      .extract({
        left: Math.round((turned.info.width - info.width) / 2),
        top: Math.round((turned.info.height - info.height) / 2),
        width: info.width,
        height: info.height,
      })
      .raw()
      .toBuffer({ resolveWithObject: true }));
  }
  const cropWidth = cropHeight * ratio;
  const crop = {
    left: margin + centre - cropWidth / 2,
    top: margin + 16 - above,
    width: cropWidth,
    height: cropHeight,
  };
  const portrait = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .extract(mapWhole(crop))
    .resize({ width, height: Math.round(width / ratio), fit: 'fill' });
  const upright = await portrait.raw().toBuffer({ resolveWithObject: true });
  const picture = sharp(upright.data, {
    raw: { width: upright.info.width, height: upright.info.height, channels: 3 },
  });
  return (changes.change ?? ((same) => same))(picture)
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** Two people side by side. */
export async function twoFacesJpeg(): Promise<Buffer> {
  const [one, other] = await Promise.all([
    sharp(await astronautJpeg())
      .extract({ left: 100, top: 0, width: 250, height: 250 })
      .jpeg()
      .toBuffer(),
    sharp(await strangerJpeg())
      .resize({ width: 250, height: 250, fit: 'cover', position: 'top' })
      .jpeg()
      .toBuffer(),
  ]);
  return sharp({ create: { width: 500, height: 560, channels: 3, background: 'white' } })
    .composite([
      { input: one, left: 0, top: 100 },
      { input: other, left: 250, top: 100 },
    ])
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Lids of plain skin over both eyes of a passport portrait. */
export function closedEyes(portrait: Sharp): Sharp {
  const background = { r: 205, g: 160, b: 135 };
  const lids = [137, 222].map((x) => ({
    input: { create: { width: 56, height: 26, channels: 3 as const, background } },
    left: x - 28,
    top: 227,
  }));
  return portrait.composite(lids);
}
