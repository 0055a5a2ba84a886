import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { applies } from '../../../domain/forms/conditions.ts';
import type { PostCode } from '../../../domain/posts.ts';
import type { FormField } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { Contact } from '../parts/contact.tsx';
import { focusOn } from '../parts/focus.ts';
import { FraudNotice, Panel } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PostSelect } from '../parts/post-select.tsx';
import { RadioGroup } from '../parts/radios.tsx';
import { useServicesWords } from '../parts/services-words.ts';
import { queries, usePost } from '../queries.ts';

type Answers = Record<string, string>;
type Question = FormField;

/**
 * Which service is right: one question a page, ending in a service or in whom to turn to. The answers are
 * nothing personal and stand in the address, so that the browser's own way back goes one question back.
 */
export function Which() {
  const { post, ...search } = useSearch({ from: '/apply/which' });
  const { questions } = useSuspenseQuery(queries.questionnaire(useLang())).data;
  const { given, answers, open } = askedOf(questions, search);
  return open ? (
    <Ask key={open.id} question={open} before={given} answers={answers} />
  ) : (
    <Result asked={given} answers={answers} post={post ?? 'WAS'} />
  );
}

/** The questions that these answers lead to, up to the first that is open; an answer that is no choice counts as none. */
function askedOf(questions: readonly Question[], search: Partial<Answers>) {
  const answers: Answers = {};
  const given: Question[] = [];
  for (const question of questions) {
    // No question depends on a date.
    if (!applies(question.when, answers, { todayOn: '1970-01-01' })) continue;
    const value = search[question.id];
    if (value === undefined || !question.options?.some((option) => option.value === value))
      return { given, answers, open: question };
    answers[question.id] = value;
    given.push(question);
  }
  return { given, answers, open: undefined };
}

/** The address as it was before a question was answered. */
const upTo = (asked: readonly Question[], id: string, answers: Answers): Answers =>
  Object.fromEntries(
    asked
      .slice(
        0,
        asked.findIndex((each) => each.id === id),
      )
      .map((each) => [each.id, answers[each.id] ?? '']),
  );

function Ask({ question, before, answers }: { question: Question; before: Question[]; answers: Answers }) {
  const t = useServicesWords();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string>();
  const [missing, setMissing] = useState(false);
  const last = before.at(-1);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(!chosen);
    if (chosen) void navigate({ to: '/apply/which', search: { ...answers, [question.id]: chosen } });
    else focusOn(question.id);
  }
  return (
    <Page
      title={question.label}
      over={`${t('whichTitle')} · ${t('questionOf', { step: before.length + 1 })}`}
      lead={last ? undefined : <p>{t('whichLead')}</p>}
      back={
        last
          ? {
              link: { to: '/apply/which', search: upTo(before, last.id, answers) },
              words: t('toQuestionBefore'),
            }
          : { link: { to: '/apply' }, words: t('toServices') }
      }
    >
      <form onSubmit={submit} noValidate>
        <RadioGroup
          id={question.id}
          legend={question.label}
          isTitle
          hint={question.hint}
          options={question.options ?? []}
          value={chosen}
          fault={missing ? t('answerMissing') : undefined}
          onChange={(value) => {
            setChosen(value);
            setMissing(false);
          }}
        />
        <button className="button" type="submit">
          {t('goOn')}
        </button>
      </form>
    </Page>
  );
}

function Result({ asked, answers, post }: { asked: Question[]; answers: Answers; post: PostCode }) {
  const t = useServicesWords();
  const navigate = useNavigate();
  const { data: advice } = useSuspenseQuery(queries.advice(answers, post, useLang()));
  const contact = usePost(post);
  const isHere = advice.service !== null && advice.orderable;
  return (
    <Page
      title={advice.name ?? t('nothingTitle')}
      over={isHere ? t('rightOne') : t('notHere')}
      back={{ link: { to: '/apply' }, words: t('toServices') }}
      aside={
        <>
          <FraudNotice />
          {isHere ? null : <Contact post={contact} />}
        </>
      }
    >
      <Panel means={isHere ? 'done' : 'turn'}>
        {advice.reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        {advice.elsewhere ? <p>{advice.elsewhere}</p> : null}
      </Panel>
      {isHere && advice.service ? (
        <p>
          <Link
            className="button"
            to="/apply/$service"
            params={{ service: advice.service }}
            search={advice.situation ? { situation: advice.situation } : {}}
          >
            {t('seeNeeds')}
          </Link>
        </p>
      ) : (
        <PostSelect
          label={t('elsewherePost')}
          post={post}
          onChoose={(next) =>
            void navigate({ to: '/apply/which', search: { ...answers, post: next }, replace: true })
          }
        />
      )}
      <h2>{t('yourAnswers')}</h2>
      <dl className="answers">
        {asked.map(({ id, label, options }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>{options?.find(({ value }) => value === answers[id])?.label}</dd>
            <dd className="answers-change">
              <Link to="/apply/which" search={upTo(asked, id, answers)}>
                {t('change')}
                <span className="unseen"> {label}</span>
              </Link>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <Link to="/apply/which">{t('startAgain')}</Link>
      </p>
    </Page>
  );
}
