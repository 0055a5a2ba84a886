import type pg from 'pg';
import { DATABASE_ROLES, type DatabaseRole } from './roles.ts';

type Columns = readonly string[];
/** What a role may do with a table; a list of columns is all that it may. */
type Grant = {
  select?: true | Columns;
  insert?: true | Columns;
  update?: true | Columns;
  delete?: true;
};
type Decision = {
  /** `person`: its rows are somebody's, and row-level security shows them to nobody else. `house`: they are not. */
  rows: 'person' | 'house';
  api?: Grant;
  worker?: Grant;
};

const READ: Grant = { select: true };
/** What the relay needs to reach somebody: no password, no index to look anybody up by. */
const REACH_ACCOUNT = ['id', 'email_sealed', 'phone_sealed', 'lang', 'confirmed_at', 'created_at'];
const REACH_STAFF = ['id', 'login', 'name', 'email_sealed', 'post', 'roles', 'disabled_at'];

/**
 * What API and worker may do with each table (C2). A table that is not in here is nobody's: a test looks for it. Cases and
 * events are the worker's to write, and nobody's to delete; the audit trail is only appended to.
 */
export const GRANTS: Readonly<Record<string, Decision>> = {
  // Rows of a person.
  applications: {
    rows: 'person',
    api: {
      select: true,
      insert: true,
      update: ['answers_sealed', 'revision', 'updated_at', 'submitted_at', 'account_id'],
      delete: true,
    },
    worker: { select: true, update: ['answers_sealed', 'revision', 'updated_at'], delete: true },
  },
  answer_revisions: {
    rows: 'person',
    api: { select: true, insert: true },
    worker: { select: true, insert: true, delete: true },
  },
  statements: {
    rows: 'person',
    api: {
      select: true,
      insert: true,
      update: ['version', 'text_hash', 'signature_sealed', 'signed_at'],
      delete: true,
    },
    worker: { select: true, delete: true },
  },
  face_checks: {
    rows: 'person',
    api: { select: true, insert: true, update: ['outcome', 'score_sealed'], delete: true },
    worker: { select: true, delete: true },
  },
  documents: {
    rows: 'person',
    api: { select: true, insert: true, update: ['advice'], delete: true },
    worker: { select: true, update: ['state'], delete: true },
  },
  cases: {
    rows: 'person',
    api: { select: true, insert: true, update: ['account_id', 'handed_over_at'] },
    worker: {
      select: true,
      update: ['status', 'version', 'state', 'updated_at', 'ended_at', 'name_index', 'erased_at'],
    },
  },
  case_persons: {
    rows: 'person',
    api: { select: true, insert: true },
    worker: { select: true, update: ['open'], delete: true },
  },
  case_commands: {
    rows: 'person',
    api: { select: true, insert: true },
    worker: { select: true, delete: true },
  },
  case_events: { rows: 'person', api: READ, worker: { select: true, insert: true } },
  tasks: {
    rows: 'person',
    api: { select: true, update: ['claimed_by', 'claimed_at', 'claimed_in_turn', 'state', 'closed_at'] },
    worker: { select: true, insert: true, update: true },
  },
  messages: {
    rows: 'person',
    api: { select: true, insert: true, update: ['read_at', 'account_id'] },
    worker: { select: true, insert: true, delete: true },
  },
  // What is to be sent is written down and not read again.
  mail_outbox: {
    rows: 'person',
    api: { insert: true },
    worker: { select: true, insert: true, update: ['attempts', 'next_attempt_at', 'sent_at'], delete: true },
  },
  start_outbox: {
    rows: 'person',
    api: { select: true, insert: true, update: ['started_at'] },
    worker: { select: true, update: ['started_at'] },
  },
  supplement_requests: {
    rows: 'person',
    api: READ,
    worker: { select: true, insert: true, update: ['answered_at'] },
  },
  interviews: {
    rows: 'person',
    api: READ,
    worker: { select: true, insert: true, update: ['outcome', 'note_sealed'] },
  },
  production_orders: {
    rows: 'person',
    api: READ,
    worker: { select: true, insert: true, update: ['document_number_sealed', 'produced_at'] },
  },
  identities: { rows: 'person', api: { select: true, insert: true, update: true, delete: true } },
  consents: {
    rows: 'person',
    api: { select: true, insert: true, update: ['withdrawn_at'] },
    worker: READ,
  },
  hand_overs: {
    rows: 'person',
    api: {
      select: true,
      insert: true,
      update: ['attempts_left', 'taken_by', 'taken_at', 'revoked_at'],
    },
    worker: { select: true, delete: true },
  },

  // Doors and their locks: asked before it is known who asks.
  accounts: {
    rows: 'house',
    api: { select: true, insert: true, update: true },
    worker: { select: REACH_ACCOUNT },
  },
  one_time_codes: {
    rows: 'house',
    api: { select: true, insert: true, update: ['attempts_left', 'used_at'] },
    worker: { select: ['expires_at'], delete: true },
  },
  staff: {
    rows: 'house',
    api: { select: true, insert: true, update: true },
    worker: { select: REACH_STAFF },
  },
  staff_changes: {
    rows: 'house',
    api: { select: true, insert: true, update: ['decided_by', 'decided_at', 'outcome', 'staff_id'] },
  },
  factors: { rows: 'house', api: { select: true, insert: true, update: true, delete: true } },
  challenges: {
    rows: 'house',
    api: { select: true, insert: true, update: ['state_sealed', 'used_at', 'expires_at'], delete: true },
    worker: { select: ['expires_at'], delete: true },
  },
  sessions: {
    rows: 'house',
    api: { select: true, insert: true, update: true, delete: true },
    worker: { select: ['expires_at'], delete: true },
  },
  known_devices: {
    rows: 'house',
    api: { select: true, insert: true, update: ['last_seen_at'] },
    worker: { select: ['last_seen_at'], delete: true },
  },
  rate_limits: {
    rows: 'house',
    api: { select: true, insert: true, update: ['used', 'window_ends_at'], delete: true },
    worker: { select: ['window_ends_at'], delete: true },
  },
  idempotent_answers: {
    rows: 'house',
    api: { select: true, insert: true, update: ['status', 'answer_sealed', 'created_at'], delete: true },
    worker: { select: ['created_at'], delete: true },
  },

  // Of the house.
  installation: { rows: 'house', api: READ, worker: READ },
  posts: { rows: 'house', api: READ, worker: READ },
  policies: { rows: 'house', api: READ, worker: READ },
  audit_records: {
    rows: 'house',
    api: { select: true, insert: true },
    worker: { select: true, insert: true },
  },
  audit_chain: { rows: 'house', api: READ, worker: { select: true, insert: true } },
  audit_pending: { rows: 'house', api: READ, worker: { select: true, delete: true } },
};

/**
 * The same in the key database (docs/operating.md). Neither role changes a master key's list or gives an erased key back; a
 * worker erases, an API makes keys and takes those of a draft that is given up away.
 */
const KEY_GRANTS: Readonly<Record<string, Decision>> = {
  key_installation: { rows: 'house', api: READ, worker: READ },
  master_keys: {
    rows: 'house',
    api: { select: true, insert: true },
    worker: { select: true, insert: true },
  },
  data_keys: {
    rows: 'house',
    api: { select: true, insert: true, update: ['wrapped_by'], delete: true },
    worker: { select: true, update: ['wrapped_by'], delete: true },
  },
  purpose_keys: {
    rows: 'house',
    api: { select: true, insert: true },
    worker: { select: true, insert: true },
  },
};

/** The policies ask these for whom the connection works, and whether a guardian's day has come. */
const POLICY_FUNCTIONS = [
  'acting_account()',
  'acting_desk()',
  'acting_workshop()',
  'acting_errand()',
  'guardian_ended(date, timestamptz, text)',
];

/** Makes the roles' rights exactly these, whatever they were. In one transaction: who is at work sees no gap. */
export const applyGrants = (client: pg.Client): Promise<void> => apply(client, GRANTS, POLICY_FUNCTIONS);
export const applyKeyGrants = (client: pg.Client): Promise<void> => apply(client, KEY_GRANTS, []);

async function apply(
  client: pg.Client,
  decisions: Readonly<Record<string, Decision>>,
  functions: readonly string[],
): Promise<void> {
  const statements = ['begin', ...grantStatements(decisions, functions), 'commit'];
  await client.query(statements.join(';\n')).catch(async (err: unknown) => {
    await client.query('rollback');
    throw err;
  });
}

function grantStatements(
  decisions: Readonly<Record<string, Decision>>,
  functions: readonly string[],
): string[] {
  const everyone = ['public', ...DATABASE_ROLES].join(', ');
  const roles = DATABASE_ROLES.join(', ');
  return [
    ...['tables', 'sequences', 'functions'].map(
      (kind) => `revoke all on all ${kind} in schema public from ${everyone}`,
    ),
    `revoke all on schema public from ${everyone}`,
    `grant usage on schema public to ${roles}`,
    ...functions.map((each) => `grant execute on function ${each} to ${roles}`),
    ...Object.entries(decisions).flatMap(([table, { api, worker }]) => [
      ...grantsOf(table, 'consular_api', api),
      ...grantsOf(table, 'consular_worker', worker),
    ]),
  ];
}

function grantsOf(table: string, role: DatabaseRole, grant: Grant = {}): string[] {
  return Object.entries(grant).map(([may, columns]) => {
    const on = columns === true ? '' : ` (${columns.join(', ')})`;
    return `grant ${may}${on} on ${table} to ${role}`;
  });
}
