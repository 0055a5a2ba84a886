import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { CaseStanding } from '../domain/standing.ts';
import { STATUS_WORDS } from '../domain/statuses.ts';
import { TURN_TEXTS } from '../domain/texts/turns.ts';
import type { DocumentCaseInput } from './messages.ts';

const STATUS = defineSearchAttributeKey('CaseStatus', SearchAttributeType.KEYWORD);
const WAITING_FOR = defineSearchAttributeKey('CaseWaitingFor', SearchAttributeType.KEYWORD);
const DUE_AT = defineSearchAttributeKey('CaseDueAt', SearchAttributeType.DATETIME);

/** What Temporal Web shows at a glance: where the case is, what it waits for, until when. Nothing personal. */
export function tellOperators(
  { orderNumber, service, post }: Omit<DocumentCaseInput, 'resume'>,
  { status, version, waitingFor, dueAtMs, gate }: CaseStanding,
  movedOn: boolean,
): void {
  const words = STATUS_WORDS[status];
  setCurrentDetails(
    [
      `## ${words.hant} · ${words.en}`,
      `| | |`,
      `|---|---|`,
      `| order | \`${orderNumber}\` · ${service} · ${post} |`,
      `| waits for | ${waitingFor ? turn(waitingFor) : 'nobody: ended'} |`,
      ...(gate && gate !== waitingFor ? [`| made only after | ${turn(gate)} |`] : []),
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

/** The code that one searches for, and what it means. */
function turn(code: keyof typeof TURN_TEXTS): string {
  const { hans, hant, en } = TURN_TEXTS[code];
  return `\`${code}\` · ${hans} · ${hant} · ${en}`;
}
