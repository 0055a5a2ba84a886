import { Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords } from '../../words.ts';

type Props = { id?: string; code: string; onCode: (code: string) => void };

/** Six digits, as an authenticator app shows them; blanks that were typed with them do not count. */
export function CodeField({ id = 'code', code, onCode }: Props) {
  const say = useWords();
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <label htmlFor={id}>{say('code')}</label>
      <Input
        ref={field}
        id={id}
        className="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => onCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
      />
    </>
  );
}
