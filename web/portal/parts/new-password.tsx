import { ApiProblem } from '../../shared/problem.ts';
import { PasswordField } from './plain-field.tsx';
import { useShellWords } from './shell-words.ts';

/** Characters of a password that stands alone, and of one beside a second factor; the API has the last say. */
export const PASSWORD_LENGTH = 15;
export const PASSWORD_LENGTH_WITH_FACTOR = 8;

/** Why the API will not have a new password; undefined when that is not what it said. */
export function useWeakness(failure: unknown, length = PASSWORD_LENGTH): string | undefined {
  const t = useShellWords();
  if (!(failure instanceof ApiProblem) || failure.code !== 'password-weak') return undefined;
  const rule = failure.problem.details?.['rule'];
  if (rule === 'password-too-short') return t('passwordShort', { count: length });
  return rule === 'password-too-obvious' ? t('passwordObvious') : t('passwordCommon');
}

/** A new password, with what is asked of it. */
export function NewPasswordField({ id, label, length = PASSWORD_LENGTH, value, fault, onChange }: Props) {
  const t = useShellWords();
  return (
    <PasswordField
      id={id}
      label={label}
      hint={
        <ul className="rules">
          <li>{t('passwordRule1', { count: length })}</li>
          <li>{t('passwordRule2')}</li>
          <li>{t('passwordRule3')}</li>
        </ul>
      }
      autoComplete="new-password"
      value={value}
      onChange={onChange}
      fault={fault}
    />
  );
}
type Props = {
  id: string;
  label: string;
  length?: number;
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
};
