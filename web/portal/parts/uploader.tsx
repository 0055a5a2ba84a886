import { type ChangeEvent, type ReactNode, useRef, useState } from 'react';
import type { Document, Form } from '../../client/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { Fault } from './field.tsx';
import { useFormWords } from './form-words.ts';
import { Sign } from './signs.tsx';
import { troubleOf, upload } from './upload.ts';
import { type Attempt, AttemptView } from './upload-attempt.tsx';

type Material = Form['materials'][number];
type UploaderProps = {
  material: Material;
  documents: readonly Document[];
  /** Where pictures of this kind are sent. */
  uploadPath: string;
  pictureOf: (document: Document) => string;
  onChange: () => Promise<void>;
  onRemove: (document: Document) => Promise<void>;
  fault?: string | undefined;
  before?: ReactNode;
};
/** One kind of document: what is there, and a way to add, replace, look at and remove it. */
export function Uploader({
  material,
  documents,
  uploadPath,
  pictureOf,
  onChange,
  onRemove,
  fault,
  before,
}: UploaderProps) {
  const t = useFormWords();
  const id = `materials.${material.kind}`;
  const { attempt, offer, send, forget } = useAttempt({
    material,
    documents,
    uploadPath,
    onChange,
    onRemove,
  });
  const hasPlace = material.many || documents.length === 0;
  return (
    <section
      className={fault ? 'field field-fault material' : 'field material'}
      aria-labelledby={`${id}-title`}
    >
      <h2 id={`${id}-title`}>
        {material.title}
        {material.required ? null : <span className="optional">{t('ifAny')}</span>}
      </h2>
      {before}
      <p className="hint">{material.hint}</p>
      <Fault id={id} fault={fault ? { reason: fault } : undefined} />
      <ul className="pictures">
        {documents.map((document) => (
          <li key={document.id}>
            <Picture
              document={document}
              title={material.title}
              address={pictureOf(document)}
              onRemove={onRemove}
            />
          </li>
        ))}
      </ul>
      <div aria-live="polite">
        {attempt ? <AttemptView attempt={attempt} send={send} forget={forget} /> : null}
      </div>
      {attempt?.stage === 'sending' ? null : (
        <Chooser
          id={id}
          title={material.title}
          offer={offer}
          words={hasPlace ? t('chooseFile') : t('replaceFile')}
        />
      )}
    </section>
  );
}

function useAttempt({
  material,
  documents,
  uploadPath,
  onChange,
  onRemove,
}: Pick<UploaderProps, 'material' | 'documents' | 'uploadPath' | 'onChange' | 'onRemove'>) {
  const [attempt, setAttempt] = useState<Attempt>();
  async function send(file: File): Promise<void> {
    setAttempt({ stage: 'sending', file, part: 0 });
    try {
      await upload(uploadPath, file, (part) => setAttempt({ stage: 'sending', file, part }));
      // The old one goes only when the new one is there.
      if (!material.many) for (const document of documents) await onRemove(document);
      await onChange();
      setAttempt(undefined);
    } catch (error) {
      const problem = error instanceof ApiProblem ? error.problem : undefined;
      if (!problem || problem.status >= 500) setAttempt({ stage: 'lost', file });
      else setAttempt({ stage: 'refused', file, reason: problem.errors?.[0]?.reason ?? problem.title });
    }
  }
  async function offer(file: File): Promise<void> {
    const trouble = await troubleOf(file);
    if (trouble) setAttempt({ stage: 'trouble', file, trouble });
    else await send(file);
  }
  return { attempt, offer, send, forget: () => setAttempt(undefined) };
}

function Chooser({
  id,
  title,
  words,
  offer,
}: {
  id: string;
  title: string;
  words: string;
  offer: (file: File) => Promise<void>;
}) {
  const t = useFormWords();
  const camera = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    event.target.value = ''; // the same file may be chosen again
    if (file) void offer(file);
  };
  return (
    <div className="chooser">
      <label className="button-quiet file-label">
        <input
          id={id}
          className="unseen"
          type="file"
          accept="image/jpeg,image/png,image/heic,.jpg,.jpeg"
          onChange={take}
        />
        {words}
        <span className="unseen"> {title}</span>
      </label>
      <label className="button-quiet file-label only-touch">
        <input
          ref={camera}
          className="unseen"
          type="file"
          accept="image/jpeg"
          capture="environment"
          onChange={take}
        />
        {t('takePhoto')}
        <span className="unseen"> {title}</span>
      </label>
    </div>
  );
}

function Picture({
  document,
  title,
  address,
  onRemove,
}: {
  document: Document;
  title: string;
  address: string;
  onRemove: (document: Document) => Promise<void>;
}) {
  const t = useFormWords();
  const [busy, setBusy] = useState(false);
  return (
    <div className="picture">
      <a href={address} target="_blank" rel="noreferrer">
        <img src={address} alt={t('lookAt', { title })} width={document.width} height={document.height} />
      </a>
      <div>
        <p className="picture-name">
          <Sign of="tick" />
          {t('uploaded')}
        </p>
        <p className="hint">
          {document.fileName} · {Math.max(1, Math.round(document.bytes / 1024))} KB
        </p>
        <button
          type="button"
          className="link-button"
          disabled={busy}
          onClick={() => {
            setBusy(true);
            void onRemove(document).finally(() => setBusy(false));
          }}
        >
          {t('remove')}
          <span className="unseen"> {title}</span>
        </button>
      </div>
    </div>
  );
}
