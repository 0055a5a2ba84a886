import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Message } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { useAction } from '../parts/action.ts';
import { FraudNotice, Refusal } from '../parts/notices.tsx';
import { useOrderWords } from '../parts/order-words.ts';
import { Page } from '../parts/page.tsx';
import { queries, refresh } from '../queries.ts';

/** 消息中心: a message counts as read when it was opened. */
export function Messages() {
  const t = useOrderWords();
  const { messages, unread } = useSuspenseQuery(queries.messages(useLang())).data;
  return (
    <Page
      title={t('messagesTitle')}
      lead={<p role="status">{unread > 0 ? t('messagesUnread', { count: unread }) : t('messagesRead')}</p>}
      back={{ link: { to: '/' }, words: t('toOrders') }}
      aside={<FraudNotice />}
    >
      {unread > 1 ? <ReadAll messages={messages} /> : null}
      {messages.length === 0 ? <p>{t('messagesNone')}</p> : null}
      <ul className="messages">
        {messages.map((message) => (
          <li key={message.id}>
            <OneMessage message={message} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function ReadAll({ messages }: { messages: readonly Message[] }) {
  const t = useOrderWords();
  const { run, busy, failure } = useAction(async () => {
    const ids = messages.filter(({ readAt }) => readAt === null).map(({ id }) => id);
    await data(api.readMessages({ ids: ids.slice(0, IDS_MAX) }));
    await refresh(['messages'], ['unread']);
  });
  return (
    <>
      <button type="button" className="link-button" disabled={busy} onClick={() => void run()}>
        {t('readAll')}
      </button>
      <Refusal failure={failure} />
    </>
  );
}
/** As many as the API takes at once. */
const IDS_MAX = 200;

function OneMessage({ message }: { message: Message }) {
  const t = useOrderWords();
  const lang = useLang();
  const read = (): void => {
    if (message.readAt) return;
    data(api.readMessage(message.id, {}, { format: 'text' }))
      .then(() => refresh(['messages'], ['unread']))
      .catch(() => undefined); // it stays unread; opening it again tries again
  };
  return (
    <details
      className={message.readAt ? 'message' : 'message message-new'}
      onToggle={(event) => {
        if (event.currentTarget.open) read();
      }}
    >
      <summary>
        <span className="message-title">
          {message.readAt ? null : <span className="tag tag-turn">{t('messageNew')}</span>} {message.title}
        </span>
        <span className="hint">
          <time dateTime={message.sentAt}>{instantWords(message.sentAt, lang)}</time>{' '}
          <span className="number">{message.orderNumber}</span>
        </span>
      </summary>
      <p className="note">{message.body}</p>
      <Link to="/orders/$orderNumber" params={{ orderNumber: message.orderNumber }}>
        {t('toOrder')}
      </Link>
    </details>
  );
}
