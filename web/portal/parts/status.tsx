import { isEnded, STATUS_WORDS } from '../../../domain/statuses.ts';
import type { Order } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';

/** A status by its known name; the colour only repeats whose turn it is. */
export function StatusTag({ status, waitingFor }: Pick<Order, 'status' | 'waitingFor'>) {
  const lang = useLang();
  const meaning =
    status === 'closed' ? 'done' : isEnded(status) ? 'end' : waitingFor === 'applicant' ? 'turn' : 'know';
  return <span className={`tag tag-${meaning}`}>{STATUS_WORDS[status][lang]}</span>;
}
