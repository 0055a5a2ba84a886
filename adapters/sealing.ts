import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Transform } from 'node:stream';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 16;
const PREFIX_BYTES = 7;
const STREAM_HEADER_BYTES = 1 + SALT_BYTES + PREFIX_BYTES;
const FRAME_BYTES = 64 * 1024;

/** What was sealed does not open: changed, cut, moved to another place, or not sealed with this key. */
export class SealBroken extends Error {
  override name = 'SealBroken';
  constructor() {
    super('The sealed data does not open: it was changed, cut or belongs elsewhere.');
  }
}

/**
 * Encrypts with AES-256-GCM and a random 96-bit nonce; a key may seal up to 2^32 times (NIST SP 800-38D, 8.3).
 *
 * @param key  32 bytes
 * @param aad  where the data belongs (table, row, column); it opens only in the same place
 * @returns version byte | nonce | ciphertext | tag: 29 bytes more than the plaintext
 */
export function seal(key: Buffer, plaintext: Uint8Array, aad: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  return Buffer.concat([Buffer.of(VERSION), nonce, encrypt(key, nonce, plaintext, Buffer.from(aad))]);
}

/** Opens what {@link seal} made. @throws SealBroken on any change of data, key or aad */
export function open(key: Buffer, sealed: Uint8Array, aad: string): Buffer {
  if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION) throw new SealBroken();
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  return decrypt(key, nonce, sealed.subarray(1 + NONCE_BYTES), Buffer.from(aad));
}

/** {@link seal} for a value that survives JSON. */
export function sealJson(key: Buffer, value: unknown, aad: string): Buffer {
  return seal(key, Buffer.from(JSON.stringify(value)), aad);
}

/** Opens what {@link sealJson} made; the caller knows its type, as only we can have sealed it. @throws SealBroken */
export function openJson<T>(key: Buffer, sealed: Uint8Array, aad: string): T {
  return JSON.parse(open(key, sealed, aad).toString()) as T;
}

/** A keyed fingerprint (HMAC-SHA256, 32 bytes) to look a sealed text up by. Normalise the text before. */
export function blindIndex(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/**
 * Seals a stream of any length in frames of 64 KiB, holding at most two frames in memory.
 *
 * The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): each frame's nonce is prefix | counter |
 * last-frame flag, so frames cannot be cut off, repeated or moved. A random salt gives each stream its own key.
 * Layout: version byte | salt 16 | prefix 7 | frames of up to 65,536 + 16 bytes.
 */
export function sealStream(key: Buffer, aad: string): Transform {
  const header = Buffer.concat([Buffer.of(VERSION), randomBytes(SALT_BYTES + PREFIX_BYTES)]);
  const cipher = frameCipher(key, header, aad);
  const framer = createFramer(FRAME_BYTES);
  let unsent: Buffer | undefined = header;
  const sendHeader = (stream: Transform): void => {
    if (unsent) stream.push(unsent);
    unsent = undefined;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sendHeader(this);
      framer.add(chunk, (frame) =>
        this.push(encrypt(cipher.key, cipher.nextNonce(false), frame, cipher.aad)),
      );
      done();
    },
    flush(done) {
      sendHeader(this);
      done(null, encrypt(cipher.key, cipher.nextNonce(true), framer.rest(), cipher.aad));
    },
  });
}

/**
 * Opens what {@link sealStream} made, frame by frame. A frame is handed on only when its tag fits; that the whole
 * arrived is known at the end, so use the result only when the pipeline has finished. Fails with SealBroken.
 */
export function openStream(key: Buffer, aad: string): Transform {
  const framer = createFramer(FRAME_BYTES + TAG_BYTES);
  let header: Buffer = Buffer.alloc(0);
  let cipher: FrameCipher | undefined;
  const takeHeader = (chunk: Buffer): Buffer => {
    const missing = STREAM_HEADER_BYTES - header.length;
    header = Buffer.concat([header, chunk.subarray(0, missing)]);
    if (header[0] !== VERSION) throw new SealBroken();
    if (header.length === STREAM_HEADER_BYTES) cipher = frameCipher(key, header, aad);
    return chunk.subarray(missing);
  };
  const openFrame = (frame: Buffer, isLast: boolean): Buffer => {
    if (!cipher) throw new SealBroken();
    return decrypt(cipher.key, cipher.nextNonce(isLast), frame, cipher.aad);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      attempt(done, () => {
        const rest = cipher ? chunk : takeHeader(chunk);
        framer.add(rest, (frame) => this.push(openFrame(frame, false)));
      });
    },
    flush(done) {
      attempt(done, () => this.push(openFrame(framer.rest(), true)));
    },
  });
}

/** Cuts a stream into frames of one size; the last one is held back, as only the end shows that it is the last. */
function createFramer(frameBytes: number) {
  const frame = Buffer.alloc(frameBytes);
  let filled = 0;
  return {
    add(chunk: Buffer, emit: (frame: Buffer) => void): void {
      for (let at = 0; at < chunk.length; ) {
        if (filled === frameBytes) {
          emit(frame);
          filled = 0;
        }
        const copied = chunk.copy(frame, filled, at);
        filled += copied;
        at += copied;
      }
    },
    rest: (): Buffer => frame.subarray(0, filled),
  };
}

type FrameCipher = { key: Buffer; aad: Buffer; nextNonce: (isLast: boolean) => Buffer };

function frameCipher(key: Buffer, header: Buffer, aad: string): FrameCipher {
  const salt = header.subarray(1, 1 + SALT_BYTES);
  const prefix = header.subarray(1 + SALT_BYTES);
  let counter = 0;
  return {
    key: Buffer.from(hkdfSync('sha256', key, salt, 'sealed stream', 32)),
    aad: Buffer.concat([header, Buffer.from(aad)]),
    nextNonce(isLast) {
      const nonce = Buffer.alloc(NONCE_BYTES);
      prefix.copy(nonce);
      nonce.writeUInt32BE(counter++, PREFIX_BYTES); // throws after 2^32 frames (256 TiB), never repeats
      nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
      return nonce;
    },
  };
}

function encrypt(key: Buffer, nonce: Buffer, plaintext: Uint8Array, aad: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, nonce: Uint8Array, sealed: Uint8Array, aad: Buffer): Buffer {
  if (sealed.length < TAG_BYTES) throw new SealBroken();
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plaintext = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

function attempt(done: (error?: Error) => void, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    done(error instanceof Error ? error : new SealBroken());
    return;
  }
  done();
}
