import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { Case } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import type { Lane } from '../lanes.ts';
import { useWords } from '../words.ts';
import { LaneCase } from './lane-case.tsx';
import { ProblemNote } from './problem-note.tsx';

type Props = { shown: Case; lane: Lane; command: string; onAside: () => void; children: ReactNode };

/** Takes the task of the order that was scanned, before anything can be said of it; says at once when it is not at this step or in other hands. */
export function InHand({ shown, lane, command, onAside, children }: Props) {
  const say = useWords();
  const client = useQueryClient();
  const { orderNumber } = shown;
  const task = shown.tasks.find(({ kind }) => kind === lane);
  const claim = useMutation({
    mutationFn: () => data(api.claimCase(orderNumber, {})),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', orderNumber] }),
  });
  const { mutate } = claim;
  const isFree = task?.holder === 'nobody';
  useEffect(() => {
    if (isFree) mutate();
  }, [isFree, mutate]);
  const aside = <Button onClick={onAside}>{say('putAside')}</Button>;
  if (!shown.allowed.includes(command) || !task)
    return (
      <>
        <LaneCase shown={shown} />
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={say('notHere', { status: shown.statusText })}
          action={aside}
        />
      </>
    );
  if (task.holder === 'another')
    return (
      <>
        <LaneCase shown={shown} />
        <Alert type="warning" showIcon role="alert" title={say('heldByAnother')} action={aside} />
      </>
    );
  return (
    <>
      {claim.error && <ProblemNote error={claim.error} action={aside} />}
      {task.holder === 'me' ? children : <p className="soft">{say('loading')}</p>}
    </>
  );
}
