import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { writeBuffer } from '../draft/buffer.ts';
import { standingOf, stepsOf } from '../draft/steps.ts';
import { useDraft, useDraftForm, useNationality } from '../draft/use-draft.ts';
import { useAction } from '../parts/action.ts';
import { FeeTable } from '../parts/fee.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { NationalityNotice } from '../parts/nationality.tsx';
import { FraudNotice, Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { SaveState } from '../parts/save-state.tsx';
import { queries, queryClient, usePost } from '../queries.ts';

/** The application as a list of tasks, to be done in any order. */
export function DraftTasks() {
  const t = useFormWords();
  const { id } = useParams({ from: '/own/drafts/$id' });
  const { draft, box, view } = useDraft(id);
  const form = useDraftForm(draft, view);
  const post = usePost(draft.post);
  const { services } = useSuspenseQuery(queries.services(useLang())).data;
  const steps = stepsOf(draft, form, { documents: t('documentsTitle') });
  const standings = steps.map((step) => ({ step, ...standingOf(step.key, draft, form) }));
  const nationality = useNationality(draft, view);
  const done = standings.filter(({ standing }) => standing === 'done').length;
  return (
    <Page
      title={services.find(({ code }) => code === draft.service)?.name ?? draft.service}
      over={post.name}
      lead={<p>{t('tasksLead', { done, all: steps.length })}</p>}
      back={{ link: { to: '/' }, words: t('toOrders') }}
      aside={
        <>
          <FeeTable fee={draft.fee} />
          <FraudNotice />
        </>
      }
    >
      <NationalityNotice nationality={nationality} />
      <SaveState box={box} form={form} />
      <ol className="tasks">
        {standings.map(({ step, standing, open }) => (
          <li key={step.key}>
            <Link {...step.link}>{step.title}</Link>
            <span
              className={`tag tag-${standing === 'done' ? 'done' : standing === 'begun' ? 'turn' : 'know'}`}
            >
              {standing === 'done'
                ? t('taskDone')
                : standing === 'begun'
                  ? t('taskOpen', { open })
                  : t('taskNew')}
            </span>
          </li>
        ))}
      </ol>
      {nationality.verdict === 'ineligible' ? null : done === steps.length ? (
        <Link className="button" to="/drafts/$id/check" params={{ id }}>
          {t('toCheck')}
        </Link>
      ) : (
        <p className="hint">{t('checkLater')}</p>
      )}
      <DeleteDraft id={id} />
    </Page>
  );
}

function DeleteDraft({ id }: { id: string }) {
  const t = useFormWords();
  const navigate = useNavigate();
  const [sure, setSure] = useState(false);
  const { run, busy, failure } = useAction(async () => {
    await data(api.deleteDraft(id, { format: 'text' }));
    writeBuffer(id, new Map());
    await queryClient.invalidateQueries({ queryKey: ['drafts'] });
    await navigate({ to: '/' });
  });
  return (
    <div className="end-of-page">
      <Refusal failure={failure} />
      {sure ? (
        <div className="buttons">
          <p>{t('deleteSure')}</p>
          <button type="button" className="button-danger" disabled={busy} onClick={() => void run()}>
            {t('deleteYes')}
          </button>
          <button type="button" className="link-button" onClick={() => setSure(false)}>
            {t('keepDraft')}
          </button>
        </div>
      ) : (
        <button type="button" className="link-button" onClick={() => setSure(true)}>
          {t('deleteDraft')}
        </button>
      )}
    </div>
  );
}
