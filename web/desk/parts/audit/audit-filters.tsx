import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, type ReactNode, type Ref, useId, useState } from 'react';
import { AUDIT_ACTIONS, type AuditAction } from '../../../../domain/audit.ts';
import { parseOrderNumber } from '../../../../domain/order-number.ts';
import { auditWords } from '../../../../domain/texts/audit.ts';
import { useLang } from '../../../shared/words.ts';
import { ACTION_HEADINGS } from '../../words/audit.ts';
import { useWords } from '../../words.ts';
import { type AuditField, type AuditFilter, faultsOf, useAuditWords } from './trail.ts';

const thingOf = (action: AuditAction): string => action.split('.')[0] ?? '';

const DAYS = ['from', 'to'] as const;

type Props = {
  filter: AuditFilter;
  onChange: (part: Partial<AuditFilter>) => void;
  /** With what may be asked. */
  onLook: (filter: AuditFilter) => void;
  onClear: () => void;
  /** What the server said of a field. */
  refusals: Partial<Record<string, string>>;
  firstField: Ref<InputRef>;
};

/** What to look for. Nothing is asked before it is sent: each look is on record. */
export function AuditFilters(props: Props) {
  const { filter, onChange, onLook, onClear, refusals, firstField } = props;
  const say = useWords();
  const sayAudit = useAuditWords();
  const [isTried, setTried] = useState(() => Object.keys(faultsOf(filter)).length > 0);
  const [unread, setUnread] = useState<AuditField[]>([]);
  const faults = faultsOf(filter, unread);
  const faultAt = (field: AuditField): string | undefined => {
    const fault = isTried ? faults[field] : undefined;
    if (!fault) return refusals[field];
    return fault === 'notAnOrder' ? say(fault) : sayAudit(fault);
  };
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const unreadNow = DAYS.filter(
      (day) => form.querySelector<HTMLInputElement>(`#audit-${day}`)?.validity.badInput,
    );
    setTried(true);
    setUnread(unreadNow);
    const [wrong] = Object.keys(faultsOf(filter, unreadNow));
    if (wrong) form.querySelector<HTMLElement>(`#audit-${wrong}`)?.focus();
    else onLook({ ...filter, order: parseOrderNumber(filter.order) ?? '' });
  }
  const input = (field: Exclude<AuditField, 'action'>) => ({
    value: filter[field],
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => onChange({ [field]: event.target.value }),
  });
  return (
    <form className="audit-filters" aria-label={sayAudit('filters')} onSubmit={submit} noValidate>
      <Field name="order" label={say('order')} shortcut="f" fault={faultAt('order')}>
        {(shown) => <Input {...shown} {...input('order')} ref={firstField} className="mono" maxLength={40} />}
      </Field>
      <Field name="actor" label={sayAudit('byWhom')} hint={sayAudit('whoHint')} fault={faultAt('actor')}>
        {(shown) => <Input {...shown} {...input('actor')} maxLength={100} />}
      </Field>
      <Field name="action" label={sayAudit('action')} fault={faultAt('action')}>
        {(shown) => (
          <ActionChoice {...shown} value={filter.action} onChoose={(action) => onChange({ action })} />
        )}
      </Field>
      <Field name="from" label={sayAudit('from')} fault={faultAt('from')}>
        {(shown) => <Input {...shown} {...input('from')} type="date" max="9999-12-31" />}
      </Field>
      <Field name="to" label={sayAudit('to')} fault={faultAt('to')}>
        {(shown) => <Input {...shown} {...input('to')} type="date" max="9999-12-31" />}
      </Field>
      <div className="in-a-row">
        <Button type="primary" htmlType="submit">
          {sayAudit('look')}
        </Button>
        <Button onClick={onClear}>{sayAudit('clear')}</Button>
      </div>
    </form>
  );
}

type Shown = { id: string; 'aria-keyshortcuts'?: string; 'aria-invalid'?: true; 'aria-describedby'?: string };
type FieldProps = {
  name: AuditField;
  label: string;
  hint?: string;
  /** The key that leads here. */
  shortcut?: string;
  fault: string | undefined;
  children: (shown: Shown) => ReactNode;
};

function Field({ name, label, hint, shortcut, fault, children }: FieldProps) {
  const id = `audit-${name}`;
  const note = useId();
  return (
    <div>
      <label htmlFor={id}>
        {label} {hint && <span className="soft">{hint}</span>}
        {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
      </label>
      {children({
        id,
        ...(shortcut && { 'aria-keyshortcuts': shortcut }),
        ...(fault && { 'aria-invalid': true, 'aria-describedby': note }),
      })}
      {fault && (
        <p id={note} role="alert" className="fault">
          {fault}
        </p>
      )}
    </div>
  );
}

type ChoiceProps = Shown & { value: string; onChoose: (action: string) => void };

function ActionChoice({ value, onChoose, ...shown }: ChoiceProps) {
  const sayAudit = useAuditWords();
  const lang = useLang();
  return (
    <select {...shown} value={value} onChange={(event) => onChoose(event.target.value)}>
      <option value="">{sayAudit('anyAction')}</option>
      {Object.entries(ACTION_HEADINGS).map(([heading, things]) => (
        <optgroup key={heading} label={sayAudit(heading as keyof typeof ACTION_HEADINGS)}>
          {AUDIT_ACTIONS.filter((action) => (things as readonly string[]).includes(thingOf(action))).map(
            (action) => (
              <option key={action} value={action}>
                {auditWords(action)[lang]} · {action}
              </option>
            ),
          )}
        </optgroup>
      ))}
    </select>
  );
}
