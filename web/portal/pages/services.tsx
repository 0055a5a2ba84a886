import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useLang } from '../../shared/words.ts';
import { Contact } from '../parts/contact.tsx';
import { FraudNotice } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PostSelect } from '../parts/post-select.tsx';
import { useServicesWords } from '../parts/services-words.ts';
import { queries, usePost } from '../queries.ts';

/** All services, and whom to turn to for those that are not handled here. Needs no login. */
export function Services() {
  const t = useServicesWords();
  const navigate = useNavigate();
  const { post = 'WAS' } = useSearch({ from: '/apply' });
  const { services } = useSuspenseQuery(queries.services(useLang(), post)).data;
  return (
    <Page
      title={t('servicesTitle')}
      lead={<p>{t('servicesLead')}</p>}
      aside={
        <>
          <FraudNotice />
          <Contact post={usePost(post)} />
        </>
      }
    >
      <p>
        <Link className="button-quiet" to="/apply/which">
          {t('notSure')}
        </Link>
      </p>
      <h2>{t('hereTitle')}</h2>
      <ul className="cards">
        {services
          .filter(({ orderable }) => orderable)
          .map(({ code, name, purpose }) => (
            <li key={code}>
              <Link className="card" to="/apply/$service" params={{ service: code }}>
                <span className="card-title card-link">{name}</span>
                <span className="card-line">{purpose}</span>
              </Link>
            </li>
          ))}
      </ul>
      <h2>{t('elsewhereTitle')}</h2>
      <PostSelect
        label={t('elsewherePost')}
        post={post}
        onChoose={(next) => void navigate({ to: '/apply', search: { post: next }, replace: true })}
      />
      <dl className="elsewhere">
        {services
          .filter(({ orderable }) => !orderable)
          .map(({ code, name, purpose, elsewhere }) => (
            <div key={code}>
              <dt>{name}</dt>
              <dd className="hint">{purpose}</dd>
              <dd>{elsewhere}</dd>
            </div>
          ))}
      </dl>
    </Page>
  );
}
