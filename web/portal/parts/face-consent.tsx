import { useQuery } from '@tanstack/react-query';
import type { FaceChecks } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { queries } from '../queries.ts';
import { useAction } from './action.ts';
import { useFormWords } from './form-words.ts';
import { Refusal } from './notices.tsx';

/** What comparing faces means, and the answer to it (D8): refused as easily as given, and withdrawn as easily. */
export function FaceConsent({ id, consent, onAnswer }: Props) {
  const t = useFormWords();
  const { data: text } = useQuery(queries.consent('face', useLang()));
  const answer = useAction(async (_key, given: boolean) => {
    if (!text) return;
    const { version, textHash } = text;
    await data(api.answerConsent(id, 'face', { version, textHash, given }, { format: 'text' }));
    await onAnswer();
  });
  if (!text) return null;
  if (consent === 'given')
    return (
      <p>
        {t('faceConsented')}{' '}
        <button
          type="button"
          className="link-button"
          disabled={answer.busy}
          onClick={() => void answer.run(false)}
        >
          {t('faceWithdraw')}
        </button>
      </p>
    );
  return (
    <>
      {consent === 'refused' ? <p className="face-outcome">{t('faceRefused')}</p> : null}
      <blockquote className="statement">
        <p>{text.text}</p>
        <p className="hint">{t('statementVersion', { version: text.version })}</p>
      </blockquote>
      <Refusal failure={answer.failure} />
      <div className="chooser">
        <button
          type="button"
          id="face-consent"
          className="button-quiet"
          disabled={answer.busy}
          onClick={() => void answer.run(true)}
        >
          {t('faceConsent')}
        </button>
        {consent === 'refused' ? null : (
          <button
            type="button"
            className="button-quiet"
            disabled={answer.busy}
            onClick={() => void answer.run(false)}
          >
            {t('faceRefuse')}
          </button>
        )}
      </div>
    </>
  );
}
type Props = { id: string; consent: FaceChecks['consent']; onAnswer: () => Promise<void> };
