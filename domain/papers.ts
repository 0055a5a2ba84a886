import { CaseError } from './errors.ts';
import type { Status } from './statuses.ts';

/** When slip and label may be printed: papers are mailed only after 待制證, and mail that comes earlier goes back. */
const MAILING = {
  in_review: 'early',
  supplement_requested: 'early',
  interview_required: 'early',
  interview_booked: 'early',
  awaiting_materials: 'now',
  materials_received: 'now',
  in_production: 'now',
  produced: 'now',
  mailed: 'now',
  closed: 'over',
  refused: 'over',
  withdrawn: 'over',
} as const satisfies Record<Status, 'early' | 'now' | 'over'>;

/** When slip and label of an order in this status may be printed: not yet, now, or no more. */
export const mailingPapers = (status: Status): 'early' | 'now' | 'over' => MAILING[status];

/**
 * Whether slip and label of an order in this status may be printed; once approved also for what has to be sent again.
 * @throws CaseError papers-too-early before 待制證, papers-over when nothing is to be mailed any more
 */
export function checkMailingPapers(status: Status): void {
  if (MAILING[status] === 'early') throw new CaseError('papers-too-early', { status });
  if (MAILING[status] === 'over') throw new CaseError('papers-over', { status });
}
