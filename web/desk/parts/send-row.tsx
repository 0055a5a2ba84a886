import { Button } from 'antd';
import type { CommandState } from '../command.ts';
import { useWords } from '../words.ts';
import { ProblemNote } from './problem-note.tsx';

/** The one button of a quick page, and what became of it. */
export function SendRow({ state, words }: { state: CommandState; words: string }) {
  const say = useWords();
  const isSending = state.phase === 'sending';
  return (
    <>
      {state.phase === 'failed' && <ProblemNote error={state.error} />}
      <div className="choices">
        <Button type="primary" size="large" htmlType="submit" aria-disabled={isSending}>
          {isSending ? say('sending') : words} <kbd>Enter</kbd>
        </Button>
      </div>
      <p role="status" className="soft">
        {isSending && state.waiting && say('stillSending')}
      </p>
    </>
  );
}
