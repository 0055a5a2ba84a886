import type { UpdateDefinition } from '@temporalio/common';
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import { PERSON_COMMANDS, type PersonCommand } from '../domain/commands.ts';
import type { OrderNumber } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import type { CaseStanding, CommandAnswer, PersonStep } from '../domain/standing.ts';

/** The contract between API, workflows and activities. Payloads carry ids and codes, never personal data. */

export const CASES_QUEUE = 'cases';
/** The consulate general in New York makes every post's passports: its own queue, its own worker. */
export const NEW_YORK_QUEUE = 'production-nyc';

/** One workflow per order; Temporal keeps the id unique. */
export const caseWorkflowId = (orderNumber: OrderNumber): string => `case/${orderNumber}`;

export type DocumentCaseInput = {
  orderNumber: OrderNumber;
  service: string;
  post: PostCode;
  /** Set by continue-as-new: the case goes on from here. */
  resume?: CaseStanding;
};

/** One update per command that a person gives, named as the command. */
export const caseUpdates = Object.fromEntries(
  PERSON_COMMANDS.map((kind) => [kind, defineUpdate<CommandAnswer, [PersonStep]>(kind)]),
) as Record<PersonCommand, UpdateDefinition<CommandAnswer, [PersonStep]>>;

/** For operators and the reconciler; people's screens read the database. */
export const caseStanding = defineQuery<CaseStanding>('caseStanding');
