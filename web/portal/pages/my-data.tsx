import { Consents } from '../parts/consents.tsx';
import { CopyOfData } from '../parts/copy-of-data.tsx';
import { Kept } from '../parts/kept.tsx';
import { useOwnDataWords } from '../parts/own-data-words.ts';
import { Page } from '../parts/page.tsx';

/** What is kept of a person and how long, what one has consented to, and a copy of all of it (V14, D8, R-50). */
export function MyData() {
  const t = useOwnDataWords();
  return (
    <Page
      title={t('title')}
      lead={<p>{t('lead')}</p>}
      back={{ link: { to: '/account' }, words: t('toAccount') }}
      aside={<Kept />}
    >
      <CopyOfData />
      <Consents />
    </Page>
  );
}
