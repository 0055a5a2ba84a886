import type { Status } from './statuses.ts';

/** The parts of an order's way whose length is told to those who come after. */
export const STAGES = ['review', 'supplement', 'interview', 'materials', 'production', 'return'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * In which stage the time spent in a status counts. Not what comes after the document was mailed: that ends when the
 * applicant says so, or by itself.
 */
export const STAGE_OF = {
  in_review: 'review',
  supplement_requested: 'supplement',
  interview_required: 'interview',
  interview_booked: 'interview',
  awaiting_materials: 'materials',
  materials_received: 'materials',
  in_production: 'production',
  produced: 'return',
  mailed: null,
  closed: null,
  refused: null,
  withdrawn: null,
} as const satisfies Record<Status, Stage | null>;
