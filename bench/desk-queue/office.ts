import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDocumentStore } from '../../adapters/document-store.ts';
import { fileObjectStore } from '../../adapters/object-store.ts';
import { createPasskeys } from '../../adapters/passkeys.ts';
import { createPapers } from '../../adapters/pdf/papers.ts';
import { createVision } from '../../adapters/vision/vision.ts';
import { buildApp } from '../../api/app.ts';
import { createChanges } from '../../api/changes.ts';
import type { CaseEngine } from '../../api/engine.ts';
import { createPeople } from '../../db/accounts.ts';
import { createApplications } from '../../db/applications.ts';
import { createAudit } from '../../db/audit.ts';
import { createChallenges } from '../../db/challenges.ts';
import { connect } from '../../db/client.ts';
import { createConsents } from '../../db/consents.ts';
import { createDurations } from '../../db/durations.ts';
import { createFaces } from '../../db/faces.ts';
import { createFactors } from '../../db/factors.ts';
import { createHandOvers } from '../../db/hand-overs.ts';
import { createMessages } from '../../db/messages.ts';
import { migrate } from '../../db/migrate.ts';
import { createOrders } from '../../db/orders.ts';
import { createOutbox } from '../../db/outbox.ts';
import { seed } from '../../db/seed.ts';
import { createCommitStep } from '../../db/steps.ts';
import { createTasks } from '../../db/tasks.ts';
import { openKeyring } from '../../keyring.ts';
import { createLog } from '../../log.ts';
import { makeKeysDatabase } from '../../scripts/parts/database.ts';

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** The database with its queries, without an engine: what waits in a queue is all in the database. */
export async function openOffice(url: string, dir: string) {
  const keysUrl = await makeKeysDatabase(url);
  await migrate(url, keysUrl);
  await seed(url, { demo: false, hash: async () => '' });
  const keyFile = join(dir, 'master.key');
  writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const pool = connect(url, { max: 20 });
  const { db } = pool;
  const keyring = await openKeyring({ masterKeyFile: keyFile, keysDatabaseUrl: keysUrl, db, max: 3 });
  const { caseKeys, vault } = keyring;
  return {
    dir,
    keysUrl,
    db,
    vault,
    ping: pool.ping,
    people: createPeople(db, vault),
    factors: createFactors(db, vault),
    challenges: createChallenges(db, vault),
    passkeys: createPasskeys('http://localhost'),
    applications: createApplications(db, vault),
    consents: createConsents(db, vault),
    faces: createFaces(db, vault),
    vision: createVision(),
    orders: createOrders(db, vault),
    handOvers: createHandOvers(db, vault),
    messages: createMessages(db, vault),
    durations: createDurations(db),
    papers: createPapers(),
    tasks: createTasks(db, vault),
    audit: createAudit(db, vault),
    outbox: createOutbox(db, vault),
    commitStep: createCommitStep(db, vault),
    documents: createDocumentStore({ objects: fileObjectStore(join(dir, 'objects')), caseKeys }),
    async close() {
      await Promise.all([pool.close(), keyring.close()]);
    },
  };
}

/** The API over it, as the server puts it together; nobody gives a command here. */
export function serve(office: Office, webDir: string) {
  const absent = (): never => {
    throw new Error('there is no engine in this measurement');
  };
  const engine = {
    start: absent,
    command: absent,
    findStanding: absent,
    listMissing: async () => [],
  } as unknown as CaseEngine;
  return buildApp({
    ...office,
    engine,
    decodePayloads: absent,
    uploadDir: office.dir,
    pingDatabase: office.ping,
    changes: createChanges(),
    temporalWebUrl: undefined,
    webDir,
    log: createLog('api', 'silent'),
  });
}
