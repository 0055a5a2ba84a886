import { api, data } from '../../shared/api.ts';
import { dropForeignBuffers, supplementPlace } from '../draft/buffer.ts';
import { forgetBoxes } from '../draft/use-draft.ts';
import { queryClient } from '../queries.ts';
import { noteSignedIn } from '../session.ts';

/** Between the pages of registration; in memory only, and gone with a reload. */
let newcomer: { email: string; password: string } | undefined;

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

export async function enter(email: string, password: string): Promise<void> {
  await data(api.login({ email, password, transport: 'cookie' }));
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
