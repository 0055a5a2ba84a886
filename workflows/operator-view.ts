import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { CaseStanding } from '../domain/standing.ts';
import { STATUS_WORDS } from '../domain/statuses.ts';
import type { DocumentCaseInput } from './messages.ts';

const STATUS = defineSearchAttributeKey('CaseStatus', SearchAttributeType.KEYWORD);
const WAITING_FOR = defineSearchAttributeKey('CaseWaitingFor', SearchAttributeType.KEYWORD);
const DUE_AT = defineSearchAttributeKey('CaseDueAt', SearchAttributeType.DATETIME);

/** What Temporal Web shows at a glance: where the case is, what it waits for, until when. Nothing personal. */
export function tellOperators(
  { orderNumber, service, post }: Omit<DocumentCaseInput, 'resume'>,
  { status, version, waitingFor, dueAtMs }: CaseStanding,
  movedOn: boolean,
): void {
  const words = STATUS_WORDS[status];
  setCurrentDetails(
    [
      `## ${words.hant} · ${words.en}`,
      `| | |`,
      `|---|---|`,
      `| order | \`${orderNumber}\` · ${service} · ${post} |`,
      `| waits for | ${waitingFor ?? 'nobody: ended'} |`,
      `| until | ${dueAtMs ? new Date(dueAtMs).toISOString() : 'no deadline'} |`,
      `| step | ${version} |`,
    ].join('\n'),
  );
  // One upsert a stage: each costs an event and a row of the visibility store. A stage in which the engine itself
  // acts next is over before anybody could search for it.
  if (movedOn && waitingFor !== 'engine') {
    upsertSearchAttributes([
      { key: STATUS, value: status },
      { key: WAITING_FOR, value: waitingFor ?? 'nobody' },
      { key: DUE_AT, value: dueAtMs ? new Date(dueAtMs) : null },
    ]);
  }
}
