import { parseAnnotation } from '../../../domain/forms/annotations.ts';
import type { FormField } from '../../client/api.ts';
import { useWords } from '../words.ts';

/** What one typed, or the words of what one chose. */
export const answerWords = (field: FormField, value: string): string =>
  field.options?.find((option) => option.value === value)?.label ?? value;

/** One answer as it is read: lines of a passport in a fixed width, annotations by kind, codes and numbers as such. */
export function Answer({ field, value }: { field: FormField; value: string }) {
  const say = useWords();
  if (value === '') return <span className="soft">{say('notAnswered')}</span>;
  if (field.kind === 'mrz') return <pre className="mrz">{value}</pre>;
  if (field.id === 'annotation.texts') return <Annotations value={value} />;
  const isCode = /number|Number|zip|phone|Pinyin/.test(field.id);
  return <span className={isCode ? 'answer code' : 'answer'}>{answerWords(field, value)}</span>;
}

/** Each annotation 加注 with its kind; a line that has none as it was typed. */
function Annotations({ value }: { value: string }) {
  const say = useWords();
  return (
    <ul className="annotations">
      {value
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map((line) => {
          const annotation = parseAnnotation(line);
          return (
            <li key={line}>
              {annotation && <span className="mark">{say(`annotation.${annotation.kind}`)}</span>}{' '}
              <span className="answer">{annotation?.text ?? line}</span>
            </li>
          );
        })}
    </ul>
  );
}
