import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, data } from '../../shared/api.ts';
import { forgetBoxes } from '../draft/use-draft.ts';
import { useAccountWords } from '../parts/account-words.ts';
import { useAction } from '../parts/action.ts';
import { Factors } from '../parts/factors.tsx';
import { LanguageButtons } from '../parts/language.tsx';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { RealNameState } from '../parts/real-name.tsx';
import { Sessions } from '../parts/sessions.tsx';
import { useShellWords } from '../parts/shell-words.ts';
import { queries, queryClient } from '../queries.ts';
import { forgetPerson } from '../session.ts';

export function Account() {
  const t = useAccountWords();
  const around = useShellWords();
  const navigate = useNavigate();
  const { noticesTo, realName } = useSuspenseQuery(queries.me()).data;
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
      back={{ link: { to: '/' }, words: around('navOrders') }}
    >
      <LanguageButtons />
      <p className="hint">{t('accountLang')}</p>
      <h2>{t('realNameTitle')}</h2>
      {realName ? <RealNameState realName={realName} /> : <p>{t('realNameNone')}</p>}
      <p>
        <Link to="/real-name">{realName ? t('realNameRenew') : t('toRealName')}</Link>
      </p>
      <h2>{t('accessTitle')}</h2>
      <ul className="links">
        <li>
          <Link to="/account/addresses">{t('toAddresses')}</Link>
        </li>
        <li>
          <Link to="/account/password">{t('toPassword')}</Link>
        </li>
      </ul>
      <Factors />
      <Sessions />
      <h2>{t('myDataTitle')}</h2>
      <p>
        <Link to="/account/data">{t('toMyData')}</Link>
      </p>
      <h2>{t('leaveTitle')}</h2>
      <p>{t('leaveLead')}</p>
      <Refusal failure={failure} />
      <button type="button" className="button-quiet" disabled={busy} onClick={() => void run()}>
        {t('leave')}
      </button>
    </Page>
  );
}
