import { type ErrorComponentProps, Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isMissing } from '../../shared/problem.ts';
import { Trouble } from '../parts/between.tsx';
import { useHelpingWords } from '../parts/helping-words.ts';
import { Page } from '../parts/page.tsx';
import { queryClient, refreshOrder } from '../queries.ts';

/** An order's page that could not be shown; of one that is not one's own, or not any more, it says so. */
export function OrderTrouble(props: ErrorComponentProps) {
  return isMissing(props.error) ? <Gone /> : <Trouble {...props} />;
}

function Gone() {
  const t = useHelpingWords();
  const { orderNumber = '' } = useParams({ strict: false });
  // The API does not tell an order of somebody else from none; that it was here a moment ago, this browser knows.
  const [wasOwn] = useState(() =>
    queryClient.getQueriesData({ queryKey: ['order', orderNumber] }).some(([, order]) => order !== undefined),
  );
  useEffect(() => void refreshOrder(orderNumber), [orderNumber]);
  return (
    <Page
      title={wasOwn ? t('goneTitle') : t('notYoursTitle')}
      over={<span className="number">{orderNumber}</span>}
      lead={<p>{wasOwn ? t('goneLead') : t('notYoursLead')}</p>}
    >
      <Link className="button" to="/">
        {t('toOrders')}
      </Link>
    </Page>
  );
}
