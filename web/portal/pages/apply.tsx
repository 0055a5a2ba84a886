import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { localDate } from '../../../domain/calendar.ts';
import { findDistrict } from '../../../domain/districts.ts';
import { shownForm } from '../../../domain/forms/conditions.ts';
import type { PostCode } from '../../../domain/posts.ts';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { useAction } from '../parts/action.ts';
import { Fault, Field } from '../parts/field.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { FraudNotice, Panel, Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { queries, queryClient, useForm, usePosts } from '../queries.ts';

const SERVICE = 'passport.renew';

/** Which service, is it the right one, and at which post. */
export function Apply() {
  const t = useFormWords();
  const lang = useLang();
  const navigate = useNavigate();
  const { services } = useSuspenseQuery(queries.services(lang)).data;
  const form = useForm(SERVICE);
  const [home, setHome] = useState({ state: '', county: '' });
  const [chosen, setChosen] = useState<PostCode>();
  const [missing, setMissing] = useState(false);
  const today = localDate(Date.now(), 'America/New_York');
  const district = home.state ? findDistrict(home, today) : undefined;
  const post = chosen ?? district;
  const { run, busy, failure } = useAction(async () => {
    if (!post) return;
    const draft = await data(api.createDraft({ service: SERVICE, post }));
    await queryClient.invalidateQueries({ queryKey: ['drafts'] });
    await navigate({ to: '/drafts/$id', params: { id: draft.id } });
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(!post);
    if (post) void run();
    else document.getElementById('post')?.querySelector('input')?.focus();
  }
  const grounds = form.sections
    .flatMap(({ fields }) => fields)
    .find(({ id }) => id === 'renewal.ground')?.options;
  return (
    <Page
      title={services.find(({ code }) => code === SERVICE)?.name ?? ''}
      lead={<p>{t('applyLead')}</p>}
      back={{ link: { to: '/' }, words: t('toOrders') }}
      aside={<FraudNotice />}
    >
      <h2>{t('rightService')}</h2>
      <p>{t('rightServiceLead')}</p>
      <ul>
        {grounds?.map(({ value, label }) => (
          <li key={value}>{label}</li>
        ))}
      </ul>
      <p className="hint">{t('wrongService')}</p>
      <h2>{t('prepare')}</h2>
      <p>{t('prepareLead')}</p>
      <ul>
        {shownForm(form, {}, { todayOn: today }).materials.map(({ kind, title, hint, required }) => (
          <li key={kind}>
            <strong>{title}</strong>
            {required ? '' : ` ${t('ifAny')}`}:{hint}
          </li>
        ))}
      </ul>
      <form onSubmit={submit} noValidate>
        <h2>{t('postTitle')}</h2>
        <Residence home={home} onChange={setHome} />
        {district ? <DistrictHint district={district} /> : null}
        <PostChoice post={post} missing={missing} onChoose={setChosen} />
        <Refusal failure={failure} />
        <button className="button" type="submit" disabled={busy}>
          {t('beginDraft')}
        </button>
      </form>
    </Page>
  );
}

type Home = { state: string; county: string };

/** The state, and in California the county, as the form asks them; only for the hint, the answer is not kept. */
function Residence({ home, onChange }: { home: Home; onChange: (home: Home) => void }) {
  const t = useFormWords();
  const fields = useForm(SERVICE).sections.flatMap((section) => section.fields);
  const state = fields.find(({ id }) => id === 'address.state');
  const county = fields.find(({ id }) => id === 'address.county');
  if (!state || !county) return null;
  return (
    <>
      <Field
        field={{
          ...state,
          hint: t('residenceHint'),
          required: false,
          label: `${state.label} ${t('optional')}`,
        }}
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

function DistrictHint({ district }: { district: PostCode }) {
  const t = useFormWords();
  const name = usePosts().find(({ code }) => code === district)?.name ?? district;
  return (
    <Panel means="know">
      <p role="status">{t('districtHint', { post: name })}</p>
    </Panel>
  );
}

function PostChoice({
  post,
  missing,
  onChoose,
}: {
  post: PostCode | undefined;
  missing: boolean;
  onChoose: (post: PostCode) => void;
}) {
  const t = useFormWords();
  const posts = usePosts();
  return (
    <fieldset
      className={missing && !post ? 'field field-fault' : 'field'}
      id="post"
      aria-describedby="post-hint"
    >
      <legend>{t('postLegend')}</legend>
      <p className="hint" id="post-hint">
        {t('postHint')}
      </p>
      <Fault id="post" fault={missing && !post ? { reason: t('postMissing') } : undefined} />
      <div className="radios">
        {posts.map(({ code, name }) => (
          <label key={code} className="radio">
            <input type="radio" name="post" checked={post === code} onChange={() => onChoose(code)} />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
