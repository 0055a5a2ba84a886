import { Link } from '@tanstack/react-router';
import type { Draft, RealName } from '../../client/api.ts';
import { instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { useAccountWords } from './account-words.ts';
import { Panel } from './notices.tsx';

/** The kinds of papers that prove who one is, in the order in which they are offered. */
export function useIdentityKinds(): Readonly<Record<RealName['kind'], string>> {
  const t = useAccountWords();
  return { 'resident-id': t('residentId'), passport: t('ordinaryPassport') };
}

/** Who the account's holder is, as the identity authority confirmed it; masked, as the API gives it. */
export function RealNameState({ realName }: { realName: RealName }) {
  const t = useAccountWords();
  const lang = useLang();
  const kinds = useIdentityKinds();
  const { kind, number, name, confirmedAt } = realName;
  return (
    <Panel means="done">
      <p>{t('realNameDone', { kind: kinds[kind], number, name })}</p>
      <p className="hint">{t('realNameSince', { at: instantWords(confirmedAt, lang) })}</p>
    </Panel>
  );
}

/** What stands in the place of the submission until the account has a real name. The draft stays as it is. */
export function RealNameFirst({ draft }: { draft: Draft }) {
  const t = useAccountWords();
  return (
    <div role="alert">
      <Panel means="turn" title={t('realNameFirst')}>
        <p>{t('realNameFirstLead')}</p>
        <Link
          className="button"
          to="/real-name"
          search={{ next: `/drafts/${draft.id}/check`, post: draft.post }}
        >
          {t('toRealName')}
        </Link>
      </Panel>
    </div>
  );
}
