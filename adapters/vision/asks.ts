import type { FaceComparison } from '../../domain/face.ts';
import type { MrzReading } from '../../domain/mrz-reading.ts';
import type { PortraitMeasures } from '../../domain/portrait.ts';

/** What the child can be asked: pictures in, measures or a picture out. Sent over IPC in structured clones. */
export type Asks = {
  measurePortrait: (portrait: Buffer) => Promise<PortraitMeasures>;
  fitPortrait: (portrait: Buffer) => Promise<Buffer | undefined>;
  compareFaces: (portrait: Buffer, selfie: Buffer) => Promise<FaceComparison>;
  readMrz: (page: Buffer) => Promise<MrzReading | undefined>;
  jpegFromPng: (png: Buffer) => Promise<Buffer | undefined>;
};
export type AskName = keyof Asks;

export type Question = { id: number; ask: AskName; pictures: Buffer[] };
/** `failed` carries no words: an error's text could quote what was read. */
export type Reply = { id: number; value: unknown } | { id: number; failed: true };
