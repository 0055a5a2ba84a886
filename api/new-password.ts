import { passwordFault } from '../adapters/passwords.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';

/**
 * What every new password has to pass, whoever chooses it.
 * @param ownWords  what is known about the person, so that it is not made of it
 * @throws CaseError password-weak, with the rule that it breaks
 */
export async function checkNewPassword(
  { breachedPasswords }: Pick<AppDeps, 'breachedPasswords'>,
  password: string,
  ownWords: readonly string[],
  { hasSecondFactor }: { hasSecondFactor: boolean },
): Promise<void> {
  const rule =
    passwordFault(password, ownWords, { hasSecondFactor }) ??
    ((await breachedPasswords?.has(password)) ? 'password-breached' : undefined);
  if (rule) throw new CaseError('password-weak', { rule });
}
