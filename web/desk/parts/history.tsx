import type { Case, Form } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { usePost } from '../asks.ts';
import { shortInstant } from '../clock.ts';
import { isSupplementReason, SUPPLEMENT_REASON_WORDS } from '../coded.ts';
import { useWords, WORDS, type Word } from '../words.ts';

/** What was asked for, and all that has happened so far, latest first. */
export function History({ shown, form }: { shown: Case; form: Form | undefined }) {
  const say = useWords();
  const lang = useLang();
  const zone = usePost(shown.post)?.timeZone;
  const request = shown.supplement ?? shown.answered;
  const byWord = (role: string): string => (isWord(`role.${role}`) ? say(`role.${role}` as Word) : role);
  return (
    <>
      {request && (
        <section className="requests">
          <h2>{say('requests')}</h2>
          <p className="soft">
            {shown.supplement
              ? say('requestOpen')
              : say('requestAnswered', { at: shortInstant(shown.answered?.answeredAt ?? '', lang, zone) })}
          </p>
          <ul>
            {request.items.map(({ target, name, reason }) => (
              <li key={`${target} ${name}`}>
                {nameOf(target, name, form)}
                <span className="soft">
                  {' '}
                  · {isSupplementReason(reason) ? SUPPLEMENT_REASON_WORDS[reason][lang] : reason}
                </span>
              </li>
            ))}
          </ul>
          {shown.supplement?.note && <blockquote>{shown.supplement.note}</blockquote>}
        </section>
      )}
      {shown.interview && (
        <p>
          {say('interviewAt')}: <b>{shortInstant(shown.interview.startsAt, lang, zone)}</b>
        </p>
      )}
      <section className="timeline">
        <h2>{say('timeline')}</h2>
        <ol>
          {shown.timeline.toReversed().map(({ version, step, statusText, by, post, at }) => (
            <li key={version}>
              <b>{isWord(`step.${step}`) ? say(`step.${step}` as Word) : step}</b>
              <span>{statusText}</span>
              <span className="soft">
                {shortInstant(at, lang, zone)} ·{' '}
                {post ? say('by.said', { role: byWord(by), post }) : byWord(by)}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

const isWord = (key: string): key is Word => Object.hasOwn(WORDS, key);

export function nameOf(target: 'field' | 'document', name: string, form: Form | undefined): string {
  const found =
    target === 'document'
      ? form?.materials.find(({ kind }) => kind === name)?.title
      : form?.sections.flatMap(({ fields }) => fields).find(({ id }) => id === name)?.label;
  return found ?? name;
}
