import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, data } from '../../shared/api.ts';
import { forgetBoxes } from '../draft/use-draft.ts';
import { useAction } from '../parts/action.ts';
import { LanguageButtons } from '../parts/language.tsx';
import { Refusal } from '../parts/notices.tsx';
import { useOrderWords } from '../parts/order-words.ts';
import { Page } from '../parts/page.tsx';
import { queries, queryClient } from '../queries.ts';
import { forgetPerson } from '../session.ts';

export function Account() {
  const t = useOrderWords();
  const navigate = useNavigate();
  const { noticesTo } = useSuspenseQuery(queries.me()).data;
  const { run, busy, failure } = useAction(async () => {
    await data(api.logout({ format: 'text' }));
    forgetBoxes();
    await navigate({ to: '/' });
    forgetPerson();
    queryClient.clear();
  });
  return (
    <Page
      title={t('accountTitle')}
      lead={<p>{t('accountLead', { email: noticesTo })}</p>}
      back={{ link: { to: '/' }, words: t('toOrders') }}
    >
      <LanguageButtons />
      <p className="hint">{t('accountLang')}</p>
      <h2>{t('leaveTitle')}</h2>
      <p>{t('leaveLead')}</p>
      <Refusal failure={failure} />
      <button type="button" className="button-quiet" disabled={busy} onClick={() => void run()}>
        {t('leave')}
      </button>
    </Page>
  );
}
