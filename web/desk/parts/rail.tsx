import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { Case, Form } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import type { useCommand } from '../command.ts';
import {
  DECISION_KEYS,
  type Decision,
  type DecisionDraft,
  ELSEWHERE,
  type ElsewhereKind,
  mayDecide,
  standing,
} from '../decisions.ts';
import { useKeys } from '../keys.ts';
import { useNext } from '../next.ts';
import { Link } from '../ways.tsx';
import { useWords } from '../words.ts';
import { focusFirstTick } from './ask-tick.tsx';
import { Outcome } from './outcome.tsx';
import { ProblemNote } from './problem-note.tsx';
import { Sheet } from './sheet.tsx';

export type RailProps = {
  shown: Case;
  form: Form | undefined;
  /** The case has moved since one looked: nothing can be decided on what one sees. */
  isStale: boolean;
  draft: DecisionDraft;
  change: (part: Partial<DecisionDraft>) => void;
  command: ReturnType<typeof useCommand>;
};

/** What may be done now, the decision that is being written, and what became of it. */
export function Rail(props: RailProps) {
  const { shown, isStale, draft, change, command } = props;
  const say = useWords();
  const { another, free } = standing(shown);
  const kinds = isStale || another ? [] : mayDecide(shown);
  const open = draft.sheet && kinds.includes(draft.sheet) ? draft.sheet : null;
  const rail = useRef<HTMLElement>(null);
  const isDone = command.state.phase === 'done';
  const openSheet = (sheet: Decision | null): void => {
    command.reset();
    change({ sheet });
    if (sheet === 'requestSupplement') requestAnimationFrame(focusFirstTick);
    if (sheet === null) requestAnimationFrame(() => rail.current?.focus());
  };
  useKeys(
    isDone
      ? []
      : kinds.map((kind) => ({
          key: DECISION_KEYS[kind],
          label: say(kind),
          group: 'deciding' as const,
          run: () => openSheet(kind),
        })),
  );
  if (command.state.phase === 'done')
    return (
      <Outcome shown={shown} kind={command.state.kind} answer={command.state.answer} onStay={command.reset} />
    );
  return (
    <section className="decide" ref={rail} tabIndex={-1} aria-label={say('mayDo')}>
      {another && <Held />}
      {!another && free && <Claim shown={shown} kind={free} />}
      {command.state.phase === 'failed' && <Failed error={command.state.error} />}
      {open ? (
        <Sheet {...props} kind={open} onBack={() => openSheet(null)} />
      ) : (
        <Choices shown={shown} kinds={kinds} isHeld={another} onOpen={openSheet} />
      )}
    </section>
  );
}

function Choices({
  shown,
  kinds,
  isHeld,
  onOpen,
}: {
  shown: Case;
  kinds: Decision[];
  isHeld: boolean;
  onOpen: (kind: Decision) => void;
}) {
  const say = useWords();
  const elsewhere = (Object.keys(ELSEWHERE) as ElsewhereKind[]).filter((kind) =>
    shown.allowed.includes(kind),
  );
  const isEmpty = kinds.length + elsewhere.length === 0;
  return (
    <>
      <h2>{say('mayDo')}</h2>
      {isEmpty && !isHeld && <p className="soft">{say('nothingNow')}</p>}
      {kinds.includes('requireInterview') && shown.approvalNeeds.includes('interview') && (
        <p className="look">{say('approve.afterInterview')}</p>
      )}
      {shown.issuer === 'denied' && shown.allowed.includes('refuse') && (
        <p className="look">{say('issuer.deniedNow')}</p>
      )}
      <div className="choices">
        {kinds.map((kind, index) => (
          <Button
            key={kind}
            type={index === 0 ? 'primary' : 'default'}
            danger={kind === 'refuse' || kind === 'lapse'}
            onClick={() => onOpen(kind)}
            aria-keyshortcuts={DECISION_KEYS[kind]}
          >
            {say(kind)} <kbd>{DECISION_KEYS[kind]}</kbd>
          </Button>
        ))}
        {elsewhere.map((kind) => (
          <Link
            key={kind}
            place={{ to: ELSEWHERE[kind], search: { order: shown.orderNumber } }}
            className="button-link"
          >
            {say(kind)}
          </Link>
        ))}
      </div>
    </>
  );
}

function Held() {
  const say = useWords();
  const next = useNext();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={say('heldByAnother')}
      action={<Button onClick={() => void next()}>{say('nextCase')}</Button>}
    />
  );
}

/** Reviews are taken in turn; of the other queues one may take what one has before one's eyes. */
function Claim({ shown, kind }: { shown: Case; kind: Case['tasks'][number]['kind'] }) {
  const say = useWords();
  const client = useQueryClient();
  const next = useNext();
  const isReview = kind === 'review';
  const claim = useMutation({
    mutationFn: () => data(api.claimCase(shown.orderNumber, {})),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', shown.orderNumber] }),
  });
  const take = (): void => (isReview ? void next() : claim.mutate());
  useKeys(isReview ? [] : [{ key: 'g', label: say('claim'), group: 'deciding', run: take }]);
  return (
    <Alert
      type="info"
      showIcon
      title={`${say(`lane.${kind}`)}: ${say(isReview ? 'inTurn' : 'notClaimed')}`}
      description={claim.error ? <ProblemNote error={claim.error} /> : undefined}
      action={
        <Button loading={claim.isPending} onClick={take}>
          {say(isReview ? 'nextCase' : 'claim')} {!isReview && <kbd>g</kbd>}
        </Button>
      }
    />
  );
}

/** The refusal is read out and stands where one looks; the case is being read again meanwhile. */
function Failed({ error }: { error: Error }) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: what it gives back, a promise in browsers of late, is no way to tidy up.
    note.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={note}>
      <ProblemNote error={error} />
    </div>
  );
}
