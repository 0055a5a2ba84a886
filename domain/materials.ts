import type { MailedItem } from './case-state.ts';
import type { FormService } from './forms/form.ts';
import type { Traits } from './traits.ts';

/** Whether an old document is in the applicant's hands, to be cancelled and sent back with the new one. */
const OLD_DOCUMENT: Readonly<Record<FormService, 'mailed' | 'unless-lost' | 'none'>> = {
  'passport.issue': 'none',
  'passport.renew': 'mailed',
  'passport.replace': 'unless-lost',
  'travel-document.issue': 'none',
  'travel-document.renew': 'mailed',
  'travel-document.replace': 'unless-lost',
};

/** What the envelope of an order must hold. Throws for a service whose papers are not mailed. */
export function expectedItems(service: string, { lost }: Pick<Traits, 'lost'>): readonly MailedItem[] {
  if (!Object.hasOwn(OLD_DOCUMENT, service)) throw new Error(`no list of mailed items for ${service}`);
  const rule = OLD_DOCUMENT[service as FormService];
  const hasOld = rule === 'mailed' || (rule === 'unless-lost' && !lost);
  return [...(hasOld ? (['old-passport'] as const) : []), 'slip', 'photo', 'payment', 'return-envelope'];
}
