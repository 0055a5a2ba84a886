import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, data } from '../../../shared/api.ts';
import { ApiProblem } from '../../../shared/problem.ts';
import { notify } from '../../notice.ts';
import { ProblemNote } from '../problem-note.tsx';
import { TextField } from '../text-field.tsx';
import { askOwnSessions } from './asks.ts';
import { isWeak, NewPasswordField } from './new-password-field.tsx';
import { useAccountWords } from './words.ts';

/** Another password, by who knows the present one; whoever else had come in with it is out (S3). */
export function ChangePassword() {
  const tell = useAccountWords();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [isBlank, setBlank] = useState(false);
  const send = useMutation({
    mutationFn: () => data(api.changeStaffPassword({ current, password }, { format: 'text' })),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
      notify(tell('passwordChanged'));
      void client.invalidateQueries({ queryKey: askOwnSessions.queryKey });
    },
  });
  const isWrong = send.error instanceof ApiProblem && send.error.code === 'password-wrong';
  useEffect(() => {
    if (send.error ?? isBlank) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [send.error, isBlank]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (send.isPending) return;
    setBlank(!current);
    if (current) send.mutate();
  }
  return (
    <section className="sheet" aria-labelledby="password-title">
      <h2 id="password-title">{tell('passwordTitle')}</h2>
      <p className="soft">{tell('passwordLead')}</p>
      <form ref={form} className="lane-work" onSubmit={submit} noValidate>
        <TextField
          id="current-password"
          label={tell('currentPassword')}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          fault={isBlank ? tell('currentBlank') : isWrong ? tell('currentWrong') : undefined}
        />
        <NewPasswordField value={password} onChange={setPassword} error={send.error} />
        {send.error && !isWrong && !isWeak(send.error) && <ProblemNote error={send.error} />}
        <div className="choices">
          <Button type="primary" htmlType="submit" aria-disabled={send.isPending}>
            {tell('changePassword')}
          </Button>
        </div>
      </form>
    </section>
  );
}
