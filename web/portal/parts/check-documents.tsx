import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { Draft, Form } from '../../client/api.ts';
import { instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { useFormWords } from './form-words.ts';

/** Pictures and statements of an application once more before it goes, each with a way back to it. */
export function CheckDocuments({ draft, form }: { draft: Draft; form: Form }) {
  const t = useFormWords();
  const lang = useLang();
  const { id } = draft;
  return (
    <section className="answers-section">
      <div className="answers-head">
        <h2>{t('documentsTitle')}</h2>
        <Link to="/drafts/$id/documents" params={{ id }}>
          {t('change')}
          <span className="unseen"> {t('documentsTitle')}</span>
        </Link>
      </div>
      <ul className="thumbs">
        {draft.documents.map((document) => {
          const title = form.materials.find(({ kind }) => kind === document.kind)?.title ?? document.kind;
          return (
            <li key={document.id}>
              <img
                src={`/v1/drafts/${id}/documents/${document.id}/preview`}
                alt=""
                width={document.width}
                height={document.height}
              />
              <span>{title}</span>
            </li>
          );
        })}
      </ul>
      {draft.statements.map(({ kind, title, signer, signedAt }) => (
        <Fragment key={kind}>
          <div className="answers-head">
            <h2>{title}</h2>
            <Link to="/drafts/$id/statement/$kind" params={{ id, kind }}>
              {t('change')}
              <span className="unseen"> {title}</span>
            </Link>
          </div>
          <p>
            {signedAt ? t('signedAt', { at: instantWords(signedAt, lang) }) : t('notSigned')}{' '}
            <span className="hint">{signer === 'guardian' ? t('guardianSigns') : t('applicantSigns')}</span>
          </p>
        </Fragment>
      ))}
    </section>
  );
}
