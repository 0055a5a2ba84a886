import { useState } from 'react';
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
  if (attempt.stage === 'sending') {
    const percent = Math.round(attempt.part * 100);
    return (
      <div className="sending">
        <p>{percent < 100 ? t('sending', { percent }) : t('checking')}</p>
        <progress value={percent} max={100} aria-label={attempt.file.name} />
      </div>
    );
  }
  const mb = (attempt.file.size / 1024 / 1024).toFixed(1);
  const words =
    attempt.stage === 'refused'
      ? attempt.reason
      : attempt.stage === 'lost'
        ? t('uploadLost')
        : {
            empty: t('fileEmpty'),
            heic: t('fileHeic'),
            'not-jpeg': t('fileNotJpeg'),
            'too-big': t('fileTooBig', { mb }),
          }[attempt.trouble];
  return (
    <div className="panel panel-fault">
      <p>
        <Sign of="warn" />
        <strong className="file-name">{attempt.file.name}</strong> {words}
      </p>
      <div className="buttons">
        {attempt.stage === 'lost' ? (
          <button type="button" className="button-quiet" onClick={() => void send(attempt.file)}>
            {t('sendAgain')}
          </button>
        ) : null}
        {attempt.stage === 'trouble' && attempt.trouble !== 'empty' ? (
          <ConvertButton file={attempt.file} send={send} />
        ) : null}
        <button type="button" className="link-button" onClick={forget}>
          {t('dismiss')}
        </button>
      </div>
    </div>
  );
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
