import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { bytesToHex, bytesToUtf8, hexToBytes, managedNonce, utf8ToBytes } from '@noble/ciphers/utils.js';
import { tabKey } from './tab-key.ts';

/**
 * What was typed and not yet sent, kept in this tab over reloads: sealed with a key that only the server keeps, so that
 * without a login of the same person it is noise (ASVS 14.3.3). Synchronous, unlike the browser's own ciphers: a
 * reload right after a key stroke loses nothing. Its place is part of the seal: nothing is read back elsewhere.
 */
export function readKept(place: string): string | undefined {
  const sealed = sessionStorage.getItem(place);
  const key = tabKey();
  if (!sealed || !key) return undefined;
  try {
    return bytesToUtf8(cipherOf(key, place).decrypt(hexToBytes(sealed)));
  } catch {
    return undefined; // another person's, or broken: it is none
  }
}

/** Nothing is kept rather than in the clear: before one's key is there, this does nothing. */
export function keep(place: string, text: string): void {
  const key = tabKey();
  if (key) sessionStorage.setItem(place, bytesToHex(cipherOf(key, place).encrypt(utf8ToBytes(text))));
}

export const dropKept = (place: string): void => sessionStorage.removeItem(place);

const sealing = managedNonce(xchacha20poly1305);
const cipherOf = (key: Uint8Array, place: string) => sealing(key, utf8ToBytes(place));
