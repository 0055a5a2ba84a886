import type { Case, Task } from '../client/api.ts';

/** What staff decide on the case page, in the order of likelihood, each with its key. */
export const DECISION_KEYS = {
  approve: 'a',
  requestSupplement: 's',
  requireInterview: 'i',
  recordInterview: 'v',
  refuse: 'x',
  extendDeadline: 'e',
  lapse: 'l',
  closeCase: 'k',
} as const;
export type Decision = keyof typeof DECISION_KEYS;
const DECISION_KINDS = Object.keys(DECISION_KEYS) as Decision[];

/** What is done on a page of its own. */
export const ELSEWHERE = {
  receiveMaterials: '/mail',
  completeProduction: '/production',
  mailDocument: '/return',
} as const;
export type ElsewhereKind = keyof typeof ELSEWHERE;

/** What one has typed towards a decision; kept until it is sent. */
export type DecisionDraft = {
  sheet: Decision | null;
  notes: Partial<Record<Decision, string>>;
  /** `field name.chinese` or `document portrait` → reason; empty = ticked, no reason yet. */
  items: Record<string, string>;
  ground: string;
  reason: string;
  outcome: string;
  days: string;
};
export const NOTHING_DECIDED: DecisionDraft = {
  sheet: null,
  notes: {},
  items: {},
  ground: '',
  reason: 'officer',
  outcome: '',
  days: '14',
};

export type Target = { target: 'field' | 'document'; name: string };
export const itemKey = ({ target, name }: Target): string => `${target} ${name}`;
export function readItems(items: DecisionDraft['items']): (Target & { reason: string })[] {
  return Object.entries(items).map(([key, reason]) => {
    const [target, name = ''] = key.split(' ');
    return { target: target === 'document' ? 'document' : 'field', name, reason };
  });
}

/** Only the holder of the review decides; the other commands bind to no claim. */
const NEEDS_REVIEW: readonly string[] = ['approve', 'requestSupplement', 'requireInterview', 'refuse'];

/** What I may decide now: the machine's own table says what the status allows, the tasks say who holds it. */
export function mayDecide({ allowed, tasks }: Pick<Case, 'allowed' | 'tasks'>): Decision[] {
  const isMine = tasks.some(({ kind, holder }) => kind === 'review' && holder === 'me');
  return DECISION_KINDS.filter((kind) => allowed.includes(kind) && (isMine || !NEEDS_REVIEW.includes(kind)));
}

/** Of the open tasks the one that stands in my way, or that I could take. */
export function standing({ tasks }: Pick<Case, 'tasks'>): {
  another: boolean;
  free: Task['kind'] | undefined;
} {
  return {
    another: tasks.some(({ holder }) => holder === 'another'),
    free: tasks.find(({ holder }) => holder === 'nobody')?.kind,
  };
}

/** Whole days of an extension, 1 to 365; undefined when it is none. */
export function daysOf({ days }: DecisionDraft): number | undefined {
  const count = /^\d{1,3}$/.test(days.trim()) ? Number(days) : 0;
  return count >= 1 && count <= 365 ? count : undefined;
}
