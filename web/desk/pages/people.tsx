import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { StaffMember, StaffPerson } from '../../client/api.ts';
import { useMe } from '../asks.ts';
import { useKeys } from '../keys.ts';
import { AskChange } from '../parts/people/ask-change.tsx';
import { askChanges, askPeople } from '../parts/people/asks.ts';
import { Decided } from '../parts/people/decided.tsx';
import { changeButtonId, PeopleTable } from '../parts/people/people-table.tsx';
import { goToWaiting, Waiting } from '../parts/people/waiting.tsx';
import { usePeopleWords } from '../parts/people/words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Link } from '../ways.tsx';
import { useWords } from '../words.ts';
import '../styles/people.css';

/** Who works here and as what; each change is asked for by one administrator and confirmed by another (Z6, A9). */
export function PeoplePage() {
  const say = useWords();
  const me = useMe();
  if (me?.roles.includes('administrator')) return <People me={me} />;
  return (
    <div className="page">
      <h1>{say('people')}</h1>
      <p>{say('notYours')}</p>
      <p>
        <Link place={{ to: '/' }}>{say('toHome')}</Link>
      </p>
    </div>
  );
}

/** Whose change is being written; null: nobody's. */
type Asking = { whom: StaffPerson | undefined } | null;

function People({ me }: { me: StaffMember }) {
  const say = useWords();
  const tell = usePeopleWords();
  const people = useQuery(askPeople);
  const changes = useQuery(askChanges);
  const [asking, setAsking] = useState<Asking>(null);
  const invite = (): void => setAsking({ whom: undefined });
  useKeys([
    { key: 'i', label: tell('change.invite'), group: 'deciding', run: invite },
    { key: 'w', label: tell('toWaiting'), group: 'deciding', run: goToWaiting },
  ]);
  function end(): void {
    document.getElementById(changeButtonId(asking?.whom))?.focus();
    setAsking(null);
  }
  const all = changes.data?.changes ?? [];
  const waiting = all.filter(({ decidedAt }) => decidedAt === null);
  const error = people.error ?? changes.error;
  return (
    <div className="page people">
      <div className="page-head">
        <div>
          <h1>{say('people')}</h1>
          <p className="soft">{tell('peopleLead')}</p>
        </div>
        <Button
          id={changeButtonId(undefined)}
          type={asking || waiting.some(({ mayConfirm }) => mayConfirm) ? 'default' : 'primary'}
          size="large"
          onClick={invite}
          aria-keyshortcuts="i"
        >
          {tell('change.invite')} <kbd>i</kbd>
        </Button>
      </div>
      {error && <ProblemNote error={error} />}
      {asking && <AskChange key={asking.whom?.id ?? 'new'} whom={asking.whom} post={me.post} onEnd={end} />}
      {changes.data && <Waiting changes={waiting} people={people.data?.people ?? []} />}
      {people.data && (
        <PeopleTable
          people={people.data.people}
          ownId={me.id}
          waiting={new Set(waiting.map(({ subject }) => subject?.login ?? ''))}
          onChange={(whom) => setAsking({ whom })}
        />
      )}
      <Decided changes={all.filter(({ decidedAt }) => decidedAt !== null)} />
    </div>
  );
}
