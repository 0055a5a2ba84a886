import type { Document } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { useAction } from './action.ts';
import { useFormWords } from './form-words.ts';
import { Refusal } from './notices.tsx';
import { PortraitLines } from './portrait-rules.tsx';
import { Sign } from './signs.tsx';

/** What the check advises about the portrait, with the way to have it cropped; it stops nothing. */
export function PortraitAdvice({ id, portrait, address, onChange }: Props) {
  const t = useFormWords();
  const fit = useAction(async () => {
    await data(api.fitPortrait(id, {}));
    await onChange();
  });
  if (!portrait.advice) return null;
  const { findings } = portrait.advice;
  return (
    <div className="portrait-advice" aria-live="polite">
      {findings.length === 0 ? (
        <p>
          <Sign of="tick" /> {t('portraitSound')}
        </p>
      ) : (
        <>
          <p>{t('portraitAdvice')}</p>
          <PortraitLines
            key={portrait.id}
            address={address}
            width={portrait.width}
            height={portrait.height}
          />
          <ul>
            {findings.map(({ rule, reason }) => (
              <li key={rule}>{reason}</li>
            ))}
          </ul>
          <button type="button" className="button-quiet" disabled={fit.busy} onClick={() => void fit.run()}>
            {t('fitPortrait')}
          </button>
          <Refusal failure={fit.failure} />
        </>
      )}
    </div>
  );
}
type Props = {
  id: string;
  portrait: Document;
  /** A small picture of it. */
  address: string;
  onChange: () => Promise<void>;
};
