import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api, data } from '../../../shared/api.ts';
import { knowsPasskeys, makePasskey, NoPasskey } from '../../../shared/passkey.ts';
import { useLang } from '../../../shared/words.ts';
import { shortInstant } from '../../clock.ts';
import { notify } from '../../notice.ts';
import { NewApp } from '../door/new-app.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { askOwnFactors } from './asks.ts';
import { useAccountWords } from './words.ts';

type Factor = Awaited<ReturnType<NonNullable<(typeof askOwnFactors)['queryFn']>>>['factors'][number];

/** What one proves oneself with beside the password; the last one stays (A3). */
export function OwnFactors() {
  const tell = useAccountWords();
  const client = useQueryClient();
  const asked = useQuery(askOwnFactors);
  const [leaving, setLeaving] = useState<string>();
  /** Said, read again, and the place kept: the button that was pressed may be gone. */
  const done = (words: string): void => {
    notify(words);
    void client.invalidateQueries({ queryKey: askOwnFactors.queryKey });
    document.getElementById('factors-title')?.focus();
  };
  const app = useMutation({ mutationFn: () => data(api.addStaffTotp({ name: tell('factor.totp') })) });
  const passkey = useMutation({
    mutationFn: async () => {
      const begun = await data(api.askStaffPasskey({ name: tell('factor.passkey') }));
      const made = { challenge: begun.challenge, passkey: await makePasskey(begun.passkey) };
      return data(api.addStaffPasskey(made));
    },
    onSuccess: () => done(tell('added', { name: tell('factor.passkey') })),
  });
  const remove = useMutation({
    mutationFn: ({ id }: Factor) => data(api.removeStaffFactor(id, { format: 'text' })),
    onSuccess: (_, { name }) => done(tell('removed', { name })),
    onSettled: () => setLeaving(undefined),
  });
  const factors = asked.data?.factors ?? [];
  const error = asked.error ?? app.error ?? passkey.error ?? remove.error;
  return (
    <section className="sheet" aria-labelledby="factors-title">
      <h2 id="factors-title" tabIndex={-1}>
        {tell('factorsTitle')}
      </h2>
      {asked.data && <p className="soft">{tell(factors.length > 0 ? 'factorsLead' : 'factorsNone')}</p>}
      {error instanceof NoPasskey ? (
        <p role="alert" className="fault">
          {tell('noPasskeyMade')}
        </p>
      ) : (
        error && <ProblemNote error={error} />
      )}
      <ul className="own-list">
        {factors.map((each) => (
          <OneFactor
            key={each.id}
            factor={each}
            mayGo={factors.length > 1}
            isLeaving={leaving === each.id}
            onRemove={() => (leaving === each.id ? remove.mutate(each) : setLeaving(each.id))}
          />
        ))}
      </ul>
      {app.data ? (
        <NewApp
          app={app.data}
          confirm={(code) => data(api.confirmStaffTotp(app.data.id, { code }, { format: 'text' }))}
          onConfirmed={() => {
            app.reset();
            done(tell('added', { name: tell('factor.totp') }));
          }}
        >
          <Button block onClick={app.reset}>
            {tell('leaveIt')}
          </Button>
        </NewApp>
      ) : (
        <div className="choices">
          <Button loading={app.isPending} onClick={() => app.mutate()}>
            {tell('addApp')}
          </Button>
          {knowsPasskeys() && (
            <Button loading={passkey.isPending} onClick={() => passkey.mutate()}>
              {tell('addPasskey')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

type Props = { factor: Factor; mayGo: boolean; isLeaving: boolean; onRemove: () => void };

function OneFactor({ factor, mayGo, isLeaving, onRemove }: Props) {
  const tell = useAccountWords();
  const lang = useLang();
  const { kind, name, addedAt, lastUsedAt } = factor;
  const added = shortInstant(addedAt, lang);
  return (
    <li>
      <span>
        {name === tell(`factor.${kind}`) ? name : `${tell(`factor.${kind}`)} · ${name}`}
        <small className="soft">
          {lastUsedAt
            ? tell('factorTimes', { added, used: shortInstant(lastUsedAt, lang) })
            : tell('factorUnused', { added })}
        </small>
      </span>
      {mayGo && (
        <Button
          danger={isLeaving}
          type={isLeaving ? 'primary' : 'default'}
          aria-label={`${tell(isLeaving ? 'removeYes' : 'remove')}: ${name}, ${added}`}
          onClick={onRemove}
        >
          {tell(isLeaving ? 'removeYes' : 'remove')}
        </Button>
      )}
    </li>
  );
}
