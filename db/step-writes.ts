import type { CommandKind } from '../domain/commands.ts';
import { type Connection, statement } from './statement.ts';
import { AUDITED } from './step-audit.ts';

/**
 * Every write of a step in one statement, which is its own transaction. All parts see the database as it was before, so
 * none depends on what another one writes: a task of a kind that is closed and opened again is renewed in its place.
 */
const EVERY_STEP = `
moved as (
  update cases set status = :status, version = :version, state = :state, updated_at = :at, ended_at = :endedAt
  where order_number = :orderNumber
), told as (
  insert into case_events (order_number, version, command_id, kind, status_before, status, actor_role, actor_id,
                           actor_post, standing, at)
  values (:orderNumber, :version, :commandId, :kind, :statusBefore, :status, :actorRole, :actorId,
          :actorPost, :standing, :at)
), closed as (
  update tasks set state = 'done', closed_at = :at
  where order_number = :orderNumber and state = 'open' and kind = any(:closes) and kind <> all(:opens)
), opened as (
  insert into tasks (order_number, kind, post, state, own_district, submitted_at, opened_at, due_at)
  select :orderNumber, kind, post, 'open', :ownDistrict::boolean, :submittedAt::timestamptz, :at::timestamptz, due_at
  from unnest(:opens::text[], :openPosts::text[], :openDues::timestamptz[]) as task(kind, post, due_at)
  on conflict (order_number, kind) where state = 'open'
  do update set opened_at = excluded.opened_at, due_at = excluded.due_at, claimed_by = null, claimed_at = null,
    claimed_in_turn = false
  where tasks.kind = any(:closes)
), said as (
  insert into messages (id, order_number, account_id, template, params_sealed, sent_at)
  select id, :orderNumber, :accountId::uuid, template, params, :at::timestamptz
  from unnest(:messageIds::uuid[], :templates::text[], :messageParams::bytea[]) as message(id, template, params)
), mailed as (
  insert into mail_outbox (id, account_id, about_order, mail_sealed)
  select id, :accountId::uuid, :orderNumber, mail from unnest(:mailIds::uuid[], :mails::bytea[]) as outgoing(id, mail)
)`;

/** The person is free to file again, and a booked time is free for another. */
const LAST_STEP = `
freed as (
  update case_persons set open = false where order_number = :orderNumber
), unbooked as (
  update interviews set outcome = 'cancelled' where order_number = :orderNumber and outcome = 'booked'
)`;

/** What a command leaves behind for later steps and screens. */
const KEPT: { [K in CommandKind]?: string } = {
  requestSupplement: `
kept as (
  insert into supplement_requests (id, order_number, items, note_sealed, asked_at, due_at)
  values (:commandId, :orderNumber, :items, :note, :at, :dueAt)
)`,
  provideSupplement: `
answered as (
  update applications set answers_sealed = :answers, revision = :revision, updated_at = :at where id = :applicationId
), recorded as (
  insert into answer_revisions (application_id, revision, answers_sealed, saved_at)
  values (:applicationId, :revision, :recorded, :at)
), replaced as (
  update documents set state = 'replaced'
  where application_id = :applicationId and state = 'current' and kind = any(:documentKinds)
), accepted as (
  update documents set state = 'current' where id = any(:documentIds)
), kept as (
  update supplement_requests set answered_at = :at where order_number = :orderNumber and answered_at is null
)`,
  bookInterview: `
rebooked as (
  update interviews set outcome = 'rebooked' where order_number = :orderNumber and outcome = 'booked'
), kept as (
  insert into interviews (id, order_number, starts_at, outcome) values (:commandId, :orderNumber, :startsAt, 'booked')
)`,
  cancelInterview: `
kept as (update interviews set outcome = 'cancelled' where id = :interviewId)`,
  recordInterview: `
kept as (update interviews set outcome = :outcome, note_sealed = :note where id = :interviewId)`,
  orderProduction: `
kept as (
  insert into production_orders (order_number, post, made_at, ordered_at) values (:orderNumber, :post, :madeAt, :at)
)`,
  completeProduction: `
kept as (
  update production_orders set document_number_sealed = :documentNumber, produced_at = :at
  where order_number = :orderNumber
)`,
};

export type Writes = Record<string, unknown> & { endedAt: Date | null };

type Write = (on: Connection, writes: Writes) => Promise<unknown>;
const statements = new Map<string, Write>();

/** @throws the database's refusal when another step was quicker; see {@link isOvertaken} */
export async function writeStep(on: Connection, kind: CommandKind, writes: Writes): Promise<void> {
  const name = `step_${kind}${writes.endedAt ? '_last' : ''}`;
  let write = statements.get(name);
  if (!write) {
    const parts = [
      EVERY_STEP,
      AUDITED,
      ...(KEPT[kind] ? [KEPT[kind]] : []),
      ...(writes.endedAt ? [LAST_STEP] : []),
    ];
    write = statement(
      name,
      `with ${parts.join(',')} select pg_notify(:channel, news) from unnest(:news::text[]) as told(news)`,
    );
    statements.set(name, write);
  }
  await write(on, writes);
}

/** Whether a step found its version, or its command, taken: by another step, or by an earlier run of itself. */
export function isOvertaken(err: unknown): boolean {
  const { code, table } = (err ?? {}) as { code?: unknown; table?: unknown };
  return code === '23505' && table === 'case_events';
}
