import { useSuspenseQueries } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { localDate } from '../../../domain/calendar.ts';
import { countedAnswers, shownForm } from '../../../domain/forms/conditions.ts';
import { type NationalityVerdict, nationalityVerdict } from '../../../domain/nationality.ts';
import type { Draft, Form } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { queries, refresh, useForm, usePost } from '../queries.ts';
import { type BoxView, DraftBox } from './box.ts';

const boxes = new Map<string, DraftBox>();

function boxOf(draft: Draft): DraftBox {
  const known = boxes.get(draft.id);
  if (known) return known;
  const box = new DraftBox(draft.id);
  box.take(draft); // before the first view, which would show empty fields otherwise
  boxes.set(draft.id, box);
  return box;
}

/** With the person who leaves go the answers that this tab still holds; `ownIds` are whose person stays. */
export function forgetBoxes(ownIds: readonly string[] = []): void {
  for (const [id, box] of boxes) {
    if (ownIds.includes(id)) continue;
    box.close();
    boxes.delete(id);
  }
}

/** A draft as the server has it, and the answers as they stand on the page. */
export function useDraft(id: string) {
  const lang = useLang();
  // Who one is comes with the key of what was typed and is kept: both at once, before the box is opened.
  const [{ data: draft }] = useSuspenseQueries({ queries: [queries.draft(id, lang), queries.me()] });
  const box = boxOf(draft);
  useEffect(() => box.take(draft), [box, draft]);
  const view: BoxView = useSyncExternalStore(box.subscribe, box.snapshot);
  return { draft, box, view };
}

/** The draft's form as far as it applies to what is on the page now. */
export function useDraftForm(draft: Draft, { answers }: Pick<BoxView, 'answers'>): Form {
  const form = useForm(draft.service, draft.formVersion);
  const { timeZone } = usePost(draft.post);
  return shownForm(form, answers, { todayOn: localDate(Date.now(), timeZone) });
}

/** What the answers on the page say about the nationality, before anything is sent. */
export function useNationality(draft: Draft, { answers }: Pick<BoxView, 'answers'>): NationalityVerdict {
  const form = useForm(draft.service, draft.formVersion);
  const { timeZone } = usePost(draft.post);
  const given = Object.fromEntries(
    Object.entries(answers).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])),
  );
  return nationalityVerdict(countedAnswers(form, given, { todayOn: localDate(Date.now(), timeZone) }));
}

export const refreshDraft = (id: string): Promise<void> => refresh(['draft', id]);
