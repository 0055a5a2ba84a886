import type { MailedItem } from './case-state.ts';

/** What the envelope of each service must hold. A service without a row cannot be ordered yet. */
const MAILED = {
  'travel-document.issue': ['slip', 'photo', 'payment', 'return-envelope'],
  'passport.renew': ['old-passport', 'slip', 'photo', 'payment', 'return-envelope'],
} as const satisfies Record<string, readonly MailedItem[]>;

export function expectedItems(service: string): readonly MailedItem[] {
  if (!(service in MAILED)) throw new Error(`no list of mailed items for ${service}`);
  return MAILED[service as keyof typeof MAILED];
}
