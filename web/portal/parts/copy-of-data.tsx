import { useEffect, useRef, useState } from 'react';
import { LANG_TAGS, type Lang } from '../../shared/lang.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { Panel, Refusal } from './notices.tsx';
import { BrokenOff, fetchOwnCopy } from './own-copy.ts';
import { useOwnDataWords } from './own-data-words.ts';
import { useProved } from './proved.tsx';

const FILE_NAME = 'my-data.zip';

/** A copy of one's own data as a file (V14): made while one waits, and to be saved again without making it again. */
export function CopyOfData() {
  const t = useOwnDataWords();
  const lang = useLang();
  const [soFar, setSoFar] = useState<number>();
  const [copy, setCopy] = useState<{ url: string; bytes: number }>();
  const [nextAt, setNextAt] = useState<string>();
  const { run, busy, failure, stepUp } = useProved();
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  useEffect(() => () => URL.revokeObjectURL(copy?.url ?? ''), [copy]);
  const make = async (): Promise<void> => {
    leaving.current = new AbortController();
    setCopy(undefined);
    setNextAt(undefined);
    setSoFar(0);
    try {
      const file = await fetchOwnCopy(setSoFar, leaving.current.signal);
      const url = URL.createObjectURL(file);
      setCopy({ url, bytes: file.size });
      save(url);
    } catch (error) {
      setNextAt(afterLimit(error));
      throw error;
    } finally {
      setSoFar(undefined);
    }
  };
  const told = nextAt
    ? t('copyLimit', { at: instantWords(nextAt, lang) })
    : failure instanceof BrokenOff
      ? t('copyBroken')
      : undefined;
  return (
    <section aria-labelledby="copy">
      <h2 id="copy">{t('copyTitle')}</h2>
      <p>{t('copyLead')}</p>
      <ul className="rules hint">
        <li>{t('copyRule')}</li>
        <li>{t('copyKeep')}</li>
      </ul>
      {told ? (
        <p role="alert" className="fault">
          {told}
        </p>
      ) : (
        <Refusal failure={failure} />
      )}
      <div role="status">
        {soFar === undefined ? null : <p>{t('copyMaking')}</p>}
        {copy ? (
          <Panel means="done" title={t('copyDone')}>
            <p>{t('copyDoneLead', { name: FILE_NAME, size: sizeWords(copy.bytes, lang) })}</p>
            <p>
              <a href={copy.url} download={FILE_NAME}>
                {t('copySave')}
              </a>
            </p>
          </Panel>
        ) : null}
      </div>
      {soFar ? <p className="hint">{t('copySoFar', { size: sizeWords(soFar, lang) })}</p> : null}
      {stepUp ?? (
        <div className="buttons">
          <button
            type="button"
            id="make-copy"
            className={copy || nextAt ? 'button-quiet' : 'button'}
            disabled={busy}
            onClick={() => void run(make)}
          >
            {t('copyMake')}
          </button>
        </div>
      )}
    </section>
  );
}

/** When the next copy can be made; undefined for any other trouble. */
function afterLimit(error: unknown): string | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'rate-limited') return undefined;
  const seconds = Number(error.problem.details?.['retryAfterSeconds']);
  return new Date(Date.now() + seconds * 1000).toISOString();
}

function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = FILE_NAME;
  link.click();
}

function sizeWords(bytes: number, lang: Lang): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  const format = { style: 'unit', unit, maximumFractionDigits: bytes < 1e6 ? 0 : 1 } as const;
  return new Intl.NumberFormat(LANG_TAGS[lang], format).format(value);
}
