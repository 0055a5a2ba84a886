import type { Application } from '../db/applications.ts';
import { CaseError } from '../domain/errors.ts';
import type { AccountId, DraftId } from '../domain/ids.ts';
import type { AppDeps } from './deps.ts';

/**
 * One's own draft; what is another's does not exist (Z7).
 *
 * @param submitted  whether one that has become an order is meant too
 * @throws CaseError not-found, draft-submitted
 */
export async function ownDraft(
  { applications }: Pick<AppDeps, 'applications'>,
  accountId: AccountId,
  id: string,
  { submitted = false } = {},
): Promise<Application> {
  const draft = await applications.findApplication(id as DraftId);
  if (!draft || draft.accountId !== accountId) throw new CaseError('not-found');
  if (draft.submittedAt && !submitted) throw new CaseError('draft-submitted');
  return draft;
}
