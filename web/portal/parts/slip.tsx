import type { Order } from '../../client/api.ts';
import { Barcode } from './barcode.tsx';
import { dollars } from './fee.tsx';
import { useOrderWords } from './order-words.ts';

/** 便簽: what lies on top of the papers, so that they find their order. */
export function Slip({ order }: { order: Order }) {
  const t = useOrderWords();
  const { answers } = order;
  return (
    <section className="slip" aria-labelledby="slip-title">
      <h2 id="slip-title">{t('slipTitle')}</h2>
      <dl>
        <div>
          <dt>{t('slipName')}</dt>
          <dd lang="zh">
            {answers['name.chinese']} {answers['name.surnamePinyin']} {answers['name.givenPinyin']}
          </dd>
        </div>
        <div>
          <dt>{t('orderNumber')}</dt>
          <dd className="number">{order.orderNumber}</dd>
        </div>
        <div>
          <dt>{t('slipFee')}</dt>
          <dd>
            {dollars(order.feeCents)} · {t('slipUnpaid')}
          </dd>
        </div>
      </dl>
      <Barcode text={order.orderNumber} />
    </section>
  );
}
