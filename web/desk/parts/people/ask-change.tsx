import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { PostCode } from '../../../../domain/posts.ts';
import { INVITATION_HOURS } from '../../../../domain/staffing.ts';
import type { StaffPerson } from '../../../client/api.ts';
import { api, data } from '../../../shared/api.ts';
import { useKept } from '../../kept.ts';
import { notify } from '../../notice.ts';
import { useWords } from '../../words.ts';
import { Coded } from '../coded.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { useSheetKeys } from '../sheet-keys.ts';
import { TextField } from '../text-field.tsx';
import { readAgain } from './asks.ts';
import {
  blanksOf,
  bodyOf,
  type ChangeDraft,
  type ChangeKind,
  emptyDraft,
  type Field,
  kindsFor,
  refusedFields,
} from './change-draft.ts';
import { RightFields } from './right-fields.tsx';
import { usePeopleWords } from './words.ts';

type Props = {
  /** Whom it is about; undefined: somebody new. */
  whom: StaffPerson | undefined;
  post: PostCode;
  onEnd: () => void;
};

/** A change of somebody's rights, asked for with a reason; what was typed stays until it is asked for. */
export function AskChange({ whom, post, onEnd }: Props) {
  const say = useWords();
  const tell = usePeopleWords();
  const client = useQueryClient();
  const sheet = useRef<HTMLFormElement>(null);
  const [empty] = useState(() => emptyDraft(whom, post));
  const [draft, change, forget] = useKept<ChangeDraft>(`change:${whom?.id ?? 'new'}`, empty);
  const [blanks, setBlanks] = useState<Field[]>([]);
  const send = useMutation({
    mutationFn: () => data(api.askStaffChange(bodyOf(draft, whom))),
    onSuccess: () => {
      forget();
      notify(tell('askedFor'));
      onEnd();
    },
    onSettled: () => readAgain(client),
  });
  const faulty = [...blanks, ...refusedFields(send.error)];
  const faultOf = (field: Field): string | undefined =>
    faulty.includes(field) ? tell(`wrong.${field}`) : undefined;
  function submit(event?: FormEvent): void {
    event?.preventDefault();
    if (send.isPending) return;
    const found = blanksOf(draft);
    setBlanks(found);
    send.reset();
    if (found.length === 0) send.mutate();
  }
  useSheetKeys({ submit, onBack: onEnd });
  useEffect(() => {
    sheet.current?.querySelector<HTMLElement>('input:checked, input')?.focus();
  }, []);
  const firstFault = faulty.join(' ');
  useEffect(() => {
    if (firstFault) sheet.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [firstFault]);
  const title = whom ? `${tell('change')}: ${whom.name} (${whom.login})` : tell('change.invite');
  const { kind } = draft;
  return (
    <form ref={sheet} className="sheet lane-work ask-change" onSubmit={submit} aria-label={title} noValidate>
      <h2>{title}</h2>
      {whom ? (
        <Coded
          legend={tell('whichChange')}
          options={kindsFor(whom).map((each) => ({ value: each, label: tell(kindWord(each, whom)) }))}
          value={kind}
          onChange={(next) => change({ kind: next as ChangeKind })}
        />
      ) : (
        <>
          <TextField
            id="change-name"
            label={tell('fullName')}
            value={draft.name}
            onChange={(name) => change({ name })}
            fault={faultOf('name')}
            autoComplete="off"
          />
          <TextField
            id="change-login"
            label={tell('loginName')}
            hint={tell('loginShape')}
            value={draft.login}
            onChange={(login) => change({ login })}
            fault={faultOf('login')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <TextField
            id="change-email"
            label={tell('email')}
            type="email"
            value={draft.email}
            onChange={(email) => change({ email })}
            fault={faultOf('email')}
            autoComplete="off"
            spellCheck={false}
          />
        </>
      )}
      {(kind === 'invite' || kind === 'roles') && (
        <RightFields post={draft.post} roles={draft.roles} onChange={change} rolesFault={faultOf('roles')} />
      )}
      <TextField
        id="change-reason"
        label={tell('reason')}
        hint={tell('reasonHint')}
        value={draft.reason}
        onChange={(reason) => change({ reason })}
        fault={faultOf('reason')}
        maxLength={500}
        autoComplete="off"
      />
      <p className="soft">{tell(`then.${kind}`, { hours: INVITATION_HOURS })}</p>
      {send.error && faulty.length === 0 && <ProblemNote error={send.error} />}
      <div className="choices">
        <Button
          type="primary"
          htmlType="submit"
          aria-disabled={send.isPending}
          aria-keyshortcuts="Control+Enter"
        >
          {send.isPending ? say('sending') : tell('askIt')} <kbd>Ctrl Enter</kbd>
        </Button>
        <Button onClick={onEnd}>
          {say('back')} <kbd>Esc</kbd>
        </Button>
      </div>
    </form>
  );
}

/** To who has never come in, a reset is but a new invitation. */
function kindWord(kind: ChangeKind, { state }: StaffPerson): `change.${ChangeKind}` | 'inviteAgain' {
  return kind === 'reset-factors' && state === 'invited' ? 'inviteAgain' : `change.${kind}`;
}
