import { useState } from 'react';
import { FILE_KIND_TEXTS } from '../../../domain/texts/file-kinds.ts';
import type { Lang } from '../../shared/lang.ts';
import { useLang } from '../../shared/words.ts';
import { useFormWords } from './form-words.ts';
import { Sign } from './signs.tsx';
import { asJpeg, type PictureTrouble } from './upload.ts';

/** How far one picture has come, or why it did not. */
export type Attempt =
  | { stage: 'sending'; file: File; part: number }
  | { stage: 'refused'; file: File; reason: string }
  | { stage: 'lost'; file: File }
  | { stage: 'trouble'; file: File; trouble: PictureTrouble };

export function AttemptView({
  attempt,
  send,
  forget,
}: {
  attempt: Attempt;
  send: (file: File) => Promise<void>;
  forget: () => void;
}) {
  const t = useFormWords();
  const lang = useLang();
  if (attempt.stage === 'sending') {
    const percent = Math.round(attempt.part * 100);
    return (
      <div className="sending">
        <p>{percent < 100 ? t('sending', { percent }) : t('checking')}</p>
        <progress value={percent} max={100} aria-label={attempt.file.name} />
      </div>
    );
  }
  const words =
    attempt.stage === 'refused'
      ? attempt.reason
      : attempt.stage === 'lost'
        ? t('uploadLost')
        : troubleWords(attempt, t, lang);
  return (
    <div className="panel panel-fault">
      <p>
        <Sign of="warn" />
        <strong className="file-name">{attempt.file.name}</strong>
      </p>
      <p>{words}</p>
      <div className="buttons">
        {attempt.stage === 'lost' ? (
          <button type="button" className="button-quiet" onClick={() => void send(attempt.file)}>
            {t('sendAgain')}
          </button>
        ) : null}
        {attempt.stage === 'trouble' && !UNREADABLE.has(attempt.trouble) ? (
          <ConvertButton file={attempt.file} send={send} />
        ) : null}
        <button type="button" className="link-button" onClick={forget}>
          {t('dismiss')}
        </button>
      </div>
    </div>
  );
}

/** Nothing that a browser could make a picture of. */
const UNREADABLE: ReadonlySet<PictureTrouble> = new Set(['empty', 'pdf', 'video']);

function troubleWords(
  { trouble, file }: { trouble: PictureTrouble; file: File },
  t: ReturnType<typeof useFormWords>,
  lang: Lang,
): string {
  if (trouble === 'empty') return t('fileEmpty');
  if (trouble === 'unknown') return t('fileNotJpeg');
  if (trouble === 'too-big') return t('fileTooBig', { mb: (file.size / 1024 / 1024).toFixed(1) });
  return FILE_KIND_TEXTS[trouble][lang];
}

function ConvertButton({ file, send }: { file: File; send: (file: File) => Promise<void> }) {
  const t = useFormWords();
  const [cannot, setCannot] = useState(false);
  if (cannot) return <p>{t('cannotConvert')}</p>;
  return (
    <button
      type="button"
      className="button-quiet"
      onClick={() => void asJpeg(file).then((made) => (made ? send(made) : setCannot(true)))}
    >
      {t('convert')}
    </button>
  );
}
