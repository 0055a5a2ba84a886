import { isEnded } from '../../../domain/statuses.ts';
import type { Order } from '../../client/api.ts';
import { Panel } from './notices.tsx';
import { useOrderWords } from './order-words.ts';

/** What has become of the document that is replaced, and of the question to its issuing authority. */
export function OldDocument({ order }: { order: Order }) {
  const t = useOrderWords();
  const isGone = ['lost', 'stolen'].includes(order.answers['loss.kind'] ?? '');
  const isPassport = order.service === 'passport.replace';
  if (isPassport && isGone && order.oldPassport === 'valid' && !isEnded(order.status))
    return (
      <Panel means="know" title={t('oldTitle')}>
        <p>{t('oldWillBeVoid')}</p>
      </Panel>
    );
  if (order.oldPassport === 'void')
    return (
      <Panel means={order.issuer === 'asked' ? 'turn' : 'know'} title={t('oldVoidTitle')}>
        <p>{t('oldVoid')}</p>
        {order.issuer === 'asked' ? <p>{t('issuerAsked')}</p> : null}
        {order.issuer === 'confirmed' ? <p>{t('issuerConfirmed')}</p> : null}
      </Panel>
    );
  if (order.oldPassport === 'cancelled') return <p>{t('oldCancelled')}</p>;
  return null;
}

/** Why an order that is under way cannot be withdrawn, in words; undefined when it can, or when it has ended. */
export function useWhyNotWithdrawn(order: Order): string | undefined {
  const t = useOrderWords();
  if (isEnded(order.status) || order.allowed.includes('withdraw')) return undefined;
  return order.oldPassport === 'void' ? t('noWithdrawVoid') : t('noWithdrawMade');
}
