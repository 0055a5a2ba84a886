import { Input, type InputProps, type InputRef } from 'antd';
import type { ReactNode, Ref } from 'react';

type Props = Omit<InputProps, 'id' | 'value' | 'onChange'> & {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  ref?: Ref<InputRef>;
  fault: string | undefined;
};

/** A line to type, with what is asked of it below its name and what is wrong with it below itself. */
export function TextField({ id, label, value, onChange, hint, fault, ref, ...rest }: Props) {
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <div id={`${id}-hint`} className="soft">
          {hint}
        </div>
      )}
      <Input
        {...rest}
        ref={ref ?? null}
        id={id}
        value={value}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault && (
        <p id={`${id}-fault`} className="fault">
          {fault}
        </p>
      )}
    </div>
  );
}
