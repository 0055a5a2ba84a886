import { useSuspenseQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import type { RealName } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { useAccountWords } from '../parts/account-words.ts';
import { useAction } from '../parts/action.ts';
import { focusOn } from '../parts/focus.ts';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PlainField } from '../parts/plain-field.tsx';
import { RadioGroup } from '../parts/radios.tsx';
import { RealNameState, useIdentityKinds } from '../parts/real-name.tsx';
import { queries, refresh } from '../queries.ts';

/** Who the account's holder is: told once, confirmed by the identity authority, shown masked from then on. */
export function RealNamePage() {
  const t = useAccountWords();
  const { next } = useSearch({ from: '/own/real-name' });
  const { realName } = useSuspenseQuery(queries.me()).data;
  const [isRenewing, setRenewing] = useState(false);
  return (
    <Page
      title={t('realNameTitle')}
      lead={<p>{t('realNameLead')}</p>}
      back={
        next
          ? { link: { to: next as '/' }, words: t('backToApplication') }
          : { link: { to: '/account' }, words: t('accountTitle') }
      }
    >
      <div role="status">{realName ? <RealNameState realName={realName} /> : null}</div>
      {realName && !isRenewing ? (
        <>
          <p>{t('realNameRenewLead')}</p>
          <button type="button" className="button-quiet" onClick={() => setRenewing(true)}>
            {t('realNameRenew')}
          </button>
        </>
      ) : (
        <RealNameForm onConfirmed={() => setRenewing(false)} />
      )}
    </Page>
  );
}

type Said = { kind: RealName['kind'] | undefined; number: string; name: string };
type Faults = Partial<Record<keyof Said, string>>;

function RealNameForm({ onConfirmed }: { onConfirmed: () => void }) {
  const t = useAccountWords();
  const kinds = useIdentityKinds();
  const router = useRouter();
  const { next, post } = useSearch({ from: '/own/real-name' });
  const [said, setSaid] = useState<Said>({ kind: undefined, number: '', name: '' });
  const [missing, setMissing] = useState<Faults>({});
  const { run, busy, failure } = useAction(async (_key, claim: Said & { kind: RealName['kind'] }) => {
    await data(api.confirmRealName({ ...claim, ...(post ? { post } : {}) }));
    await refresh(['me']);
    onConfirmed();
    if (next) router.history.push(next);
  });
  const told = failure instanceof ApiProblem ? (failure.problem.errors ?? []) : [];
  const faults: Faults = {
    ...Object.fromEntries(told.map(({ field, reason }) => [field, reason])),
    ...missing,
  };
  const firstTold = told[0]?.field;
  useEffect(() => {
    if (failure && firstTold) focusOn(firstTold);
  }, [failure, firstTold]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const { kind, number, name } = said;
    const found: Faults = {
      ...(kind ? {} : { kind: t('kindMissing') }),
      ...(number.trim() ? {} : { number: t('numberMissing') }),
      ...(name.trim() ? {} : { name: t('nameMissing') }),
    };
    setMissing(found);
    const [first] = Object.keys(found);
    if (first) focusOn(first);
    else if (kind) void run({ ...said, kind });
  }
  return (
    <form onSubmit={submit} noValidate>
      <p>{t('realNameWhose')}</p>
      <Refusal failure={told.length > 0 ? undefined : failure} />
      <RadioGroup
        id="kind"
        legend={t('realNameKind')}
        options={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
        value={said.kind}
        fault={faults.kind}
        onChange={(kind) => setSaid({ ...said, kind: kind as RealName['kind'] })}
      />
      <PlainField
        id="number"
        label={t('realNameNumber')}
        hint={said.kind === 'passport' ? t('passportHint') : t('residentIdHint')}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        className="code"
        maxLength={60}
        value={said.number}
        onChange={(number) => setSaid({ ...said, number })}
        fault={faults.number}
      />
      <PlainField
        id="name"
        label={t('realNameName')}
        hint={t('realNameNameHint')}
        autoComplete="off"
        maxLength={100}
        value={said.name}
        onChange={(name) => setSaid({ ...said, name })}
        fault={faults.name}
      />
      <p className="hint">{t('realNameKept')}</p>
      <button className="button" type="submit" disabled={busy}>
        {t('realNameSend')}
      </button>
    </form>
  );
}
