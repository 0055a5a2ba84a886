import type { ReactNode } from 'react';
import { interviewRule } from '../../../domain/flags.ts';
import { mailingPapers } from '../../../domain/papers.ts';
import { INTERVIEW_REASON_TEXTS } from '../../../domain/texts/grounds.ts';
import type { Case } from '../../client/api.ts';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { usePost, useServiceName } from '../asks.ts';
import { shortInstant } from '../clock.ts';
import { daysSince } from '../lanes.ts';
import { useWords } from '../words.ts';

/** Whose case, where it stands, until when, who must act. */
export function CaseHead({ shown }: { shown: Case }) {
  const say = useWords();
  const lang = useLang();
  const serviceName = useServiceName();
  const zone = usePost(shown.post)?.timeZone;
  const { answers, orderNumber, homePost, post, dueAt } = shown;
  const rule = shown.traits && interviewRule(shown.traits);
  const wait = daysSince(shown.submittedAt);
  const pinyin = [answers['name.surnamePinyin'], answers['name.givenPinyin']].filter(Boolean).join(', ');
  return (
    <header className="case-head">
      <div className="case-who">
        <h1>
          {answers['name.chinese'] ?? orderNumber}
          {pinyin && <small lang="en">{pinyin}</small>}
        </h1>
        <p>
          <span className="code">{orderNumber}</span> · {serviceName(shown.service)}
          {mailingPapers(shown.status) === 'now' && (
            <>
              {' · '}
              <a
                href={`/v1/staff/cases/${orderNumber}/slip.pdf?lang=${lang}`}
                target="_blank"
                rel="noreferrer"
              >
                {say('printSlip')}
                <span className="unseen">{say('opensAnew')}</span>
              </a>
            </>
          )}
          {shown.workflowUrl && (
            <>
              {' · '}
              <a href={shown.workflowUrl} target="_blank" rel="noreferrer">
                {say('openInTemporal')}
                <span className="unseen">{say('opensAnew')}</span>
              </a>
            </>
          )}
        </p>
      </div>
      <dl className="case-facts">
        <Fact label={say('status')} mark={shown.overdue ? 'late' : undefined}>
          <b>{shown.statusText}</b>
          {shown.overdue && ` · ${say('overdue')}`}
        </Fact>
        <Fact label={say('waitingFor')}>{say(`waits.${shown.waitingFor}`)}</Fact>
        <Fact label={say('dueAt')} mark={dueAt && Date.parse(dueAt) < Date.now() ? 'late' : undefined}>
          {dueAt ? dayWords(dueAt, lang, zone) : say('noDue')}
        </Fact>
        <Fact label={say('submittedAt')}>
          {shortInstant(shown.submittedAt, lang, zone)} ·{' '}
          {wait === 0 ? say('today') : say('days', { count: wait })}
        </Fact>
        <Fact label={say('homePost')}>
          <span className="mark" data-own={homePost === post}>
            {homePost ?? say('unmapped')}
            {homePost === post ? ` · ${say('ownDistrict')}` : ` → ${post}`}
          </span>
        </Fact>
        <Fact label={say('rounds')}>{shown.supplementRounds}</Fact>
        <Fact label={say('interview')} mark={shown.interviewState === 'due' ? 'look' : undefined}>
          {say(`interview.${shown.interviewState}`)}
          {shown.interviewState === 'due' && rule && ` · ${INTERVIEW_REASON_TEXTS[rule][lang]}`}
        </Fact>
        {shown.issuer !== 'none' && (
          <Fact label={say('issuer')} mark={shown.issuer === 'denied' ? 'late' : undefined}>
            {say(`issuerState.${shown.issuer}`)}
            {shown.issuerAskedAt && ` · ${say('askedOn', { at: dayWords(shown.issuerAskedAt, lang, zone) })}`}
          </Fact>
        )}
        {shown.oldPassport !== 'none' && (
          <Fact label={say('oldPassport')} mark={shown.oldPassport === 'void' ? 'look' : undefined}>
            {say(`oldPassport.${shown.oldPassport}`)}
          </Fact>
        )}
      </dl>
    </header>
  );
}

function Fact({ label, mark, children }: { label: string; mark?: string | undefined; children: ReactNode }) {
  return (
    <div data-mark={mark}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
