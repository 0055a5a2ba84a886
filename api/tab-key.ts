import { z } from 'zod';
import type { AccountId, StaffId } from '../domain/ids.ts';
import type { AppDeps } from './deps.ts';

export const TabKey = z.string().meta({
  description:
    'For the pages: 32 bytes, hex, that seal what is typed and not yet sent while it waits in a tab',
});

/** One person's, the same after each login, told only to that person's own session (ASVS 14.3.3). */
export const tabKeyOf = async ({ vault }: Pick<AppDeps, 'vault'>, id: AccountId | StaffId): Promise<string> =>
  (await vault.index('tab key', id)).toString('hex');
