import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Tf from '@tensorflow/tfjs';
import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import type * as FaceApi from '@vladmandic/face-api';
import sharp from 'sharp';

// face-api asks for tfjs by `require`; ours must be the same instance of it, or the backend is set on another.
const require = createRequire(import.meta.url);
const tf: typeof Tf = require('@tensorflow/tfjs');
const wasm: typeof Wasm = require('@tensorflow/tfjs-backend-wasm');
const faceApi: typeof FaceApi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');

/** Larger pictures are scaled to this before anything is searched in them. */
const SIDE_MAX = 640;
/** A face less than this part as wide as the largest one stands in the background: on a poster, behind a window. */
const RIVAL_MIN = 0.45;

type Point = { x: number; y: number };
export type Face = {
  /** 68 points in pixels of the picture that was given, in the order of the iBUG set. */
  landmarks: Point[];
  box: { left: number; top: number; width: number; height: number };
  /** 128 numbers; two of them are compared and nothing of them leaves this process. */
  descriptor: Float32Array;
};

let loading: Promise<void> | undefined;

/** Starts the wasm backend and reads the models from the package: about half a second, once. */
async function load(): Promise<void> {
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await tf.setBackend('wasm');
  await tf.ready();
  const models = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  const { ssdMobilenetv1, tinyFaceDetector, faceLandmark68Net, faceRecognitionNet } = faceApi.nets;
  for (const net of [ssdMobilenetv1, tinyFaceDetector, faceLandmark68Net, faceRecognitionNet]) {
    await net.loadFromDisk(models);
  }
}

/** The faces of a JPEG that are not much smaller than the largest, that one first. */
export async function findFaces(jpeg: Buffer): Promise<Face[]> {
  loading ??= load();
  await loading;
  const { data, info } = await sharp(jpeg)
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .resize({ width: SIDE_MAX, height: SIDE_MAX, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = await uprightSize(jpeg);
  const scale = { x: width / info.width, y: height / info.height };
  const pixels = tf.tensor3d(new Uint8Array(data), [info.height, info.width, 3], 'int32');
  try {
    return ofOneScene(await detect(pixels, scale));
  } finally {
    pixels.dispose();
  }
}

/** The careful detector misses faces that fill the picture; the small one finds those, and at a coarse scale blurred ones. */
async function detect(pixels: unknown, scale: Point): Promise<Face[]> {
  const careful = new faceApi.SsdMobilenetv1Options({ minConfidence: 0.5, maxResults: 10 });
  const small = new faceApi.TinyFaceDetectorOptions({ inputSize: 416, scoreThreshold: 0.5 });
  const coarse = new faceApi.TinyFaceDetectorOptions({ inputSize: 160, scoreThreshold: 0.6 });
  for (const options of [careful, small, coarse]) {
    const found = await faceApi
      .detectAllFaces(pixels as FaceApi.TNetInput, options)
      .withFaceLandmarks()
      .withFaceDescriptors();
    if (found.length > 0) return found.map((face) => inGivenPixels(face, scale));
  }
  return [];
}

type Found = FaceApi.WithFaceDescriptor<
  FaceApi.WithFaceLandmarks<{ detection: FaceApi.FaceDetection }, FaceApi.FaceLandmarks68>
>;

function inGivenPixels({ detection, landmarks, descriptor }: Found, scale: Point): Face {
  const { x, y, width, height } = detection.box;
  return {
    landmarks: landmarks.positions.map((point) => ({ x: point.x * scale.x, y: point.y * scale.y })),
    box: { left: x * scale.x, top: y * scale.y, width: width * scale.x, height: height * scale.y },
    descriptor,
  };
}

function ofOneScene(faces: Face[]): Face[] {
  const sorted = faces.toSorted((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
  const largest = sorted[0]?.box.width ?? 0;
  return sorted.filter(({ box }) => box.width >= largest * RIVAL_MIN);
}

/** Width and height as a viewer shows the picture. */
export async function uprightSize(picture: Buffer): Promise<{ width: number; height: number }> {
  const { autoOrient } = await sharp(picture).metadata();
  return autoOrient;
}

/** Euclidean distance of two descriptors: 0 = the same, strangers lie mostly above 0.6. */
export function distanceOf(one: Face, other: Face): number {
  return faceApi.euclideanDistance(one.descriptor, other.descriptor);
}
