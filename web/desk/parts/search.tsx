import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { parseOrderNumber } from '../../../domain/order-number.ts';
import { api, data } from '../../shared/api.ts';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { useServiceName } from '../asks.ts';
import { Link, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { ProblemNote } from './problem-note.tsx';

/** By order number or whole name. One hit opens at once; names are never put into an address. */
export function Search({ onClose }: { onClose: () => void }) {
  const say = useWords();
  const lang = useLang();
  const go = useGo();
  const serviceName = useServiceName();
  const [text, setText] = useState('');
  const search = useMutation({
    mutationFn: (words: string) => data(api.searchCases({ text: words })),
    onSuccess: ({ cases }) => {
      const [only] = cases;
      if (cases.length === 1 && only) void open(only.orderNumber);
    },
  });
  async function open(orderNumber: string): Promise<void> {
    onClose();
    await go({ to: '/cases/$orderNumber', params: { orderNumber } });
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    const words = text.trim();
    const orderNumber = parseOrderNumber(words);
    // New York finds what it prints by number; the search by name is the post's own.
    if (orderNumber) void open(orderNumber);
    else if (words) search.mutate(words);
  }
  const found = search.data?.cases;
  return (
    <Dialog title={say('searchTitle')} onClose={onClose}>
      <form className="search" onSubmit={submit} role="search">
        <label htmlFor="search-text">{say('searchHint')}</label>
        <div className="in-a-row">
          <Input
            id="search-text"
            data-begin
            autoComplete="off"
            value={text}
            maxLength={100}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="primary" htmlType="submit" loading={search.isPending}>
            {say('search')}
          </Button>
        </div>
      </form>
      <div role="status">
        {found?.length === 0 && <p>{say('searchNone')}</p>}
        {found && found.length > 1 && <p>{say('searchFound', { count: found.length })}</p>}
      </div>
      {search.error && <ProblemNote error={search.error} />}
      {found && found.length > 1 && (
        <ul className="found">
          {found.map(({ orderNumber, service, statusText, submittedAt }) => (
            <li key={orderNumber}>
              <Link
                place={{ to: '/cases/$orderNumber', params: { orderNumber } }}
                onClick={onClose}
                className="code"
              >
                {orderNumber}
              </Link>
              <span>{serviceName(service)}</span>
              <span>{statusText}</span>
              <span className="soft">{dayWords(submittedAt, lang)}</span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
