import { SUPPLEMENT_REASONS } from '../../../domain/case-state.ts';
import { SUPPLEMENT_REASON_TEXTS } from '../../../domain/texts/grounds.ts';
import { useLang } from '../../shared/words.ts';
import { useWords } from '../words.ts';

type Props = { name: string; value: string; isMissing?: boolean; onChange: (reason: string) => void };

/** The browser's own list: one letter chooses, as keyboards expect. */
export function ReasonChoice({ name, value, isMissing, onChange }: Props) {
  const say = useWords();
  const lang = useLang();
  return (
    <select
      className="reason"
      aria-label={say('supplement.reasonOf', { name })}
      aria-invalid={isMissing || undefined}
      data-missing={value === ''}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{say('supplement.chooseReason')}</option>
      {SUPPLEMENT_REASONS.map((reason) => (
        <option key={reason} value={reason}>
          {SUPPLEMENT_REASON_TEXTS[reason][lang]}
        </option>
      ))}
    </select>
  );
}
