import { Button } from 'antd';
import { useId, useState } from 'react';
import type { StaffChange } from '../../../client/api.ts';
import { useLang } from '../../../shared/words.ts';
import { shortInstant } from '../../clock.ts';
import { useRightsText } from './rights-text.ts';
import { usePeopleWords } from './words.ts';

const SHOWN = 20;

/** What was decided, latest first: the whole story is in the audit trail. */
export function Decided({ changes }: { changes: StaffChange[] }) {
  const tell = usePeopleWords();
  const lang = useLang();
  const rights = useRightsText();
  const id = useId();
  const [isWhole, setWhole] = useState(false);
  if (changes.length === 0) return null;
  const latest = changes.toSorted((a, b) => Date.parse(b.decidedAt ?? '') - Date.parse(a.decidedAt ?? ''));
  return (
    <section className="tasks" aria-labelledby={id}>
      <h2 id={id}>{tell('decidedChanges')}</h2>
      <div className="table-room" tabIndex={0} role="group" aria-labelledby={id}>
        <table>
          <thead>
            <tr>
              <th scope="col">{tell('decidedAt')}</th>
              <th scope="col">{tell('what')}</th>
              <th scope="col">{tell('who')}</th>
              <th scope="col">{tell('outcome')}</th>
              <th scope="col">{tell('reason')}</th>
              <th scope="col">{tell('asker')}</th>
            </tr>
          </thead>
          <tbody>
            {latest.slice(0, isWhole ? undefined : SHOWN).map((each) => (
              <tr key={each.id}>
                <td>{each.decidedAt && shortInstant(each.decidedAt, lang)}</td>
                <td className="wrapped">
                  {tell(`change.${each.kind}`)}
                  {each.roles && each.post && <small className="soft">{rights(each.post, each.roles)}</small>}
                </td>
                <td data-label={tell('who')}>
                  {each.subject && `${each.subject.name} (${each.subject.login})`}
                </td>
                <td data-label={tell('outcome')}>{each.outcome && tell(`outcome.${each.outcome}`)}</td>
                <td className="wrapped" data-label={tell('reason')}>
                  {each.reason}
                </td>
                <td data-label={tell('asker')}>{each.askedBy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!isWhole && changes.length > SHOWN && (
        <p>
          <Button onClick={() => setWhole(true)}>{tell('showAll', { count: changes.length })}</Button>
        </p>
      )}
    </section>
  );
}
