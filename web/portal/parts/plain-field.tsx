import { type InputHTMLAttributes, type ReactNode, useState } from 'react';
import { Fault } from './field.tsx';
import { useShellWords } from './shell-words.ts';

type PlainFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange' | 'value'> & {
  id: string;
  label: string;
  hint?: ReactNode;
  fault?: string | undefined;
  isOptional?: boolean;
  value: string;
  onChange: (value: string) => void;
};

/** An input of a small form that is not an application: login, registration, code. */
export function PlainField({
  id,
  label,
  hint,
  fault,
  isOptional,
  value,
  onChange,
  ...rest
}: PlainFieldProps) {
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={fault ? 'field field-fault' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
      <Fault id={id} fault={fault ? { reason: fault } : undefined} />
      <input
        {...rest}
        id={id}
        value={value}
        aria-describedby={described}
        aria-invalid={fault ? true : undefined}
        aria-required={isOptional ? undefined : true}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

export function PasswordField(props: Omit<PlainFieldProps, 'type'>) {
  const t = useShellWords();
  const [shown, setShown] = useState(false);
  return (
    <div className="password">
      <PlainField
        {...props}
        type={shown ? 'text' : 'password'}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      <label className="tick">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        <span>{t('showPassword')}</span>
      </label>
    </div>
  );
}
