import { useSuspenseQueries } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router';
import type { Requirements } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { useAction } from '../parts/action.ts';
import { DurationTable } from '../parts/durations.tsx';
import { rememberWay } from '../parts/entrance.ts';
import { FeeTable } from '../parts/fee.tsx';
import { FraudNotice, Panel, Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { useServicesWords } from '../parts/services-words.ts';
import { queries, queryClient, usePost } from '../queries.ts';
import { useSignedIn } from '../session.ts';

/** All that a service needs, told before anything is filled in. Needs no login until one begins. */
export function Needs() {
  const t = useServicesWords();
  const lang = useLang();
  const { service } = useParams({ from: '/apply/$service/needs' });
  const { post: code = 'WAS', situation, minor } = useSearch({ from: '/apply/$service/needs' });
  const post = usePost(code);
  const query = {
    post: code,
    minor: minor === 'yes' ? 'true' : 'false',
    ...(situation ? { situation } : {}),
  } as const;
  const [{ data: needs }, { data: durations }] = useSuspenseQueries({
    queries: [queries.requirements(service, query, lang), queries.durations(service, code, lang)],
  });
  const about = [
    post.name,
    needs.situations.find(({ id }) => id === needs.situation)?.title,
    ...(needs.minor ? [t('under16')] : []),
  ];
  return (
    <Page
      title={t('needsTitle', { service: needs.name })}
      over={about.join(' · ')}
      back={{
        link: {
          to: '/apply/$service',
          params: { service },
          search: { post: code, situation: needs.situation, minor: needs.minor ? 'yes' : 'no' },
        },
        words: t('toSituation'),
      }}
      aside={<FraudNotice />}
    >
      <h2>{t('materialsTitle')}</h2>
      <p>{t('materialsLead')}</p>
      <ul className="needs">
        {needs.materials.map(({ kind, title, hint, required }) => (
          <li key={kind}>
            <strong>{title}</strong>
            {required ? null : <span className="optional">{t('ifAny')}</span>}
            <span className="hint">{hint}</span>
          </li>
        ))}
      </ul>
      <h2>{t('statementsTitle')}</h2>
      <ul className="needs">
        {needs.statements.map(({ kind, title, signer }) => (
          <li key={kind}>
            <strong>{title}</strong>
            <span className="hint">
              {signer === 'guardian' ? t('signedByGuardian') : t('signedByApplicant')}
            </span>
          </li>
        ))}
      </ul>
      <FeeTable fee={needs.fee} />
      <Payment payment={needs.payment} />
      <h2>{t('mailTitle')}</h2>
      <Panel means="turn">
        <p>{needs.mailing.when}</p>
      </Panel>
      <ul>
        {needs.mailing.items.map((item) => (
          <li key={item.code}>{item.text}</li>
        ))}
      </ul>
      <h2>{t('durationTitle')}</h2>
      <DurationTable durations={durations} post={post.name} />
      <h2>{t('knowTitle')}</h2>
      <ul>
        {needs.validityYears === null ? null : <li>{t('validity', { years: needs.validityYears })}</li>}
        {needs.advice.map((item) => (
          <li key={item.code}>{item.text}</li>
        ))}
      </ul>
      <Begin needs={needs} />
    </Page>
  );
}

function Payment({ payment }: { payment: Requirements['payment'] }) {
  const t = useServicesWords();
  return (
    <section aria-labelledby="payment-title">
      <h2 id="payment-title">{t('paymentTitle')}</h2>
      <ul>
        {payment.kinds.map((kind) => (
          <li key={kind.code}>{kind.text}</li>
        ))}
      </ul>
      <p>
        {t('payee')} <strong lang="en">{payment.payee}</strong>
      </p>
      <p className="hint">{t('payNever')}</p>
    </section>
  );
}

function Begin({ needs: { service, post, situation } }: { needs: Requirements }) {
  const t = useServicesWords();
  const navigate = useNavigate();
  const signedIn = useSignedIn();
  const href = useRouterState({ select: (state) => state.location.href });
  const { run, busy, failure } = useAction(async () => {
    const draft = await data(api.createDraft({ service, post, situation }));
    await queryClient.invalidateQueries({ queryKey: ['drafts'] });
    await navigate({ to: '/drafts/$id', params: { id: draft.id } });
  });
  if (!signedIn)
    return (
      <div className="end-of-page">
        <p>{t('loginFirst')}</p>
        <div className="buttons">
          <Link className="button" to="/login" search={{ next: href }}>
            {t('login')}
          </Link>
          <Link className="button-quiet" to="/register" onClick={() => rememberWay(href)}>
            {t('register')}
          </Link>
        </div>
      </div>
    );
  return (
    <div className="end-of-page">
      <p>{t('beginLead')}</p>
      <Refusal failure={failure} />
      <button type="button" className="button" disabled={busy} onClick={() => void run()}>
        {t('begin')}
      </button>
    </div>
  );
}
