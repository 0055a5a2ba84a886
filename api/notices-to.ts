import { z } from 'zod';
import type { AccountRow } from '../db/accounts.ts';
import { maskAddress } from '../domain/masks.ts';
import { personIdentifiers } from '../domain/person.ts';
import { NOTICES_TO, type NoticesAccount } from '../domain/texts/helping.ts';
import { fill, type Lang } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';

/** Who gets the notices of an application. */
export const NoticesTo = z.object({
  to: z.string().meta({ description: 'The account’s address, masked' }),
  account: z
    .enum(['own', 'helper'])
    .meta({ description: 'own: the account’s confirmed real name is the applicant' }),
  text: z.string().meta({ description: 'The same in words, to be read before the submission' }),
});

/** @param answers  those that count, by which the applicant is known */
export async function noticesTo(
  { people, handOvers }: Pick<AppDeps, 'people' | 'handOvers'>,
  account: AccountRow,
  answers: Record<string, string>,
  lang: Lang,
): Promise<z.input<typeof NoticesTo>> {
  const [address, isOwn] = await Promise.all([
    people.labelOf(account),
    handOvers.isOwn(account.id, personIdentifiers(answers)),
  ]);
  const whose: NoticesAccount = isOwn ? 'own' : 'helper';
  const to = maskAddress(address);
  return { to, account: whose, text: fill(NOTICES_TO[whose], { to })[lang] };
}
