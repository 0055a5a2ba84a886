import type { ReactNode } from 'react';
import type { Form } from '../../client/api.ts';
import { useFormWords } from './form-words.ts';
import { Sign } from './signs.tsx';
import { tidyDate, traitsOf } from './traits.ts';

export type FieldSpec = Form['sections'][number]['fields'][number];
type FieldProps = {
  field: FieldSpec;
  value: string;
  onChange: (value: string) => void;
  onLeave?: () => void;
  fault?: { reason: string; advice?: boolean } | undefined;
  /** Keeps one applicant's data from another's in the browser's own memory. */
  autofillGroup?: string;
  before?: ReactNode;
};

/** One question: label, hint, fault and the input that fits. The input's id is the question's, for links to it. */
export function Field(props: FieldProps) {
  const { field, fault, before } = props;
  const hasHint = field.hint !== undefined || field.kind === 'date';
  const described = [hasHint && `${field.id}-hint`, fault && `${field.id}-fault`].filter(Boolean).join(' ');
  const isGroup = field.kind === 'choice' && (field.options?.length ?? 0) <= 5;
  const body = (
    <>
      {before}
      <Hint field={field} />
      <Fault id={field.id} fault={fault} />
    </>
  );
  const className = fault && !fault.advice ? 'field field-fault' : 'field';
  if (isGroup) {
    return (
      <fieldset className={className} id={field.id} tabIndex={-1} aria-describedby={described || undefined}>
        <legend>
          {field.label}
          <Optional field={field} />
        </legend>
        {body}
        <Radios {...props} />
      </fieldset>
    );
  }
  return (
    <div className={className}>
      <label htmlFor={field.id}>
        {field.label}
        <Optional field={field} />
      </label>
      {body}
      <Input {...props} described={described} />
    </div>
  );
}

function Optional({ field }: { field: FieldSpec }) {
  const t = useFormWords();
  return field.required || /[((]/.test(field.label) ? null : (
    <span className="optional">{t('optional')}</span>
  );
}

function Hint({ field }: { field: FieldSpec }) {
  const t = useFormWords();
  const words = field.hint ?? (field.kind === 'date' ? t('dateHint') : undefined);
  return words ? (
    <p className="hint" id={`${field.id}-hint`}>
      {words}
    </p>
  ) : null;
}

export function Fault({ id, fault }: { id: string; fault: FieldProps['fault'] }) {
  const t = useFormWords();
  if (!fault) return null;
  return (
    <p className={fault.advice ? 'advice' : 'fault'} id={`${id}-fault`}>
      <Sign of="warn" />
      <span className="unseen">{fault.advice ? t('advice') : t('fault')}</span>
      {fault.reason}
    </p>
  );
}

function Radios({ field, value, onChange, onLeave, fault }: FieldProps) {
  return (
    <div className="radios">
      {field.options?.map((option) => (
        <label key={option.value} className="radio">
          <input
            type="radio"
            name={field.id}
            value={option.value}
            checked={value === option.value}
            aria-invalid={fault && !fault.advice ? true : undefined}
            onChange={() => onChange(option.value)}
            onBlur={onLeave}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}

function Input({
  field,
  value,
  onChange,
  onLeave,
  fault,
  autofillGroup,
  described,
}: FieldProps & { described: string }) {
  const t = useFormWords();
  const { autoComplete, ...traits } = traitsOf(field);
  const common = {
    id: field.id,
    value,
    'aria-describedby': described || undefined,
    'aria-invalid': fault && !fault.advice ? true : undefined,
    'aria-required': field.required || undefined,
    autoComplete:
      autoComplete === 'off' || !autofillGroup ? 'off' : `section-${autofillGroup} ${autoComplete}`,
  };
  if (field.kind === 'choice') {
    return (
      <select {...common} onChange={(event) => onChange(event.target.value)} onBlur={onLeave}>
        <option value="">{t('choose')}</option>
        {field.options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === 'longtext' || field.kind === 'mrz') {
    const area = (
      <textarea
        {...common}
        {...traits}
        rows={field.kind === 'mrz' ? 4 : 3}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
    );
    return field.noneAllowed ? (
      <>
        {area}
        <NoneButton field={field} value={value} onChange={onChange} />
      </>
    ) : (
      area
    );
  }
  const leave = (): void => {
    const tidy = field.kind === 'date' ? tidyDate(value) : value;
    if (tidy !== value) onChange(tidy);
    onLeave?.();
  };
  const input = (
    <input
      {...common}
      {...traits}
      type={traits.type}
      onChange={(event) => onChange(event.target.value)}
      onBlur={leave}
    />
  );
  return field.noneAllowed ? (
    <div className="with-none">
      {input}
      <NoneButton field={field} value={value} onChange={onChange} />
    </div>
  ) : (
    input
  );
}

/** 無 is a legal answer where the form says so. */
function NoneButton({ field, value, onChange }: Pick<FieldProps, 'field' | 'value' | 'onChange'>) {
  const t = useFormWords();
  return (
    <button
      type="button"
      className="button-quiet"
      aria-pressed={value === '無' || value === '无'}
      onClick={() => onChange('無')}
    >
      無<span className="unseen">{t('noneFor', { label: field.label })}</span>
    </button>
  );
}
