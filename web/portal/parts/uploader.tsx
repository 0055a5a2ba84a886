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
  /** The picture itself, and a small one without metadata. */
  pictureOf: (document: Document) => { whole: string; small: string };
  /** How another kind of document is called, for advice about one that was uploaded twice. */
  titleOf?: (kind: string) => string;
  onChange: () => Promise<void>;
  onRemove: (document: Document) => Promise<void>;
  fault?: string | undefined;
  before?: ReactNode;
  help?: ReactNode;
};
/** One kind of document: what is there, and a way to add, replace, look at and remove it. */
export function Uploader({
  material,
  documents,
  uploadPath,
  pictureOf,
  onChange,
  onRemove,
  titleOf,
  fault,
  before,
  help,
}: UploaderProps) {
  const t = useFormWords();
  const id = `materials.${material.kind}`;
  const { attempt, offer, send, forget } = useAttempt({
    material,
    documents,
    uploadPath,
    onChange,
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
      {help}
      <Fault id={id} fault={fault ? { reason: fault } : undefined} />
      <ul className="pictures">
        {documents.map((document) => (
          <li key={document.id}>
            <Picture
              document={document}
              title={material.title}
              address={pictureOf(document)}
              sameAs={document.sameAs.flatMap((kind) => titleOf?.(kind) ?? [])}
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
}: Pick<UploaderProps, 'material' | 'documents' | 'uploadPath' | 'onChange'>) {
  const [attempt, setAttempt] = useState<Attempt>();
  async function send(file: File): Promise<void> {
    setAttempt({ stage: 'sending', file, part: 0 });
    try {
      // In one step: the old one goes only when the new one is there, whatever happens in between.
      const path = !material.many && documents.length > 0 ? `${uploadPath}&replace=true` : uploadPath;
      await upload(path, file, (part) => setAttempt({ stage: 'sending', file, part }));
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
  sameAs,
  onRemove,
}: {
  document: Document;
  title: string;
  address: { whole: string; small: string };
  sameAs: readonly string[];
  onRemove: (document: Document) => Promise<void>;
}) {
  const t = useFormWords();
  const [busy, setBusy] = useState(false);
  return (
    <div className="picture">
      <a href={address.whole} target="_blank" rel="noreferrer">
        <img
          src={address.small}
          alt={t('lookAt', { title })}
          width={document.width}
          height={document.height}
        />
      </a>
      <div>
        <p className="picture-name">
          <Sign of="tick" />
          {t('uploaded')}
        </p>
        <p className="hint">
          {document.fileName} · {Math.max(1, Math.round(document.bytes / 1024))} KB
        </p>
        {sameAs.length > 0 ? (
          <p className="advice">
            <Sign of="warn" />
            {t('sameAs', { kinds: sameAs.join(' · ') })}
          </p>
        ) : null}
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
