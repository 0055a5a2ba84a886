import { useState } from 'react';
import { localDate } from '../../../domain/calendar.ts';
import { findDistrict } from '../../../domain/districts.ts';
import type { PostCode } from '../../../domain/posts.ts';
import { useForm, usePosts } from '../queries.ts';
import { Fault, Field } from './field.tsx';
import { Panel } from './notices.tsx';
import { useServicesWords } from './services-words.ts';

type Home = { state: string; county: string };

/** Whose district somebody lives in today; undefined where none is drawn, or nothing was said. */
function useDistrict() {
  const [home, setHome] = useState<Home>({ state: '', county: '' });
  const isWhole = home.state !== '' && (home.state !== 'CA' || home.county !== '');
  const district = isWhole ? findDistrict(home, localDate(Date.now(), 'America/New_York')) : undefined;
  return { home, setHome, isWhole, district };
}

/**
 * At which post: the district's own is proposed from state and county, any other may be chosen. Where
 * somebody lives is not kept.
 */
export function PostChoice({ service, post, missing, onChoose }: Props) {
  const t = useServicesWords();
  const posts = usePosts();
  const { home, setHome, isWhole, district } = useDistrict();
  const nameOf = (code: PostCode): string => posts.find((each) => each.code === code)?.name ?? code;
  const settle = (next: Home): void => {
    setHome(next);
    const found = findDistrict(next, localDate(Date.now(), 'America/New_York'));
    if (found) onChoose(found);
  };
  return (
    <>
      <h2>{t('postTitle')}</h2>
      <Residence service={service} home={home} onChange={settle} />
      <div role="status">
        {isWhole ? (
          <Panel means="know">
            <p>{district ? t('districtHint', { post: nameOf(district) }) : t('noDistrict')}</p>
            {district && post && post !== district ? <p>{t('otherDistrict')}</p> : null}
          </Panel>
        ) : null}
      </div>
      <fieldset
        className={missing ? 'field field-fault' : 'field'}
        id="post"
        tabIndex={-1}
        aria-describedby="post-hint"
      >
        <legend>{t('postLegend')}</legend>
        <p className="hint" id="post-hint">
          {t('postHint')}
        </p>
        <Fault id="post" fault={missing ? { reason: t('answerMissing') } : undefined} />
        <div className="radios">
          {posts.map(({ code, name }) => (
            <label key={code} className="radio">
              <input
                type="radio"
                name="post"
                value={code}
                checked={post === code}
                onChange={() => onChoose(code)}
              />
              <span>
                {name} {code === district ? <span className="tag tag-know">{t('ownDistrict')}</span> : null}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}
type Props = {
  service: string;
  post: PostCode | undefined;
  missing: boolean;
  onChoose: (post: PostCode) => void;
};

/** The state, and in California the county, as the form asks them. */
function Residence({ service, home, onChange }: ResidenceProps) {
  const t = useServicesWords();
  const fields = useForm(service).sections.flatMap((section) => section.fields);
  const state = fields.find(({ id }) => id === 'address.state');
  const county = fields.find(({ id }) => id === 'address.county');
  if (!state || !county) return null;
  const label = `${state.label} ${t('optional')}`;
  return (
    <>
      <Field
        field={{ ...state, hint: t('residenceHint'), required: false, label }}
        value={home.state}
        onChange={(value) => onChange({ state: value, county: '' })}
      />
      {home.state === 'CA' ? (
        <Field
          field={county}
          value={home.county}
          onChange={(value) => onChange({ ...home, county: value })}
        />
      ) : null}
    </>
  );
}
type ResidenceProps = { service: string; home: Home; onChange: (home: Home) => void };
