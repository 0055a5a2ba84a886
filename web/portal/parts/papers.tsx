import { mailingPapers } from '../../../domain/papers.ts';
import type { Order } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { useOrderWords } from './order-words.ts';

type Papers = Pick<Order, 'orderNumber' | 'status'>;

/** What one prints or keeps: the confirmation at any time, slip and label once papers may be mailed. */
export function PaperLinks({ order }: { order: Papers }) {
  const t = useOrderWords();
  const when = mailingPapers(order.status);
  return (
    <section aria-labelledby="papers-title">
      <h2 id="papers-title">{t('papersTitle')}</h2>
      <ul className="links">
        <li>
          <PaperLink order={order} paper="confirmation" words={t('paperConfirmation')} />
        </li>
        {when === 'now' ? <MailingLinks order={order} /> : null}
      </ul>
      {when === 'early' ? <p className="hint">{t('papersEarly')}</p> : null}
    </section>
  );
}

function MailingLinks({ order }: { order: Papers }) {
  const t = useOrderWords();
  return (
    <>
      <li>
        <PaperLink order={order} paper="slip" words={t('paperSlip')} />
      </li>
      <li>
        <PaperLink order={order} paper="label" words={t('paperLabel')} />
      </li>
    </>
  );
}

/** A link cannot say the reader's language in a header, so its address does. */
export function PaperLink({ order, paper, words, className }: PaperLinkProps) {
  const t = useOrderWords();
  const lang = useLang();
  return (
    <a
      className={className}
      href={`/v1/orders/${order.orderNumber}/${paper}.pdf?lang=${lang}`}
      target="_blank"
      rel="noreferrer"
    >
      {words}
      <span className="unseen"> {t('newWindow')}</span>
    </a>
  );
}
type PaperLinkProps = {
  order: Papers;
  paper: 'confirmation' | 'slip' | 'label';
  words: string;
  className?: string;
};
