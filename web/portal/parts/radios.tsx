import { Fault } from './field.tsx';

/** One question of a small form that is not an application: choices, one below the other. */
export function RadioGroup({ id, legend, isTitle = false, hint, options, value, fault, onChange }: Props) {
  return (
    <fieldset
      className={fault ? 'field field-fault' : 'field'}
      id={id}
      tabIndex={-1}
      aria-describedby={hint ? `${id}-hint` : undefined}
    >
      <legend className={isTitle ? 'unseen' : undefined}>{legend}</legend>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <Fault id={id} fault={fault ? { reason: fault } : undefined} />
      <div className="radios">
        {options.map((option) => (
          <label key={option.value} className="radio">
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={value === option.value}
              aria-invalid={fault ? true : undefined}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
type Props = {
  id: string;
  legend: string;
  /** The page's title asks the question already. */
  isTitle?: boolean;
  hint?: string | undefined;
  options: readonly { value: string; label: string }[];
  value: string | undefined;
  fault?: string | undefined;
  onChange: (value: string) => void;
};
