import { useSuspenseQuery } from '@tanstack/react-query';
import { queries } from '../queries.ts';
import { useFormWords } from './form-words.ts';

/** Who gets the notices: the account, also when it applies for somebody else. */
export function useNoticesTo(): string {
  const t = useFormWords();
  const { noticesTo } = useSuspenseQuery(queries.me()).data;
  return t('noticesTo', { email: noticesTo });
}
