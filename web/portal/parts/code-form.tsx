import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiProblem } from '../../shared/problem.ts';
import { useAction } from './action.ts';
import { focusOn } from './focus.ts';
import { Refusal } from './notices.tsx';
import { PlainField } from './plain-field.tsx';
import { useShellWords } from './shell-words.ts';

type Props = {
  id?: string;
  /** Of the button. */
  send: string;
  onCode: (code: string) => Promise<void>;
  onAgain: () => Promise<void>;
  /** Other ways out, beside the buttons. */
  children?: ReactNode;
};

/** Asks for the code that was sent to an address. */
export function CodeForm({ id = 'code', send, onCode, onAgain, children }: Props) {
  const t = useShellWords();
  const [code, setCode] = useState('');
  const [isNoCode, setNoCode] = useState(false);
  const [isSentAgain, setSentAgain] = useState(false);
  const { run, busy, failure } = useAction(async () => onCode(code.trim()));
  const again = useAction(async () => {
    await onAgain();
    setSentAgain(true);
  });
  const wrong = failure instanceof ApiProblem && failure.code === 'code-wrong' ? failure.problem.title : '';
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const isCode = /^\d{6}$/.test(code.trim());
    setNoCode(!isCode);
    if (isCode) await run();
    else focusOn(id);
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Refusal failure={wrong ? again.failure : (failure ?? again.failure)} />
      <PlainField
        id={id}
        label={t('code')}
        hint={t('codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        className="code-input"
        value={code}
        onChange={setCode}
        fault={isNoCode ? t('codeFault') : wrong || undefined}
      />
      <div className="buttons">
        <button className="button" type="submit" disabled={busy}>
          {send}
        </button>
        <button className="link-button" type="button" disabled={again.busy} onClick={() => void again.run()}>
          {t('codeAgain')}
        </button>
        {children}
      </div>
      <p role="status">{isSentAgain ? t('codeSentAgain') : ''}</p>
    </form>
  );
}
