import sharp from 'sharp';
import { type FaceMeasures, PORTRAIT_AIM, type PortraitMeasures } from '../../domain/portrait.ts';
import { type Face, findFaces, uprightSize } from './faces.ts';

type Point = { x: number; y: number };
type Pixels = { data: Buffer; width: number; height: number };
type Area = { left: number; top: number; right: number; bottom: number };

/** For light and background: the picture at this width, which evens out the camera's noise. */
const LIGHT_WIDTH = 200;
/** For the eyes: wide enough that an eye has some 30 pixels even where the head is small. */
const CLOSE_WIDTH = 600;
/** An iris is darker than this part of the skin around it, brown eyes and blue ones (the astronaut's are light). */
const DARK_OF_SKIN = 0.6;
/** For sharpness: the face at this width, so that a large picture is not sharp for its size alone. */
const FACE_WIDTH = 120;
/** Part of the width at each side that shows background and not hair. */
const EDGE = 0.08;
/** From the eyes to the crown, hair included, as a part of the way from the eyes to the chin. */
const ABOVE_EYES = 1.15;

/** Measures a portrait; domain/portrait.ts judges. */
export async function measurePortrait(jpeg: Buffer): Promise<PortraitMeasures> {
  const [size, faces] = [await uprightSize(jpeg), await findFaces(jpeg)];
  const measures = { bytes: jpeg.length, widthPx: size.width, heightPx: size.height, faces: faces.length };
  const [face] = faces;
  return face && faces.length === 1 ? { ...measures, face: await measureFace(jpeg, size, face) } : measures;
}

async function measureFace(
  jpeg: Buffer,
  { width, height }: { width: number; height: number },
  face: Face,
): Promise<FaceMeasures> {
  const head = headOf(face);
  const light = await pixelsOf(jpeg, LIGHT_WIDTH);
  const scale = light.width / width;
  const skin = lightOf(light, faceArea(face, scale)).lightness;
  const close = await pixelsOf(jpeg, CLOSE_WIDTH);
  return {
    crown: head.crown / height,
    chin: head.chin / height,
    centre: head.centre / width,
    tiltDegrees: head.tiltDegrees,
    eyeOpening: eyeOpeningOf(close, close.width / width, face, skin),
    faceLightness: skin,
    ...backgroundOf(light, head, scale),
    sharpness: await sharpnessOf(jpeg, { width, height }, face),
  };
}

/** Crown, chin and middle of the head, in pixels. The crown is estimated, see FaceMeasures. */
function headOf({ landmarks }: Face) {
  const left = middle(landmarks.slice(36, 42));
  const right = middle(landmarks.slice(42, 48));
  const eyes = middle([left, right]);
  const chin = landmarks[8] ?? eyes;
  const jaws = [landmarks[0] ?? left, landmarks[16] ?? right] as const;
  return {
    crown: eyes.y - ABOVE_EYES * (chin.y - eyes.y),
    chin: chin.y,
    centre: (jaws[0].x + jaws[1].x) / 2,
    tiltDegrees: (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI,
  };
}

function middle(points: readonly Point[]): Point {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/** Eye aspect ratio of the six points of an eye: two heights by the width. */
function aspectOf(eye: readonly Point[]): number {
  const gap = (a: number, b: number): number => {
    const [one, other] = [eye[a], eye[b]];
    return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  };
  const width = gap(0, 3);
  return width === 0 ? 0 : (gap(1, 5) + gap(2, 4)) / (2 * width);
}

/**
 * How far the eye that is less open is open. The landmarks alone know an average eye and draw it over a closed lid
 * (measured), so the dark of iris and pupil must be there too: its height in the middle of the eye by the eye's width.
 */
function eyeOpeningOf(sharpEnough: Pixels, scale: number, { landmarks }: Face, skin: number): number {
  const eyes = [landmarks.slice(36, 42), landmarks.slice(42, 48)];
  return Math.min(...eyes.map((eye) => Math.min(aspectOf(eye), darkOf(sharpEnough, scale, eye, skin))));
}

function darkOf(
  { data, width: columns }: Pixels,
  scale: number,
  eye: readonly Point[],
  skin: number,
): number {
  const centre = middle(eye);
  const width = Math.hypot((eye[3]?.x ?? 0) - (eye[0]?.x ?? 0), (eye[3]?.y ?? 0) - (eye[0]?.y ?? 0)) * scale;
  const [x, y] = [Math.round(centre.x * scale), Math.round(centre.y * scale)];
  const heights: number[] = [];
  for (let column = Math.round(x - width / 5); column <= Math.round(x + width / 5); column += 1) {
    let dark = 0;
    for (let row = Math.round(y - width * 0.3); row <= Math.round(y + width * 0.3); row += 1) {
      const at = (row * columns + column) * 3;
      const lightness = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
      if (lightness < skin * DARK_OF_SKIN) dark += 1;
    }
    heights.push(dark);
  }
  return median(heights) / width;
}

async function pixelsOf(jpeg: Buffer, width: number): Promise<Pixels> {
  const { data, info } = await sharp(jpeg)
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .resize({ width })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Between the eyes' outer corners, from the brows to the mouth: skin, without hair and background. */
function faceArea({ landmarks }: Face, scale: number): Area {
  const [left, right, brow, mouth] = [landmarks[36], landmarks[45], landmarks[19], landmarks[57]];
  return {
    left: (left?.x ?? 0) * scale,
    right: (right?.x ?? 0) * scale,
    top: (brow?.y ?? 0) * scale,
    bottom: (mouth?.y ?? 0) * scale,
  };
}

/** Median lightness (Rec. 601) and how far apart the median colours lie: some hair in a patch changes neither. */
function lightOf({ data, width, height }: Pixels, area: Area) {
  const channels: [number[], number[], number[]] = [[], [], []];
  for (let y = Math.max(0, Math.floor(area.top)); y < Math.min(height, Math.ceil(area.bottom)); y += 1) {
    for (let x = Math.max(0, Math.floor(area.left)); x < Math.min(width, Math.ceil(area.right)); x += 1) {
      for (const [channel, values] of channels.entries())
        values.push(data[(y * width + x) * 3 + channel] ?? 0);
    }
  }
  const [red, green, blue] = [median(channels[0]), median(channels[1]), median(channels[2])];
  const tint = Math.max(red, green, blue) - Math.min(red, green, blue);
  return { lightness: 0.299 * red + 0.587 * green + 0.114 * blue, tint, count: channels[0].length };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Strips at the left and right edge down to the mouth, in three parts each, and one above the crown. */
function backgroundOf(light: Pixels, head: ReturnType<typeof headOf>, scale: number) {
  const [crown, mouth] = [head.crown * scale, head.chin * 0.8 * scale];
  const edge = light.width * EDGE;
  const patches: Area[] = [{ left: 0, right: light.width, top: 0, bottom: crown * 0.6 }];
  for (const part of [0, 1, 2]) {
    const rows = { top: (mouth * part) / 3, bottom: (mouth * (part + 1)) / 3 };
    patches.push(
      { ...rows, left: 0, right: edge },
      { ...rows, left: light.width - edge, right: light.width },
    );
  }
  // A head that fills the picture leaves patches of a few pixels, which say nothing.
  const seen = patches.map((patch) => lightOf(light, patch)).filter(({ count }) => count >= 40);
  const all = seen.map(({ lightness }) => lightness);
  return {
    backgroundLightness: median(all),
    backgroundTint: median(seen.map(({ tint }) => tint)),
    backgroundSpread: Math.max(0, ...all) - Math.min(255, ...all),
  };
}

async function sharpnessOf(
  jpeg: Buffer,
  size: { width: number; height: number },
  face: Face,
): Promise<number> {
  const box = cropWithin(face.box, size);
  const upright = await sharp(jpeg).autoOrient().extract(box).greyscale().toBuffer();
  const { data, info } = await sharp(upright)
    .resize({ width: FACE_WIDTH })
    .normalise() // a dark face is not a blurred one
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): number => data[(y * info.width + x) * info.channels] ?? 0;
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < info.height - 1; y += 1) {
    for (let x = 1; x < info.width - 1; x += 1) {
      const edge = 4 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1);
      sum += edge;
      squares += edge * edge;
      count += 1;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

function cropWithin(box: Face['box'], { width, height }: { width: number; height: number }) {
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  return {
    left,
    top,
    width: Math.max(1, Math.min(width - left, Math.floor(box.width))),
    height: Math.max(1, Math.min(height - top, Math.floor(box.height))),
  };
}

/** A portrait over this would not be taken by older systems (80 KB); under 20 KB it is compressed too much. */
const FITTED_BYTES_MAX = 80_000;

/**
 * Crops and scales around the one face to the rule's ratio and size, turned upright by its orientation mark, as a
 * JPEG without metadata. Ground that is missing at an edge is filled up with white.
 *
 * @returns undefined when there is not exactly one face
 */
export async function fitPortrait(jpeg: Buffer): Promise<Buffer | undefined> {
  const faces = await findFaces(jpeg);
  const [face] = faces;
  if (!face || faces.length > 1) return undefined;
  const size = await uprightSize(jpeg);
  const head = headOf(face);
  const height = Math.round((head.chin - head.crown) / PORTRAIT_AIM.head);
  const width = Math.round(height * PORTRAIT_AIM.ratio);
  const left = Math.round(head.centre - width / 2);
  const top = Math.round(head.crown - height * PORTRAIT_AIM.aboveCrown);
  const missing = {
    left: Math.max(0, -left),
    top: Math.max(0, -top),
    right: Math.max(0, left + width - size.width),
    bottom: Math.max(0, top + height - size.height),
  };
  const upright = await sharp(jpeg).autoOrient().toColourspace('srgb').removeAlpha().png().toBuffer();
  const padded = await sharp(upright)
    .extend({ ...missing, background: 'white' })
    .png()
    .toBuffer();
  const fitted = sharp(padded)
    .extract({ left: Math.max(0, left), top: Math.max(0, top), width, height })
    .resize({ width: PORTRAIT_AIM.widthPx, height: PORTRAIT_AIM.heightPx, fit: 'fill' });
  const pixels = await fitted.png().toBuffer();
  return firstUnder(FITTED_BYTES_MAX, [95, 90, 85, 75, 60], (quality) =>
    sharp(pixels).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer(),
  );
}

async function firstUnder(
  bytesMax: number,
  qualities: readonly number[],
  encode: (quality: number) => Promise<Buffer>,
): Promise<Buffer> {
  let last: Buffer = Buffer.alloc(0);
  for (const quality of qualities) {
    last = await encode(quality);
    if (last.length <= bytesMax) break;
  }
  return last;
}
