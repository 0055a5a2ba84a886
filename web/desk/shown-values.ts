import { useState } from 'react';
import type { ShowReason } from '../../domain/masks.ts';
import type { Case } from '../client/api.ts';
import { api, data } from '../shared/api.ts';
import { useMe } from './asks.ts';

type Values = Partial<Record<string, string>>;
type Plain = { version: number; values: Values; before: Values };

/** The masked answers of a case as they are, once one has asked for them; each look is recorded with its reason (L2). */
export function useShownValues(shown: Case) {
  const me = useMe();
  const [plain, setPlain] = useState<Plain>();
  const [error, setError] = useState<Error>();
  const reason = reasonOf(me?.roles ?? [], shown);
  // Of another version the values may be others: they are masked again.
  const isShown = plain?.version === shown.version;
  async function show(): Promise<void> {
    if (!reason) return;
    setError(undefined);
    try {
      const { orderNumber, version, masked } = shown;
      const told = await data(api.showValues(orderNumber, { fields: masked, reason }));
      setPlain({ version, ...told });
    } catch (failure) {
      setError(failure as Error);
    }
  }
  return {
    canShow: reason !== undefined && shown.masked.length > 0,
    isShown,
    values: isShown ? plain.values : {},
    before: isShown ? plain.before : {},
    error,
    toggle: () => (isShown ? setPlain(undefined) : void show()),
  };
}

/** Whoever holds the case compares it with its documents; others look for what their role is there for. */
function reasonOf(roles: readonly string[], { tasks }: Case): ShowReason | undefined {
  if (roles.includes('officer'))
    return tasks.some(({ holder }) => holder === 'me') ? 'compare-with-document' : 'contact-applicant';
  if (roles.includes('supervisor')) return 'investigation';
  return roles.includes('mailroom') ? 'mailing' : undefined;
}
