import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId } from 'react';
import type { StaffChange, StaffPerson } from '../../../client/api.ts';
import { api, data } from '../../../shared/api.ts';
import { ApiProblem } from '../../../shared/problem.ts';
import { useLang } from '../../../shared/words.ts';
import { shortInstant } from '../../clock.ts';
import { notify } from '../../notice.ts';
import { ProblemNote } from '../problem-note.tsx';
import { readAgain } from './asks.ts';
import { useRightsText } from './rights-text.ts';
import { usePeopleWords } from './words.ts';

/** The place to which the key leads, and where one stands again after a decision. */
export const goToWaiting = (): void => document.getElementById('waiting')?.focus();

/** What was asked for and not decided; who asked may take it back, another one confirms or refuses it (Z6). */
export function Waiting({ changes, people }: { changes: StaffChange[]; people: StaffPerson[] }) {
  const tell = usePeopleWords();
  return (
    <section className="waiting" aria-labelledby="waiting">
      <h2 id="waiting" tabIndex={-1}>
        {tell('waitingChanges')} {changes.length > 0 && `· ${changes.length}`}
      </h2>
      {changes.length === 0 ? (
        <p className="soft">{tell('noneWaiting')}</p>
      ) : (
        <ul>
          {changes.map((each) => (
            <OneChange
              key={each.id}
              change={each}
              present={people.find(({ login }) => login === each.subject?.login)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

type Decided = 'confirmed' | 'refused' | 'withdrawn';

function OneChange({ change, present }: { change: StaffChange; present: StaffPerson | undefined }) {
  const tell = usePeopleWords();
  const lang = useLang();
  const id = useId();
  const client = useQueryClient();
  const rights = useRightsText();
  const { subject, mine, mayConfirm } = change;
  const what = `${tell(`change.${change.kind}`)} · ${subject?.name ?? ''}`;
  const decide = useMutation({
    mutationFn: async (how: Decided) => {
      const call = how === 'confirmed' ? api.confirmStaffChange : api.refuseStaffChange;
      await data(call(change.id, {}, { format: 'text' }));
      return how;
    },
    onSuccess: (how) => {
      notify(tell(how, { what }));
      goToWaiting();
    },
    onError: (error) => {
      // Its place on the page is gone in a moment: what is said about it must not go with it.
      if (error instanceof ApiProblem && error.code === 'change-decided') notify(error.message);
    },
    onSettled: () => readAgain(client),
  });
  const shutsOut = change.kind === 'disable' || change.kind === 'reset-factors';
  const button = (how: Decided, words: string) => (
    <Button
      type={how === 'confirmed' ? 'primary' : 'default'}
      danger={how === 'confirmed' ? shutsOut : how === 'refused'}
      aria-disabled={decide.isPending}
      aria-describedby={id}
      onClick={() => {
        if (!decide.isPending) decide.mutate(how);
      }}
    >
      {words}
    </Button>
  );
  return (
    <li className="sheet" data-yours={mayConfirm}>
      <h3 id={id}>
        {what} {subject && <span className="code soft">{subject.login}</span>}
      </h3>
      {change.roles && change.post && (
        <p>
          {present ? (
            <>
              {tell('rightsNow', { rights: rights(present.post, present.roles) })}
              <br />
              {tell('rightsThen', { rights: rights(change.post, change.roles) })}
            </>
          ) : (
            rights(change.post, change.roles)
          )}
        </p>
      )}
      {change.email && <p>{tell('linkGoesTo', { email: change.email })}</p>}
      <blockquote>{change.reason}</blockquote>
      <p className="soft">
        {tell('askedBy', { name: change.askedBy, at: shortInstant(change.askedAt, lang) })}
      </p>
      {!mayConfirm && <p>{tell(mine ? 'forAnother' : 'aboutYou')}</p>}
      {decide.error && <ProblemNote error={decide.error} />}
      <div className="choices">
        {mayConfirm && button('confirmed', tell('confirmIt'))}
        {mine ? button('withdrawn', tell('withdrawIt')) : button('refused', tell('refuseIt'))}
      </div>
    </li>
  );
}
