import type { Case } from '../client/api.ts';
import { api } from '../shared/api.ts';
import {
  type Decision,
  type DecisionDraft,
  daysOf,
  interviewReason,
  needsGuardian,
  readItems,
} from './decisions.ts';
import type { Word } from './words.ts';

/** What is missing before a decision can be sent. */
export function faultOf(kind: Decision, draft: DecisionDraft, shown: Case): Word | undefined {
  switch (kind) {
    case 'requestSupplement': {
      const items = readItems(draft.items);
      if (items.length === 0) return 'supplement.tickOne';
      return items.some(({ reason }) => reason === '') ? 'supplement.reasonMissing' : undefined;
    }
    case 'approve':
      return needsNationality(shown) && !draft.nationality ? 'approve.nationalityMissing' : undefined;
    case 'recordInterview':
      if (!draft.outcome) return 'result.choose';
      return needsGuardian(draft, shown) && !draft.guardian ? 'result.guardianMissing' : undefined;
    case 'recordIssuerAnswer':
      return draft.issuer ? undefined : 'issuer.choose';
    case 'refuse':
      return draft.ground ? undefined : 'refuse.choose';
    case 'extendDeadline':
      return daysOf(draft) ? undefined : 'extend.daysWrong';
    case 'requireInterview':
    case 'lapse':
    case 'closeCase':
      return undefined;
  }
}

/** Whether an approval must settle a doubt of nationality. */
export const needsNationality = ({ approvalNeeds }: Pick<Case, 'approvalNeeds'>): boolean =>
  approvalNeeds.includes('nationality-check');

type Bodies = {
  [K in Decision]: Parameters<(typeof api)[K]>[1];
};

/** The command as the API takes it; the codes were chosen from its own lists. */
export function intentionOf(kind: Decision, draft: DecisionDraft, shown: Case) {
  const { orderNumber, version } = shown;
  const common = { seenVersion: version, note: (draft.notes[kind] ?? '').trim() };
  const bodies = {
    approve: { ...common, ...(needsNationality(shown) ? { nationalityChecked: draft.nationality } : {}) },
    requestSupplement: { ...common, items: readItems(draft.items) },
    requireInterview: { ...common, reason: interviewReason(draft, shown) },
    refuse: { ...common, ground: draft.ground },
    recordInterview: {
      ...common,
      outcome: draft.outcome,
      ...(needsGuardian(draft, shown) ? { guardianPresent: draft.guardian } : {}),
    },
    recordIssuerAnswer: { ...common, outcome: draft.issuer },
    extendDeadline: { ...common, days: daysOf(draft) ?? 0 },
    lapse: common,
    closeCase: common,
  } as unknown as Bodies;
  const body = bodies[kind];
  const call = api[kind] as (order: string, said: unknown, params: object) => ReturnType<typeof api.approve>;
  return { orderNumber, kind, body, call: (params: object) => call(orderNumber, body, params) };
}
