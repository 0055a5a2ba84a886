import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { askMe } from '../asks.ts';
import { rememberDoor } from '../door.ts';
import { Enrol } from '../parts/door/enrol.tsx';
import { NewPassword } from '../parts/door/new-password.tsx';
import { Password } from '../parts/door/password.tsx';
import { Proof } from '../parts/door/proof.tsx';
import { Language } from '../parts/language.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAddress, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';

/** What the server still asks for before it opens the door. */
export type Still = Awaited<ReturnType<typeof firstStep>>;
const firstStep = (login: string, password: string) =>
  data(api.staffLogin({ login, password, transport: 'cookie' }));

/** What the address brought behind its #, once: an invitation, or the way back from the organisation's login page. */
function takeSecret(): { invitation?: string; openid?: string } {
  const [, name, secret] = /^#(invitation|openid)=([\w-]+)$/.exec(location.hash) ?? [];
  if (!name || !secret) return {};
  history.replaceState(history.state, '', location.pathname + location.search);
  return { [name]: secret };
}

/** The desk's door: password, then a second factor; who has none chooses one first. */
export function SignIn() {
  const say = useWords();
  const client = useQueryClient();
  const go = useGo();
  const { next } = useAddress();
  const [brought] = useState(takeSecret);
  const [still, setStill] = useState<Still>();
  const [isJoining, setJoining] = useState(brought.invitation !== undefined);

  const enter = useMutation({
    mutationFn: async () => {
      rememberDoor(true);
      client.removeQueries();
      await client.fetchQuery(askMe);
    },
    onSuccess: () => go({ to: (next ?? '/') as '/' }, { replace: true }),
  });
  const comeBack = useMutation({
    mutationFn: (login: string) => data(api.openIdLogin({ login, transport: 'cookie' })),
    onSuccess: (answer) =>
      'token' in answer || Object.keys(answer).length === 0 ? enter.mutate() : setStill(answer as Still),
  });
  useEffect(() => {
    if (brought.openid) comeBack.mutate(brought.openid);
    // Once: what was brought is used up by it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [brought.openid, comeBack.mutate]);

  return (
    <main className="door">
      <div className="sheet">
        <p className="brand">
          <span aria-hidden="true" className="seal">
            領
          </span>
          {say('desk')}
        </p>
        {comeBack.error && <ProblemNote error={comeBack.error} />}
        {still && 'secondFactor' in still ? (
          <Proof
            asked={still.secondFactor}
            onProved={() => enter.mutate()}
            onAgain={() => setStill(undefined)}
          />
        ) : still ? (
          <Enrol challenge={still.enrolment.challenge} onEnrolled={() => enter.mutate()} />
        ) : isJoining && brought.invitation ? (
          <NewPassword
            invitation={brought.invitation}
            onChosen={(asked) => {
              setJoining(false);
              setStill(asked);
            }}
          />
        ) : (
          <Password firstStep={firstStep} onRight={setStill} />
        )}
        {enter.error && <ProblemNote error={enter.error} />}
        <p className="soft">{say('signInHint')}</p>
        <Language />
      </div>
    </main>
  );
}
