import { useQuery } from '@tanstack/react-query';
import type { ChangeEvent } from 'react';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { queries, refresh } from '../queries.ts';
import { useAction } from './action.ts';
import { FaceConsent } from './face-consent.tsx';
import { useFormWords } from './form-words.ts';
import { Refusal } from './notices.tsx';
import { SelfieCamera } from './selfie.tsx';
import { Sign } from './signs.tsx';
import { asJpeg, upload } from './upload.ts';

/** A selfie against the portrait, once one has consented: how it stands, another try, and going on without. */
export function FaceCheck({ id, portraitId, onChange }: Props) {
  const t = useFormWords();
  const { data: face } = useQuery({
    ...queries.faceChecks(id, portraitId, useLang()),
    // In another language the same standing: an open camera must not close for it. Of another portrait nothing is known.
    placeholderData: (before, query) => (query?.queryKey[2] === portraitId ? before : undefined),
  });
  const settle = async (): Promise<void> => {
    await Promise.all([refresh(['face-checks', id]), onChange()]);
  };
  const compare = useAction(async (_key, file: File) => {
    await upload(`/v1/drafts/${id}/face-checks`, (await asJpeg(file)) ?? file, () => undefined);
    await settle();
  });
  const skip = useAction(async () => {
    await data(api.skipFaceCheck(id, {}));
    await settle();
  });
  if (!face || (!face.needed && face.standing === 'open')) return null;
  const last = face.consent === 'given' ? face.checks[0] : undefined;
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    event.target.value = ''; // the same file may be chosen again
    if (file) void compare.run(file);
  };
  return (
    <section className="field material" aria-labelledby="face-title">
      <h2 id="face-title">{t('faceTitle')}</h2>
      <p className="hint">{t('faceHint')}</p>
      <FaceConsent id={id} consent={face.consent} onAnswer={settle} />
      <div aria-live="polite">
        {compare.busy ? <p>{t('checking')}</p> : null}
        {last && !compare.busy ? (
          <p className="face-outcome">
            {face.standing === 'open' ? <Sign of="warn" /> : <Sign of="tick" />} {last.reason}
          </p>
        ) : null}
      </div>
      <Refusal failure={compare.failure ?? skip.failure} />
      {face.consent === 'given' && face.standing === 'open' && !compare.busy ? (
        <>
          <p>{t('faceTriesLeft', { count: face.triesLeft })}</p>
          {face.triesLeft > 0 ? (
            <SelfieCamera onTake={(selfie) => void compare.run(selfie)} />
          ) : face.maySkip ? null : (
            <p>{t('faceTomorrow')}</p>
          )}
          <div className="chooser">
            {face.triesLeft > 0 ? (
              <label className="button-quiet file-label">
                <input
                  id="face"
                  className="unseen"
                  type="file"
                  accept="image/*"
                  capture="user"
                  onChange={take}
                />
                {t('takeSelfie')}
              </label>
            ) : null}
            {face.maySkip ? (
              <button
                type="button"
                className="button-quiet"
                disabled={skip.busy}
                onClick={() => void skip.run()}
              >
                {t('skipFace')}
              </button>
            ) : null}
          </div>
        </>
      ) : null}
    </section>
  );
}
type Props = { id: string; portraitId: string; onChange: () => Promise<void> };
