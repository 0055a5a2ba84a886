import type { Policy } from './policy.ts';
import type { Status } from './statuses.ts';

/** How an order ended, as the policy's retention counts it; undefined while it is open. */
export function retentionClassOf(status: Status): 'issued' | 'refused' | 'withdrawn' | undefined {
  if (status === 'closed') return 'issued';
  return status === 'refused' || status === 'withdrawn' ? status : undefined;
}

/** The first instant at which an ended order's personal data is destroyed. */
export function eraseAfterMs(
  { retentionDays }: Pick<Policy, 'retentionDays'>,
  kind: 'issued' | 'refused' | 'withdrawn',
  endedAtMs: number,
): number {
  return endedAtMs + retentionDays[kind] * 86_400_000;
}

/**
 * (ours) How long the house keeps what belongs to no order, days after it was over; the same at all posts. The audit trail is
 * kept for good: it holds codes and ids.
 */
export const HOUSE_RETENTION_DAYS = {
  /** E-mails and text messages that were sent, or given up. */
  mail: 30,
  /** One-time codes, challenges, invitations, sessions, counts of tries, answers that an Idempotency-Key repeats. */
  passing: 1,
  /** Devices that somebody came from. */
  device: 180,
  /** Claim codes that were used, revoked or not used in time. */
  handOver: 90,
} as const;
