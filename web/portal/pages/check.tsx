import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Draft, Form } from '../../client/api.ts';
import { api, data, newKey, withKey } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { placeOf } from '../draft/steps.ts';
import { useDraft, useDraftForm, useNationality } from '../draft/use-draft.ts';
import { isAnswer, useAction } from '../parts/action.ts';
import { AnswerList } from '../parts/answers.tsx';
import { CheckDocuments } from '../parts/check-documents.tsx';
import { FeeTable } from '../parts/fee.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { NationalityNotice } from '../parts/nationality.tsx';
import { FraudNotice, Panel, Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { RealNameFirst } from '../parts/real-name.tsx';
import { Summary, type SummaryFault } from '../parts/summary.tsx';
import { queries, refresh, usePost } from '../queries.ts';

/** Everything once more before it goes; each answer with a way back to it. */
export function Check() {
  const t = useFormWords();
  const navigate = useNavigate();
  const { id } = useParams({ from: '/own/drafts/$id/check' });
  const { draft, box, view } = useDraft(id);
  const form = useDraftForm(draft, view);
  const [round, setRound] = useState(0);
  const { run, busy, failure } = useAction(async () => {
    await box.save();
    const order = await submitOnce(id);
    await refresh(['orders'], ['drafts'], ['messages'], ['unread']);
    await navigate({ to: '/orders/$orderNumber/submitted', params: { orderNumber: order.orderNumber } });
  });
  const nationality = useNationality(draft, view);
  const faults = faultsNow(draft, form, failure, t('faceTitle'));
  return (
    <Page
      title={t('checkTitle')}
      lead={<p>{t('checkLead')}</p>}
      back={{ link: { to: '/drafts/$id', params: { id } }, words: t('toTasks') }}
      aside={
        <>
          <FeeTable fee={draft.fee} />
          <FraudNotice />
        </>
      }
    >
      <Summary
        title={t('summaryTitle')}
        round={round}
        faults={faults}
        linkTo={(fault, words) => <Link {...placeOf(id, form, fault.field)}>{words}</Link>}
      />
      {form.sections.map((section) => (
        <section key={section.id} className="answers-section">
          <div className="answers-head">
            <h2>{section.title}</h2>
            <Link to="/drafts/$id/part/$section" params={{ id, section: section.id }}>
              {t('change')}
              <span className="unseen"> {section.title}</span>
            </Link>
          </div>
          <AnswerList
            section={section}
            answers={draft.answers}
            changeLink={(field) => (
              <Link to="/drafts/$id/part/$section" params={{ id, section: section.id }} hash={field.id}>
                {t('change')}
                <span className="unseen"> {field.label}</span>
              </Link>
            )}
          />
        </section>
      ))}
      <CheckDocuments draft={draft} form={form} />
      <NationalityNotice nationality={nationality} withDoubt />
      {nationality.verdict === 'ineligible' ? null : (
        <Submission
          draft={draft}
          busy={busy}
          failure={failure}
          onSubmit={() => void run().then(() => setRound((before) => before + 1))}
        />
      )}
    </Page>
  );
}

/** What the page knows already, and what the submission said. */
function faultsNow(draft: Draft, form: Form, failure: unknown, faceTitle: string): SummaryFault[] {
  const fields = form.sections.flatMap((section) => section.fields);
  const told = failure instanceof ApiProblem ? (failure.problem.errors ?? []) : [];
  return (told.length > 0 ? told : draft.open).map((fault) => ({
    ...fault,
    label:
      fields.find(({ id }) => id === fault.field)?.label ??
      form.materials.find(({ kind }) => fault.field === `materials.${kind}`)?.title ??
      (fault.field === 'face' ? faceTitle : ''),
  }));
}

/** One key for this submission, kept over reloads until there is an answer: pressed twice, submitted once. */
async function submitOnce(id: string) {
  const place = `submit:${id}`;
  const key = sessionStorage.getItem(place) ?? newKey();
  sessionStorage.setItem(place, key);
  try {
    const order = await data(api.submitDraft(id, withKey(key)));
    sessionStorage.removeItem(place);
    return order;
  } catch (error) {
    if (isAnswer(error)) sessionStorage.removeItem(place);
    throw error;
  }
}

function Submission({
  draft,
  busy,
  failure,
  onSubmit,
}: {
  draft: Draft;
  busy: boolean;
  failure: unknown;
  onSubmit: () => void;
}) {
  const t = useFormWords();
  const post = usePost(draft.post);
  const { realName } = useSuspenseQuery(queries.me()).data;
  const openOrder = failure instanceof ApiProblem ? failure.problem.details?.['orderNumber'] : undefined;
  const hasFaults = failure instanceof ApiProblem && (failure.problem.errors?.length ?? 0) > 0;
  // The server has the last word, should this page know an older one.
  const isNameMissing = !realName || (failure instanceof ApiProblem && failure.code === 'real-name-missing');
  return (
    <>
      <Panel means="know" title={t('beforeSubmit')}>
        <ul>
          <li>{t('submitTo', { post: post.name })}</li>
          <li>{draft.notices.text}</li>
          <li>{t('afterSubmit')}</li>
          <li>{t('truth')}</li>
        </ul>
      </Panel>
      <Refusal failure={hasFaults || isNameMissing ? undefined : failure} />
      {typeof openOrder === 'string' ? (
        <p>
          <Link to="/orders/$orderNumber" params={{ orderNumber: openOrder }}>
            {t('seeOpenOrder', { orderNumber: openOrder })}
          </Link>
        </p>
      ) : null}
      {isNameMissing ? (
        <RealNameFirst draft={draft} />
      ) : (
        <button type="button" className="button" disabled={busy} onClick={onSubmit}>
          {busy ? t('submitting') : t('submit')}
        </button>
      )}
    </>
  );
}
