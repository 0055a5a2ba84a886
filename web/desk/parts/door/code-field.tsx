import { Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords } from '../../words.ts';

/** Six digits, as an authenticator app shows them; blanks that were typed with them do not count. */
export function CodeField({ code, onCode }: { code: string; onCode: (code: string) => void }) {
  const say = useWords();
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <label htmlFor="code">{say('code')}</label>
      <Input
        ref={field}
        id="code"
        className="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => onCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
      />
    </>
  );
}
