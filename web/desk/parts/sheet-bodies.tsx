import { Checkbox, Input } from 'antd';
import { INTERVIEW_REASONS, REFUSAL_GROUNDS } from '../../../domain/case-state.ts';
import { asksIssuer } from '../../../domain/flags.ts';
import { INTERVIEW_REASON_TEXTS, REFUSAL_GROUND_TEXTS } from '../../../domain/texts/grounds.ts';
import type { Case, Form } from '../../client/api.ts';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { usePost } from '../asks.ts';
import { type Decision, type DecisionDraft, daysOf, interviewReason, needsGuardian } from '../decisions.ts';
import { daysFromNow } from '../lanes.ts';
import { useWords } from '../words.ts';
import { Asked } from './asked.tsx';
import { Coded } from './coded.tsx';
import { NationalityCheck } from './nationality-check.tsx';

type Props = {
  kind: Decision;
  shown: Case;
  form: Form | undefined;
  draft: DecisionDraft;
  change: (part: Partial<DecisionDraft>) => void;
};

/** The questions of each decision. */
export function SheetBody(props: Props) {
  const { kind, draft, change } = props;
  return (
    <>
      <Questions {...props} />
      <Note
        kind={kind}
        value={draft.notes[kind] ?? ''}
        onChange={(note) => change({ notes: { ...draft.notes, [kind]: note } })}
      />
    </>
  );
}

function Questions({ kind, shown, form, draft, change }: Props) {
  const say = useWords();
  const lang = useLang();
  const until = useUntil(shown);
  const { supplement, booking, materials } = shown.deadlineDays;
  switch (kind) {
    case 'approve':
      return (
        <>
          <NationalityCheck shown={shown} form={form} draft={draft} change={change} />
          {shown.traits && asksIssuer({ service: shown.service, traits: shown.traits }) && (
            <p>{say('approve.issuer')}</p>
          )}
          <p>{say('approve.next', { days: materials, due: until(materials) })}</p>
        </>
      );
    case 'requestSupplement':
      return (
        <>
          <p>{say('supplement.how')}</p>
          <Asked form={form} draft={draft} change={change} />
          <p>{say('supplement.due', { days: supplement, due: until(supplement) })}</p>
        </>
      );
    case 'requireInterview':
      return (
        <>
          <Coded
            legend={say('interview.reason')}
            options={INTERVIEW_REASONS.map((value) => ({
              value,
              label: INTERVIEW_REASON_TEXTS[value][lang],
            }))}
            value={interviewReason(draft, shown)}
            onChange={(reason) => change({ reason })}
          />
          <p>{say('interview.until', { days: booking, due: until(booking) })}</p>
        </>
      );
    case 'refuse':
      return (
        <>
          <p className="warn">{say('refuse.final')}</p>
          <Coded
            legend={say('refuse.ground')}
            options={REFUSAL_GROUNDS.map((value) => ({ value, label: REFUSAL_GROUND_TEXTS[value][lang] }))}
            value={draft.ground}
            onChange={(ground) => change({ ground })}
          />
        </>
      );
    case 'recordInterview':
      return (
        <>
          <Coded
            legend={say('result.outcome')}
            options={(['held', 'no-show'] as const).map((value) => ({
              value,
              label: say(`result.${value}`),
            }))}
            value={draft.outcome}
            onChange={(outcome) => change({ outcome })}
          />
          {needsGuardian(draft, shown) && (
            <Checkbox
              checked={draft.guardian}
              onChange={({ target }) => change({ guardian: target.checked })}
            >
              {say('result.guardian', { name: shown.answers['guardian.name'] ?? '' })}
            </Checkbox>
          )}
        </>
      );
    case 'recordIssuerAnswer':
      return (
        <>
          <Coded
            legend={say('issuer.answer')}
            options={(['confirmed', 'denied'] as const).map((value) => ({
              value,
              label: say(`issuer.${value}`),
            }))}
            value={draft.issuer}
            onChange={(issuer) => change({ issuer })}
          />
          <p>{say('issuer.then')}</p>
        </>
      );
    case 'extendDeadline': {
      const days = daysOf(draft);
      return (
        <>
          <label htmlFor="extend-days">{say('extend.days')}</label>
          <Input
            id="extend-days"
            data-first
            inputMode="numeric"
            value={draft.days}
            onChange={(event) => change({ days: event.target.value })}
          />
          {days && <p>{say('extend.until', { due: until(days) })}</p>}
        </>
      );
    }
    case 'lapse':
      return <p className="warn">{say('lapse.final')}</p>;
    case 'closeCase':
      return null;
  }
}

/** A day of the post's calendar, so many days ahead. */
function useUntil({ post }: Case): (days: number) => string {
  const lang = useLang();
  const zone = usePost(post)?.timeZone;
  return (days) => dayWords(daysFromNow(days), lang, zone);
}

const INTERNAL: readonly Decision[] = [
  'recordInterview',
  'recordIssuerAnswer',
  'closeCase',
  'lapse',
  'extendDeadline',
  'approve',
];

function Note({
  kind,
  value,
  onChange,
}: {
  kind: Decision;
  value: string;
  onChange: (note: string) => void;
}) {
  const say = useWords();
  const isInternal = INTERNAL.includes(kind);
  return (
    <>
      <label htmlFor="note">
        {say(isInternal ? 'note' : 'noteToApplicant')}{' '}
        <span className="soft">
          ({say('noteOptional')}
          {isInternal && ` · ${say('noteInternal')}`})
        </span>
      </label>
      <Input.TextArea
        id="note"
        rows={3}
        maxLength={2_000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}
