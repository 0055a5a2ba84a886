import type { Draft } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { isAnswer } from '../parts/action.ts';
import { noticeEndedSession, queryClient } from '../queries.ts';
import { type Kept, readBuffer, writeBuffer } from './buffer.ts';

type Answers = Draft['answers'];
export type DraftFault = Draft['faults'][number];
/** The same question was answered here and elsewhere, differently. */
export type Conflict = { field: string; mine: string; theirs: string };
export type BoxView = {
  /** As they are on the page: what was saved, and over it what was typed since. */
  answers: Answers;
  faults: readonly DraftFault[];
  unsaved: ReadonlySet<string>;
  conflicts: readonly Conflict[];
  state: 'saved' | 'saving' | 'waiting' | 'conflict' | 'refused';
  savedAtMs: number | undefined;
};

const SAVE_AFTER_MS = 600;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/** The answers of one draft in this tab: saved as they are typed, kept while they cannot be, never lost in silence. */
export class DraftBox {
  readonly id: string;
  private saved: Answers = {};
  private faults: readonly DraftFault[] = [];
  private revision = -1;
  private readonly typed: Map<string, Kept>;
  private conflicts: Conflict[] = [];
  private state: BoxView['state'] = 'saved';
  private savedAtMs: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private saving: Promise<void> | undefined;
  private view: BoxView;
  private readonly listeners = new Set<() => void>();
  private readonly closing = new AbortController();

  constructor(id: string) {
    this.id = id;
    this.typed = readBuffer(id);
    this.view = this.look();
    const { signal } = this.closing;
    window.addEventListener('online', () => void this.save(), { signal });
    const saveWhenHidden = (): void => {
      if (document.visibilityState === 'hidden') void this.save();
    };
    document.addEventListener('visibilitychange', saveWhenHidden, { signal });
  }

  /** Its person has left: nothing is sent or kept any more, also not by an answer that is still on its way. */
  close(): void {
    this.closing.abort();
    clearTimeout(this.timer);
    this.typed.clear();
  }

  /** What the server holds. Unsaved answers stay over it; those that were changed elsewhere too are asked about. */
  take(draft: Pick<Draft, 'answers' | 'faults' | 'revision'>): void {
    if (draft.revision < this.revision) return;
    this.revision = draft.revision;
    this.saved = draft.answers;
    this.faults = draft.faults;
    this.conflicts = [];
    for (const [field, { value, base }] of this.typed) {
      const theirs = draft.answers[field] ?? '';
      if (theirs === value) this.typed.delete(field);
      else if (theirs !== base) this.conflicts.push({ field, mine: value, theirs });
    }
    if (this.conflicts.length > 0) this.state = 'conflict';
    else if (this.typed.size === 0) this.state = 'saved';
    else this.saveSoon(0);
    this.tell();
  }

  change(field: string, value: string): void {
    const base = this.typed.get(field)?.base ?? this.saved[field] ?? '';
    this.typed.set(field, { value, base });
    if (this.state === 'saved') this.state = 'saving';
    this.saveSoon(SAVE_AFTER_MS);
    this.tell();
  }

  settle(field: string, keep: 'mine' | 'theirs'): void {
    const conflict = this.conflicts.find((each) => each.field === field);
    if (!conflict) return;
    if (keep === 'theirs') this.typed.delete(field);
    else this.typed.set(field, { value: conflict.mine, base: conflict.theirs });
    this.conflicts = this.conflicts.filter((each) => each !== conflict);
    if (this.conflicts.length === 0) {
      this.state = this.typed.size > 0 ? 'saving' : 'saved';
      this.saveSoon(0);
    }
    this.tell();
  }

  /** Saves now. @returns whether everything typed is with the server */
  async save(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.typed.size > 0 && this.conflicts.length === 0) {
      const failuresBefore = this.failures;
      this.saving ??= this.send().finally(() => {
        this.saving = undefined;
      });
      await this.saving;
      if (this.failures > failuresBefore || this.state === 'refused') return false;
    }
    return this.typed.size === 0;
  }

  private saveSoon(afterMs: number): void {
    if (this.closing.signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), afterMs);
  }

  private async send(): Promise<void> {
    const sent = Object.fromEntries([...this.typed].map(([field, { value }]) => [field, value]));
    try {
      const body = { answers: sent, seenRevision: this.revision };
      const { revision, faults } = await data(api.saveDraft(this.id, body, { keepalive: true }));
      this.noteSaved(sent, revision, faults);
    } catch (error) {
      await this.noteFailure(error);
    }
    this.tell();
  }

  private noteSaved(sent: Record<string, string>, revision: number, faults: readonly DraftFault[]): void {
    this.revision = revision;
    this.saved = { ...this.saved, ...sent };
    this.faults = faults;
    this.failures = 0;
    for (const [field, value] of Object.entries(sent)) {
      const now = this.typed.get(field);
      if (now?.value === value) this.typed.delete(field);
      else if (now) this.typed.set(field, { value: now.value, base: value });
    }
    this.state = this.typed.size > 0 ? 'saving' : 'saved';
    this.savedAtMs = Date.now();
    void queryClient.invalidateQueries({ queryKey: ['draft', this.id], refetchType: 'none' });
  }

  private async noteFailure(error: unknown): Promise<void> {
    if (error instanceof ApiProblem && error.code === 'draft-changed') {
      const fresh = await data(api.getDraft(this.id)).catch(() => undefined);
      if (fresh) return this.take(fresh);
    }
    noticeEndedSession(error);
    this.failures += 1;
    const isFinal =
      isAnswer(error) && !(error instanceof ApiProblem && [401, 409, 429].includes(error.problem.status));
    this.state = isFinal ? 'refused' : 'waiting';
    if (!isFinal) this.saveSoon(RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1] ?? 15_000);
  }

  private tell(): void {
    if (this.closing.signal.aborted) return;
    writeBuffer(this.id, this.typed);
    this.view = this.look();
    for (const listener of this.listeners) listener();
  }

  private look(): BoxView {
    const typed = Object.fromEntries([...this.typed].map(([field, { value }]) => [field, value]));
    return {
      answers: { ...this.saved, ...typed },
      faults: this.faults,
      unsaved: new Set(this.typed.keys()),
      conflicts: this.conflicts,
      state: this.state,
      savedAtMs: this.savedAtMs,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): BoxView => this.view;
}
