import { useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { PostCode } from '../../../domain/posts.ts';
import { useLang } from '../../shared/words.ts';
import { focusOn } from '../parts/focus.ts';
import { FraudNotice } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PostChoice } from '../parts/post-choice.tsx';
import { RadioGroup } from '../parts/radios.tsx';
import { useServicesWords } from '../parts/services-words.ts';
import { queries } from '../queries.ts';

/** Who applies, in which situation, at which post: what decides what is needed. Needs no login. */
export function Situation() {
  const { service } = useParams({ from: '/apply/$service' });
  return <SituationForm key={service} service={service} />;
}

function SituationForm({ service }: { service: string }) {
  const t = useServicesWords();
  const lang = useLang();
  const navigate = useNavigate();
  const search = useSearch({ from: '/apply/$service' });
  const { services } = useSuspenseQuery(queries.services(lang)).data;
  const entry = services.find(({ code }) => code === service);
  const { adult, child } = useSituations(service);
  const isOnlyOf = (list: typeof adult, other: typeof adult, id: string | undefined): boolean =>
    list.some((each) => each.id === id) && !other.some((each) => each.id === id);
  const [minor, setMinor] = useState(
    search.minor ?? (isOnlyOf(child, adult, search.situation) ? 'yes' : undefined),
  );
  const [chosen, setChosen] = useState(search.situation);
  const [post, setPost] = useState<PostCode | undefined>(search.post);
  const [asked, setAsked] = useState(false);
  const situations = minor === 'yes' ? child : minor === 'no' ? adult : unionOf(adult, child);
  const situation = situations.find(({ id }) => id === chosen)?.id;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setAsked(true);
    if (minor && situation && post)
      void navigate({
        to: '/apply/$service/needs',
        params: { service },
        search: { minor, situation, post },
      });
    else focusOn(minor ? (situation ? 'post' : 'situation') : 'minor');
  }
  return (
    <Page
      title={entry?.name ?? service}
      lead={
        <>
          <p>{entry?.purpose}</p>
          <p className="hint">{t('situationLead')}</p>
        </>
      }
      back={{ link: { to: '/apply' }, words: t('toServices') }}
      aside={<FraudNotice />}
    >
      <form onSubmit={submit} noValidate>
        <RadioGroup
          id="minor"
          legend={t('minorLegend')}
          hint={t('minorHint')}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
          value={minor}
          fault={asked && !minor ? t('answerMissing') : undefined}
          onChange={(value) => setMinor(value === 'yes' ? 'yes' : 'no')}
        />
        <RadioGroup
          id="situation"
          legend={t('situationLegend')}
          options={situations.map(({ id, title }) => ({ value: id, label: title }))}
          value={situation}
          fault={asked && !situation ? t('answerMissing') : undefined}
          onChange={setChosen}
        />
        <PostChoice service={service} post={post} missing={asked && !post} onChoose={setPost} />
        <button className="button" type="submit">
          {t('seeNeeds')}
        </button>
      </form>
    </Page>
  );
}

type Situations = readonly { id: string; title: string }[];

/** The situations are the same at every post. */
function useSituations(service: string): { adult: Situations; child: Situations } {
  const lang = useLang();
  const [adult, child] = useSuspenseQueries({
    queries: [
      queries.requirements(service, { post: 'WAS' }, lang),
      queries.requirements(service, { post: 'WAS', minor: 'true' }, lang),
    ],
  });
  return { adult: adult.data.situations, child: child.data.situations };
}

const unionOf = (adult: Situations, child: Situations): Situations => [
  ...adult,
  ...child.filter(({ id }) => !adult.some((each) => each.id === id)),
];
