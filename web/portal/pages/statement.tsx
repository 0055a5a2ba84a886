import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Draft, Form } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { stepsOf } from '../draft/steps.ts';
import { refreshDraft, useDraft, useDraftForm, useNationality } from '../draft/use-draft.ts';
import { useAction } from '../parts/action.ts';
import { Missing } from '../parts/between.tsx';
import { Fault } from '../parts/field.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { NationalityNotice } from '../parts/nationality.tsx';
import { Panel, Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PAD, SignaturePad, type Stroke } from '../parts/signature.tsx';
import { queries, usePost } from '../queries.ts';

/** One of the statements that are needed: read, and signed by hand. */
export function Statement() {
  const t = useFormWords();
  const { id, kind } = useParams({ from: '/own/drafts/$id/statement/$kind' });
  const { draft, view } = useDraft(id);
  const form = useDraftForm(draft, view);
  const nationality = useNationality(draft, view);
  const needed = draft.statements.find((each) => each.kind === kind);
  if (!needed) return <Missing />;
  if (nationality.verdict === 'ineligible')
    return (
      <Page title={needed.title} back={{ link: { to: '/drafts/$id', params: { id } }, words: t('toTasks') }}>
        <NationalityNotice nationality={nationality} />
      </Page>
    );
  return <Signing key={kind} draft={draft} form={form} needed={needed} />;
}

function Signing({ draft, form, needed }: { draft: Draft; form: Form; needed: Draft['statements'][number] }) {
  const t = useFormWords();
  const lang = useLang();
  const navigate = useNavigate();
  const { id } = draft;
  const { kind, signedAt } = needed;
  const { data: statement } = useSuspenseQuery(queries.statement(kind, lang));
  const [strokes, setStrokes] = useState<Stroke[]>([]);
  const [unsigned, setUnsigned] = useState(false);
  const steps = stepsOf(draft, form, { documents: t('documentsTitle') });
  const step = steps.findIndex(({ link }) => 'kind' in link.params && link.params.kind === kind) + 1;
  const next = steps[step];
  const { run, busy, failure } = useAction(async () => {
    const { version, textHash } = statement;
    await data(
      api.signStatement(id, kind, { version, textHash, signature: { ...PAD, strokes } }, { format: 'text' }),
    );
    await refreshDraft(id);
    await navigate(next ? next.link : { to: '/drafts/$id', params: { id } });
  });
  return (
    <Page
      title={statement.title}
      over={t('stepOf', { step, all: steps.length })}
      back={{ link: { to: '/drafts/$id', params: { id } }, words: t('toTasks') }}
    >
      {signedAt ? (
        <Panel means="done">
          <p>{t('signedAt', { at: instantWords(signedAt, lang) })}</p>
        </Panel>
      ) : null}
      <blockquote className="statement">
        <p>{statement.text}</p>
        <p className="hint">{t('statementVersion', { version: statement.version })}</p>
      </blockquote>
      <section aria-labelledby="sign-title" className={unsigned ? 'field field-fault' : 'field'}>
        <h2 id="sign-title">{t('signTitle')}</h2>
        <p>
          <strong>{needed.signer === 'guardian' ? t('guardianSigns') : t('applicantSigns')}</strong>
        </p>
        <p className="hint">{t('signHint')}</p>
        <Fault id="signature" fault={unsigned ? { reason: t('signFault') } : undefined} />
        <SignaturePad
          strokes={strokes}
          onChange={(next) => {
            setStrokes(next);
            setUnsigned(false);
          }}
        />
        <details>
          <summary>{t('cannotSign')}</summary>
          <CannotSign post={draft.post} />
        </details>
      </section>
      <Refusal failure={failure} />
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => (strokes.length > 0 ? void run() : setUnsigned(true))}
      >
        {t('sign')}
      </button>
    </Page>
  );
}

/** A typed name is no signature here; who cannot draw one must know how else to go on. */
function CannotSign({ post: code }: { post: string }) {
  const t = useFormWords();
  const post = usePost(code);
  return (
    <>
      <p>{t('cannotSignHow')}</p>
      <p>{t('cannotSignAsk', { post: post.name })}</p>
      <ul>
        {post.consultationEmail ? (
          <li>
            <a href={`mailto:${post.consultationEmail}`}>{post.consultationEmail}</a>
          </li>
        ) : null}
        {[...post.consultationPhones, post.protectionPhone].slice(0, 2).map((phone) => (
          <li key={phone}>
            <a href={`tel:${phone}`}>{phone}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
