import { useSyncExternalStore } from 'react';
import type { Form } from '../../client/api.ts';
import type { Conflict, DraftBox } from '../draft/box.ts';
import { useFormWords } from './form-words.ts';
import { Panel } from './notices.tsx';
import { Sign } from './signs.tsx';

/** Whether what was typed is with the server; and if not, why, and what happens next. */
export function SaveState({ box, form }: { box: DraftBox; form: Form }) {
  const t = useFormWords();
  const view = useSyncExternalStore(box.subscribe, box.snapshot);
  const words = {
    saved: view.savedAtMs ? t('saved') : '',
    saving: t('saving'),
    waiting: t('savingLater', { count: view.unsaved.size }),
    conflict: '',
    refused: t('saveRefused'),
  }[view.state];
  return (
    <>
      <p className={`save-state save-${view.state}`} role="status">
        {words ? (
          <>
            <Sign of={view.state === 'saved' ? 'tick' : view.state === 'saving' ? 'clock' : 'warn'} />
            {words}
          </>
        ) : null}
      </p>
      {view.conflicts.length > 0 ? <Conflicts box={box} form={form} conflicts={view.conflicts} /> : null}
    </>
  );
}

/** Two windows, or two people, answered the same question: nothing is overwritten before one of them says so. */
function Conflicts({ box, form, conflicts }: { box: DraftBox; form: Form; conflicts: readonly Conflict[] }) {
  const t = useFormWords();
  const fields = form.sections.flatMap((section) => section.fields);
  const shown = (field: string, value: string): string =>
    fields.find(({ id }) => id === field)?.options?.find((option) => option.value === value)?.label ??
    (value || t('empty'));
  return (
    <Panel means="turn" title={t('conflictTitle')}>
      <p>{t('conflictLead')}</p>
      <ul className="conflicts">
        {conflicts.map(({ field, mine, theirs }) => (
          <li key={field}>
            <strong>{fields.find(({ id }) => id === field)?.label}</strong>
            <div className="buttons">
              <button type="button" className="button-quiet" onClick={() => box.settle(field, 'mine')}>
                {t('keepMine', { value: shown(field, mine) })}
              </button>
              <button type="button" className="button-quiet" onClick={() => box.settle(field, 'theirs')}>
                {t('keepTheirs', { value: shown(field, theirs) })}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
