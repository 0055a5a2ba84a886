import type { InputRef } from 'antd';
import type { Ref } from 'react';
import { ApiProblem } from '../../../shared/problem.ts';
import { useWords } from '../../words.ts';
import { TextField } from '../text-field.tsx';
import { useAccountWords } from './words.ts';

/** Characters of a password beside a second factor; the API has the last say. */
const LENGTHS = { min: 8, max: 128 };
const RULES = [
  'password-too-short',
  'password-too-long',
  'password-too-common',
  'password-too-obvious',
] as const;

export const isWeak = (error: Error | null): error is ApiProblem =>
  error instanceof ApiProblem && error.code === 'password-weak';

type Props = {
  value: string;
  onChange: (value: string) => void;
  /** What the API said to it. */
  error: Error | null;
  ref?: Ref<InputRef>;
};

/** A new password, with what is asked of it and what is wrong with it. */
export function NewPasswordField({ value, onChange, error, ref }: Props) {
  const say = useWords();
  const tell = useAccountWords();
  const broken = isWeak(error) ? error.problem.details?.['rule'] : undefined;
  const rule = RULES.find((each) => each === broken);
  return (
    <TextField
      ref={ref ?? null}
      id="new-password"
      label={say('newPassword')}
      hint={tell('passwordRules', LENGTHS)}
      type="password"
      autoComplete="new-password"
      value={value}
      onChange={onChange}
      fault={isWeak(error) ? (rule ? tell(`weak.${rule}`, LENGTHS) : error.message) : undefined}
    />
  );
}
