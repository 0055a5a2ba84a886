import type { ReactNode } from 'react';
import type { Form } from '../../client/api.ts';
import type { FieldSpec } from './field.tsx';
import { useFormWords } from './form-words.ts';

/** The answers of one section as they will be read. */
export function AnswerList({
  section,
  answers,
  changeLink,
}: {
  section: Form['sections'][number];
  answers: Partial<Record<string, string>>;
  changeLink?: (field: FieldSpec) => ReactNode;
}) {
  const t = useFormWords();
  const fields = section.fields.filter(({ id, required }) => required || answers[id]);
  return (
    <dl className="answers">
      {fields.map((field) => {
        const value = answers[field.id] ?? '';
        const words = field.options?.find((option) => option.value === value)?.label ?? value;
        return (
          <div key={field.id}>
            <dt>{field.label}</dt>
            <dd className={field.kind === 'mrz' ? 'mrz-shown' : undefined}>{words || t('empty')}</dd>
            {changeLink ? <dd className="answers-change">{changeLink(field)}</dd> : null}
          </div>
        );
      })}
    </dl>
  );
}
