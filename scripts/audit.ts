import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileAuditAnchors } from '../adapters/audit-anchors.ts';
import { AUDIT_FAULTS, type AuditFinding, type AuditVerdict, verifyAudit } from '../db/audit-verify.ts';
import type { Database } from '../db/client.ts';
import { withInstallation } from './parts/installation.ts';

const USAGE = `npm run audit -- verify

Checks the whole audit trail against its MACs, its chain and the anchors kept outside of the database, and names the first
record that is not as it was. Exit code 1 when something is wrong. DATABASE_URL,
KEYS_DATABASE_URL, MASTER_KEY_FILE and AUDIT_ANCHOR_FILE say where; without them it is the data of npm start.`;

/** @returns whether all is sound */
async function main(): Promise<boolean> {
  const { positionals } = parseArgs({ allowPositionals: true });
  if (positionals.length !== 1 || positionals[0] !== 'verify') throw new Error(USAGE);
  return withInstallation(async ({ db, keyring, dataDir }) => {
    const anchorFile = process.env['AUDIT_ANCHOR_FILE'] ?? join(dataDir, 'audit-anchors.log');
    const anchors = await fileAuditAnchors(anchorFile).list();
    console.log(`Checking the audit trail against ${count(anchors.length, 'anchor')} …`);
    const startedMs = performance.now();
    const onProgress = (links: number) => {
      const perSecond = Math.round((links / (performance.now() - startedMs)) * 1_000);
      console.log(`  ${count(links, 'record')}, ${perSecond.toLocaleString('en')} a second`);
    };
    const verdict = await verifyAudit({ on: db.$client, vault: keyring.vault, anchors, onProgress });
    await tell(db, verdict);
    return verdict.bad === 0;
  });
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
