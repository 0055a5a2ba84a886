import { Button } from 'antd';
import { useLayoutEffect, useRef } from 'react';
import { STATUS_WORDS } from '../../../domain/statuses.ts';
import type { Case, CommandAnswer } from '../../client/api.ts';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { usePost } from '../asks.ts';
import { useKeys } from '../keys.ts';
import { useNext } from '../next.ts';
import { useWords, type Word } from '../words.ts';

type Props = { shown: Case; kind: string; answer: CommandAnswer; onStay: () => void };

/** What was decided and what follows; Enter (or n) goes on to the next case. */
export function Outcome({ shown, kind, answer, onStay }: Props) {
  const say = useWords();
  const lang = useLang();
  const zone = usePost(shown.post)?.timeZone;
  const next = useNext();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => button.current?.focus(), []);
  useKeys([{ key: 'Escape', label: say('stay'), group: 'deciding', run: onStay }]);
  const isFresh = shown.version >= answer.version;
  return (
    <section className="outcome" aria-label={say('done', { what: say(kind as Word) })}>
      <div role="status">
        <h2>{say('done', { what: say(kind as Word) })}</h2>
        <p>
          {say('doneStatus', { status: STATUS_WORDS[answer.status][lang] })}
          {isFresh && shown.dueAt && ` ${say('dueAt')}: ${dayWords(shown.dueAt, lang, zone)}`}
        </p>
      </div>
      <div className="choices">
        <Button ref={button} type="primary" onClick={() => void next()} aria-keyshortcuts="n Enter">
          {say('nextCase')} <kbd>Enter</kbd>
        </Button>
        <Button onClick={onStay}>
          {say('stay')} <kbd>Esc</kbd>
        </Button>
      </div>
    </section>
  );
}
