import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { FactorProofInput, PasskeyCreationInput } from '../client/api.ts';

type Options = Partial<Record<string, unknown>> | undefined;
type Signature = Extract<FactorProofInput, { passkey: unknown }>['passkey'];

/** The person has closed the browser's own dialog, or has no passkey for this site. */
export class NoPasskey extends Error {
  override readonly name = 'NoPasskey';
}

async function ask<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new NoPasskey('no passkey', { cause });
  }
}

/** Has the browser sign the API's challenge. @throws NoPasskey */
export const signWithPasskey = (options: Options): Promise<Signature> =>
  ask(async () => {
    const signed = await startAuthentication({ optionsJSON: options as never });
    return signed as unknown as Signature;
  });

/** Has the browser make a passkey. @throws NoPasskey */
export const makePasskey = (options: Options): Promise<PasskeyCreationInput> =>
  ask(async () => {
    const made = await startRegistration({ optionsJSON: options as never });
    return made as unknown as PasskeyCreationInput;
  });

/** A passkey belongs to a name: at an address of numbers no browser makes or uses one. */
export const knowsPasskeys = (): boolean =>
  typeof window.PublicKeyCredential === 'function' && !/^[\d.]+$|:/.test(location.hostname);
