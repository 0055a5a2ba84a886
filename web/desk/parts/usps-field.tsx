import { Input, type InputRef } from 'antd';
import type { Ref } from 'react';
import { uspsVerdict } from '../../../domain/usps.ts';
import { useWords } from '../words.ts';

type Props = {
  id: string;
  label: string;
  value: string;
  ref?: Ref<InputRef>;
  onChange: (value: string) => void;
};

/** A USPS number, checked while it is typed: another carrier's is refused, a doubtful digit only questioned. */
export function UspsField({ id, label, value, ref, onChange }: Props) {
  const say = useWords();
  const verdict = value.trim() === '' ? undefined : uspsVerdict(value);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        ref={ref ?? null}
        id={id}
        className="code"
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        value={value}
        aria-invalid={verdict === 'not-usps' || undefined}
        aria-describedby={`${id}-verdict`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-verdict`} role="status" data-verdict={verdict}>
        {verdict && say(`usps.${verdict}`)}
      </p>
    </div>
  );
}
