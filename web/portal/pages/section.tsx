import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Draft } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { Unreachable } from '../../shared/problem.ts';
import { useLang } from '../../shared/words.ts';
import { stepsOf } from '../draft/steps.ts';
import { useDraft, useDraftForm, useNationality } from '../draft/use-draft.ts';
import { Missing } from '../parts/between.tsx';
import { Field, type FieldSpec } from '../parts/field.tsx';
import { focusOn, namedInAddress, useFocusFromAddress } from '../parts/focus.ts';
import { useFormWords } from '../parts/form-words.ts';
import { MrzOffer } from '../parts/mrz-offer.tsx';
import { NationalityNotice } from '../parts/nationality.tsx';
import { Page } from '../parts/page.tsx';
import { SaveState } from '../parts/save-state.tsx';
import { Summary } from '../parts/summary.tsx';
import { queries, queryClient } from '../queries.ts';

export function Section() {
  const params = useParams({ from: '/own/drafts/$id/part/$section' });
  return <SectionForm key={params.section} {...params} />;
}

/** One section of the form. What is typed is saved as it is typed; the button only checks and leads on. */
function SectionForm({ id, section: sectionId }: { id: string; section: string }) {
  const t = useFormWords();
  const lang = useLang();
  const navigate = useNavigate();
  const { draft, box, view } = useDraft(id);
  const form = useDraftForm(draft, view);
  const section = form.sections.find((each) => each.id === sectionId);
  const steps = stepsOf(draft, form, { documents: t('documentsTitle') });
  const at = steps.findIndex(({ key }) => key === sectionId);
  const next = steps[at + 1];
  const [left, setLeft] = useState<ReadonlySet<string>>(() => new Set(Object.keys(view.answers)));
  // A fault that the check or the submission named leads here: its words stand at the very question.
  const [found, setFound] = useState<{ fields: ReadonlySet<string>; round: number }>(() => ({
    fields: new Set([namedInAddress()]),
    round: 0,
  }));
  // Their words come with the draft, so that they follow the reader's language.
  const foundFaults = draft.open.filter(({ field }) => found.fields.has(field));
  const [busy, setBusy] = useState(false);
  const nationality = useNationality(draft, view);
  const isStopped = nationality.verdict === 'ineligible';
  useFocusFromAddress();
  if (!section) return <Missing />;
  const { fields } = section;
  // A browser remembers its own user: what it knows is no answer of another applicant, nor is theirs to be remembered.
  const isOwn = draft.notices.account === 'own';

  function change(field: FieldSpec, value: string): void {
    box.change(field.id, value);
    // A county belongs to California only; one left over from a changed state would be a fault that nobody sees.
    if (field.id === 'address.state' && value !== 'CA' && view.answers['address.county'])
      box.change('address.county', '');
  }

  const faultOf = (field: string) => {
    if (view.unsaved.has(field)) return undefined;
    const own = left.has(field) ? view.faults.find((fault) => fault.field === field) : undefined;
    return own ?? foundFaults.find((fault) => fault.field === field);
  };

  async function goOn(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isStopped) return focusOn('nationality-notice');
    setBusy(true);
    try {
      const open = await whatIsOpen();
      setFound({ fields: new Set(open.map(({ field }) => field)), round: found.round + 1 });
      if (open.length === 0) await leave();
    } finally {
      setBusy(false);
    }
  }

  /** Without a network nothing can be checked, and nothing need stop: the check comes before the submission. */
  async function whatIsOpen(): Promise<Draft['open']> {
    if (!(await box.save())) return [];
    try {
      const fresh = await data(api.getDraft(id));
      queryClient.setQueryData(queries.draft(id, lang).queryKey, fresh);
      const here = new Set(fields.map((field) => field.id));
      return fresh.open.filter(({ field }) => here.has(field));
    } catch (error) {
      if (error instanceof Unreachable) return [];
      throw error;
    }
  }

  async function leave(): Promise<void> {
    if (box.snapshot().conflicts.length > 0) return;
    await navigate(next ? next.link : { to: '/drafts/$id', params: { id } });
  }

  const label = (field: string): string => fields.find((each) => each.id === field)?.label ?? '';
  return (
    <Page
      title={section.title}
      over={t('stepOf', { step: at + 1, all: steps.length })}
      back={{ link: { to: '/drafts/$id', params: { id } }, words: t('toTasks') }}
    >
      <Summary
        title={t('summaryTitle')}
        round={found.round}
        faults={foundFaults.map((fault) => ({ ...fault, label: label(fault.field) }))}
      >
        <p>
          <Link to="/drafts/$id" params={{ id }}>
            {t('laterInstead')}
          </Link>
        </p>
      </Summary>
      <MrzOffer draft={draft} form={form} box={box} view={view} fields={fields} />
      <form onSubmit={(event) => void goOn(event)} noValidate autoComplete={isOwn ? 'on' : 'off'}>
        {fields.map((field) => (
          <Field
            key={field.id}
            field={field}
            value={view.answers[field.id] ?? ''}
            fault={faultOf(field.id)}
            {...(isOwn ? { autofillGroup: id.slice(0, 8) } : {})}
            onChange={(value) => change(field, value)}
            onLeave={() => setLeft((before) => new Set(before).add(field.id))}
          />
        ))}
        <NationalityNotice nationality={nationality} />
        <div className="save-bar">
          <button className="button" type="submit" disabled={busy}>
            {t('goOn')}
          </button>
          <SaveState box={box} form={form} />
        </div>
      </form>
    </Page>
  );
}
