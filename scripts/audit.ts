import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fileAuditAnchors } from '../adapters/audit-anchors.ts';
import { fileMasterKey } from '../adapters/master-key.ts';
import { createIndexer } from '../adapters/vault.ts';
import { AUDIT_FAULTS, type AuditFinding, type AuditVerdict, verifyAudit } from '../db/audit-verify.ts';
import { connect, type Database } from '../db/client.ts';
import { startPostgres } from './parts/postgres.ts';
import { masterKeyFile } from './parts/settings.ts';

const USAGE = `npm run audit -- verify

Checks the whole audit trail against its MACs, its chain and the anchors kept outside of the database, and names the first
record that is not as it was. Exit code 1 when something is wrong. DATABASE_URL, MASTER_KEY_FILE and AUDIT_ANCHOR_FILE say
where; without them it is the data of npm start.`;

/** @returns whether all is sound */
async function main(): Promise<boolean> {
  const { positionals } = parseArgs({ allowPositionals: true });
  if (positionals.length !== 1 || positionals[0] !== 'verify') throw new Error(USAGE);
  const dataDir = resolve(process.env['DATA_DIR'] ?? fileURLToPath(new URL('../.data', import.meta.url)));
  const { env } = process;
  const anchors = await fileAuditAnchors(
    env['AUDIT_ANCHOR_FILE'] ?? join(dataDir, 'audit-anchors.log'),
  ).list();
  const vault = createIndexer(fileMasterKey(masterKeyFile(dataDir, env)));
  return withDatabase(dataDir, env['DATABASE_URL'], async (db) => {
    console.log(`Checking the audit trail against ${count(anchors.length, 'anchor')} …`);
    const startedMs = performance.now();
    const onProgress = (links: number) => {
      const perSecond = Math.round((links / (performance.now() - startedMs)) * 1_000);
      console.log(`  ${count(links, 'record')}, ${perSecond.toLocaleString('en')} a second`);
    };
    const verdict = await verifyAudit({ on: db.$client, vault, anchors, onProgress });
    await tell(db, verdict);
    return verdict.bad === 0;
  });
}

/** The given database, or the one of npm start: the running one, else it is started for the check. */
async function withDatabase<T>(
  dataDir: string,
  given: string | undefined,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const embedded = given
    ? undefined
    : await startPostgres({ dataDir: join(dataDir, 'postgres'), port: 5433, say: console.log });
  const pool = connect(given ?? embedded?.url ?? '', { max: 2 });
  try {
    return await work(pool.db);
  } finally {
    await pool.close();
    if (embedded && !embedded.adopted) await embedded.stop();
  }
}

async function tell(db: Database, { links, anchors, bad, first }: AuditVerdict): Promise<void> {
  if (!first) {
    console.log(`Sound: ${count(links, 'record')} in one chain that holds ${count(anchors, 'anchor')}.`);
    return;
  }
  console.log(`NOT SOUND: ${count(bad, 'finding')}. The first one: ${describe(first)}.`);
  const { recordId } = first;
  if (recordId === null) return;
  // Codes and ids only, as they stand now; what was there before, a backup may tell.
  const { rows } = await db.$client.query(
    `select id, at, actor_kind, actor_id, actor_roles, actor_post, action, object_kind, object_id, reason, details
     from audit_records where id = $1`,
    [recordId],
  );
  if (rows.length > 0) console.log(rows[0]);
}

function describe({ fault, no, recordId }: AuditFinding): string {
  const place = no === null ? 'outside of the chain' : `link ${no.toLocaleString('en')}`;
  const record = recordId === null ? '' : `, record ${recordId.toLocaleString('en')}`;
  return `${place}${record}: ${AUDIT_FAULTS[fault]}`;
}

const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
