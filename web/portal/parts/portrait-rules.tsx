import { PORTRAIT_AIM } from '../../../domain/portrait.ts';
import { useFormWords } from './form-words.ts';

/** What the published rules ask of a portrait, before one is taken. */
export function PortraitRules() {
  const t = useFormWords();
  return (
    <details>
      <summary>{t('portraitRules')}</summary>
      <ul>
        <li>{t('portraitRule1')}</li>
        <li>{t('portraitRule2')}</li>
        <li>{t('portraitRule3')}</li>
        <li>{t('portraitRule4')}</li>
      </ul>
    </details>
  );
}

/** Millimetres of the printed portrait: the unit in which the rules are written. */
const PRINT = { width: 33, height: 48 };
const CROWN = PORTRAIT_AIM.aboveCrown * PRINT.height;
const CHIN = CROWN + PORTRAIT_AIM.head * PRINT.height;

/** One's own portrait with the lines at which crown, chin and the middle of the face should lie. */
export function PortraitLines({
  address,
  width,
  height,
}: {
  address: string;
  width: number;
  height: number;
}) {
  const t = useFormWords();
  return (
    <figure className="portrait-lines">
      <div>
        <img src={address} alt={t('ownPhoto')} width={width} height={height} />
        <svg viewBox={`0 0 ${PRINT.width} ${PRINT.height}`} aria-hidden="true" focusable="false">
          {(['under', 'over'] as const).map((layer) => (
            <g key={layer} className={layer}>
              <path
                d={`M.2 .2h${PRINT.width - 0.4}v${PRINT.height - 0.4}h-${PRINT.width - 0.4}Z M0 ${CROWN}h${PRINT.width} M0 ${CHIN}h${PRINT.width} M${PRINT.width / 2} 0v${PRINT.height}`}
              />
            </g>
          ))}
        </svg>
      </div>
      <figcaption className="hint">{t('portraitLines')}</figcaption>
    </figure>
  );
}
