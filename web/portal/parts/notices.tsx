import type { ReactNode } from 'react';
import { FRAUD_NOTICE } from '../../../domain/texts/mails.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { useLang } from '../../shared/words.ts';
import { useShellWords } from './shell-words.ts';
import { Sign } from './signs.tsx';

type Meaning = 'turn' | 'fault' | 'done' | 'know';

/** A panel whose left edge says what it means. */
export function Panel({ means, title, children }: { means: Meaning; title?: string; children?: ReactNode }) {
  return (
    <section className={`panel panel-${means}`}>
      {title ? (
        <h2>
          {means === 'done' ? <Sign of="tick" /> : means === 'know' ? null : <Sign of="warn" />}
          {title}
        </h2>
      ) : null}
      {children}
    </section>
  );
}

/** wherever money, messages or calls are spoken of. */
export function FraudNotice() {
  const t = useShellWords();
  const lang = useLang();
  return (
    <section className="fraud" aria-label={t('fraudTitle')}>
      <Sign of="warn" />
      <p>
        <strong>{t('fraudTitle')}</strong> {FRAUD_NOTICE[lang]}
      </p>
    </section>
  );
}

/** Why something that was just tried did not happen; said aloud when it appears. */
export function Refusal({ failure }: { failure: unknown }) {
  const t = useShellWords();
  return (
    <div role="alert">
      {failure ? (
        <div className="panel panel-fault">
          <p>
            <Sign of="warn" /> {failureWords(failure, t)}
          </p>
          {failure instanceof ApiProblem && failure.problem.errors?.length ? (
            <ul>
              {failure.problem.errors.map(({ field, reason }) => (
                <li key={field}>{reason}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function failureWords(failure: unknown, t: ReturnType<typeof useShellWords>): string {
  return failure instanceof ApiProblem ? failure.problem.title : t('notReached');
}
