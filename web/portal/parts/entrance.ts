import { parseAddress } from '../../../domain/address.ts';
import type { FactorChallenge, FactorProofInput, SecondFactorNeeded, Session } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { signWithPasskey } from '../../shared/passkey.ts';
import { dropForeignBuffers, supplementPlace } from '../draft/buffer.ts';
import { forgetBoxes } from '../draft/use-draft.ts';
import { queryClient } from '../queries.ts';
import { noteSignedIn } from '../session.ts';

/** What opens an account beside its password. */
export type Who = { email: string } | { phone: string };
export const textOf = (who: Who): string => ('email' in who ? who.email : who.phone);

/** Between the pages of registration; in memory only, and gone with a reload. */
let newcomer: { who: Who; password: string } | undefined;

export const rememberNewcomer = (who: typeof newcomer): void => {
  newcomer = who;
};
export const whoRegisters = (): typeof newcomer => newcomer;

/** Where a newcomer was before the registration; a page of ours. */
let wayOn: string | undefined;
export const rememberWay = (href: string): void => {
  wayOn = href;
};
export const takeWay = (): string => {
  const href = wayOn ?? '/';
  wayOn = undefined;
  return href;
};

/** The e-mail address or mobile number that somebody types as one's name here; undefined when it can be neither. */
export function addressOf(text: string): Who | undefined {
  const typed = text.trim();
  if (typed.includes('@')) return /^\S+@\S+\.\S+$/.test(typed) ? { email: typed } : undefined;
  const address = parseAddress({ phone: typed });
  return address && { phone: address.text };
}

/** Logs in. @returns what a second factor has to answer first, where the account has one: {@link enterWithFactor} */
export async function enter(who: Who, password: string): Promise<FactorChallenge | undefined> {
  const answer = (await data(api.login({ ...who, password, transport: 'cookie' }))) as
    | Session
    | SecondFactorNeeded;
  if ('secondFactor' in answer) return answer.secondFactor;
  await begin();
  return undefined;
}

export async function enterWithFactor(proof: FactorProofInput): Promise<void> {
  await data(api.finishLogin(proof));
  await begin();
}

/** Logs in with a passkey alone, one that the browser offers for this site. @throws NoPasskey */
export async function enterWithPasskey(): Promise<void> {
  const { challenge, passkey } = await data(api.askPasskeyLogin({ transport: 'cookie' }));
  await data(api.passkeyLogin({ challenge, passkey: await signWithPasskey(passkey) }));
  await begin();
}

async function begin(): Promise<void> {
  newcomer = undefined;
  queryClient.clear();
  await forgetOthers();
  noteSignedIn();
}

/**
 * A session that ended by itself leaves what was typed, to be saved after the next login. When somebody else logs in instead,
 * it goes, before anything is shown.
 */
async function forgetOthers(): Promise<void> {
  const [{ drafts }, { orders }] = await Promise.all([data(api.listDrafts()), data(api.listOrders())]);
  const ownIds = drafts.map(({ id }) => id);
  forgetBoxes(ownIds);
  dropForeignBuffers([...ownIds, ...orders.map(({ orderNumber }) => supplementPlace(orderNumber))]);
}
