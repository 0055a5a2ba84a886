import type { ReactNode } from 'react';
import { localDate } from '../../../domain/calendar.ts';
import { signerOf } from '../../../domain/statements.ts';
import type { Case, Form } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { usePost } from '../asks.ts';
import { shortInstant } from '../clock.ts';
import { useWords } from '../words.ts';
import { nameOf } from './history.tsx';

const TRAITS = ['minor', 'lost', 'faceSkipped', 'nationalityDoubt'] as const;
/** What rules and machines have found in the order, with their reasons, and what was signed; for those who see the whole case. */
export function Checks({ shown, form }: { shown: Case; form: Form | undefined }) {
  const say = useWords();
  const { traits, documents } = shown;
  if (!traits) return null;
  return (
    <section className="checks" aria-labelledby="checks">
      <h2 id="checks">{say('checks')}</h2>
      <p className="soft">{say('checksHint')}</p>
      <ul>
        {TRAITS.filter((trait) => traits[trait]).map((trait) => (
          <Finding key={trait} isOpen>
            {say(`trait.${trait}`)}
          </Finding>
        ))}
        {samePictures(documents).map((kinds) => (
          <Finding key={kinds.join()} isOpen>
            {say('samePictures', { names: kinds.map((kind) => nameOf('document', kind, form)).join(' = ') })}
          </Finding>
        ))}
        <Portrait shown={shown} />
      </ul>
      <Faces shown={shown} />
      <Statements shown={shown} />
    </section>
  );
}

/** The kinds under which one and the same picture was uploaded, each such set once. */
function samePictures(documents: Case['documents']): string[][] {
  const sets = documents
    .filter(({ sameAs }) => sameAs.length > 0)
    .map(({ kind, sameAs }) => [...new Set([kind, ...sameAs])].toSorted());
  return [...new Map(sets.map((kinds) => [kinds.join(), kinds])).values()];
}

function Finding({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  return (
    <li data-open={isOpen}>
      <span aria-hidden="true">{isOpen ? '!' : '✓'}</span>
      <div>{children}</div>
    </li>
  );
}

/** What is wrong with the portrait by the published rules, with the reason of each. */
function Portrait({ shown }: { shown: Case }) {
  const say = useWords();
  const portrait = shown.documents.findLast(({ kind, state }) => kind === 'portrait' && state !== 'replaced');
  if (!portrait) return null;
  const findings = portrait.advice?.findings;
  return (
    <Finding isOpen={findings?.length !== 0}>
      {say('portraitAdvice')}
      {': '}
      {!findings && say('portraitUnchecked')}
      {findings?.length === 0 && say('portraitFine')}
      {findings && findings.length > 0 && (
        <ul className="reasons">
          {findings.map(({ rule, reason }) => (
            <li key={rule}>{reason}</li>
          ))}
        </ul>
      )}
    </Finding>
  );
}

/** Each comparison of a selfie with the portrait: its band, its score, when; and what a score is not. */
function Faces({ shown }: { shown: Case }) {
  const say = useWords();
  const lang = useLang();
  const zone = usePost(shown.post)?.timeZone;
  return (
    <div className="faces">
      <h3>{say('face')}</h3>
      {shown.consents.map(({ given, at, withdrawnAt }) => (
        <p key={at} className="soft">
          {say(given === 'given' ? 'consentGiven' : 'consentRefused')} · {shortInstant(at, lang, zone)}
          {withdrawnAt && ` · ${say('consentWithdrawn', { at: shortInstant(withdrawnAt, lang, zone) })}`}
        </p>
      ))}
      {shown.faceChecks.length === 0 ? (
        <p className="soft">{say('faceNone')}</p>
      ) : (
        <>
          <ul>
            {shown.faceChecks.map(({ outcome, score, ofCurrentPortrait, at }) => (
              <Finding key={`${at} ${outcome}`} isOpen={outcome !== 'likely-same'}>
                {say(`face.${outcome}`)}
                {score !== null && ` · ${say('faceScore', { score: score.toFixed(2) })}`}
                <span className="soft">
                  {' '}
                  · {shortInstant(at, lang, zone)}
                  {!ofCurrentPortrait && ` · ${say('faceEarlier')}`}
                </span>
              </Finding>
            ))}
          </ul>
          <p className="soft">{shown.faceNote}</p>
        </>
      )}
    </div>
  );
}

/** Which statements were signed, by whom, when, and which version of the text. */
function Statements({ shown }: { shown: Case }) {
  const say = useWords();
  const lang = useLang();
  const zone = usePost(shown.post)?.timeZone;
  const { statements, answers, submittedAt } = shown;
  if (statements.length === 0 || !zone) return null;
  const todayOn = localDate(Date.parse(submittedAt), zone);
  return (
    <div>
      <h3>{say('statements')}</h3>
      <ul>
        {statements.map(({ kind, title, version, signedAt }) => {
          const signer = signerOf(kind, { 'person.bornOn': answers['person.bornOn'] ?? '' }, { todayOn });
          const who = say(`signer.${signer}`, { name: answers['guardian.name'] ?? '' });
          return (
            <Finding key={kind} isOpen={false}>
              {title}
              <br />
              <span className="soft">
                {say('statementBy', { who, at: shortInstant(signedAt, lang, zone), version })}
              </span>
            </Finding>
          );
        })}
      </ul>
    </div>
  );
}
