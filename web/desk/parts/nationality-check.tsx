import { Checkbox } from 'antd';
import type { Case, Form } from '../../client/api.ts';
import type { DecisionDraft } from '../decisions.ts';
import { needsNationality } from '../intentions.ts';
import { useWords } from '../words.ts';
import { answerWords } from './answer.tsx';

type Props = {
  shown: Case;
  form: Form | undefined;
  draft: DecisionDraft;
  change: (part: Partial<DecisionDraft>) => void;
};

/** What was said of nationality, and the tick by which the officer settles the doubt that it leaves. */
export function NationalityCheck({ shown, form, draft, change }: Props) {
  const say = useWords();
  if (!needsNationality(shown)) return null;
  const fields = (form?.sections ?? []).flatMap((section) =>
    section.fields.filter(({ id }) => /^(nationality|birth)\./.test(id) && shown.answers[id]),
  );
  return (
    <div className="doubt" data-first>
      <h3>{say('approve.doubt')}</h3>
      <dl className="answers">
        {fields.map((field) => (
          <div key={field.id}>
            <dt>{field.label}</dt>
            <dd>{answerWords(field, shown.answers[field.id] ?? '')}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        checked={draft.nationality}
        onChange={({ target }) => change({ nationality: target.checked })}
      >
        {say('approve.nationality')}
      </Checkbox>
    </div>
  );
}
