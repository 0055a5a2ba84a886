import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDocumentStore } from '../../adapters/document-store.ts';
import { registerOfPeople } from '../../adapters/identity-authority.ts';
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
import { connect, type Database } from '../../db/client.ts';
import { createConsents } from '../../db/consents.ts';
import { createDurations } from '../../db/durations.ts';
import { createFaces } from '../../db/faces.ts';
import { createFactors } from '../../db/factors.ts';
import { createHandOvers } from '../../db/hand-overs.ts';
import { createIdentities } from '../../db/identities.ts';
import { createMessages } from '../../db/messages.ts';
import { migrate } from '../../db/migrate.ts';
import { createOrders } from '../../db/orders.ts';
import { createOutbox } from '../../db/outbox.ts';
import { createOwnData } from '../../db/own-data.ts';
import { urlOf } from '../../db/roles.ts';
import { seed } from '../../db/seed.ts';
import { createStaffing } from '../../db/staffing.ts';
import { createCommitStep } from '../../db/steps.ts';
import { createTasks } from '../../db/tasks.ts';
import type { Vault } from '../../domain/vault.ts';
import { openKeyring } from '../../keyring.ts';
import { createLog } from '../../log.ts';
import { makeKeysDatabase } from '../../scripts/parts/database.ts';

export type Office = Awaited<ReturnType<typeof openOffice>>;

/**
 * The database with its queries, without an engine: what waits in a queue is all in the database. It is filled as its owner;
 * `api` asks as the API's role for whoever is logged in.
 */
export async function openOffice(url: string, dir: string) {
  const password = (): string => randomBytes(24).toString('hex');
  const passwords = { consular_api: password(), consular_worker: password() };
  const keysUrl = await makeKeysDatabase(url);
  await migrate(url, keysUrl, passwords);
  await seed(url);
  const keyFile = join(dir, 'master.key');
  writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const apiUrl = urlOf(url, 'consular_api', passwords);
  const apiKeysUrl = urlOf(keysUrl, 'consular_api', passwords);
  const pools = {
    owner: connect(url, { max: 20 }),
    api: connect(apiUrl, { max: 20, acting: true }),
    worker: connect(urlOf(url, 'consular_worker', passwords), { max: 12 }),
  };
  const { db } = pools.owner;
  const keyring = await openKeyring({
    masterKeyFile: keyFile,
    keysDatabaseUrl: apiKeysUrl,
    db: pools.api.db,
    max: 3,
  });
  const { caseKeys, vault } = keyring;
  return {
    dir,
    keysUrl,
    apiKeysUrl,
    db,
    apiUrl,
    vault,
    ...queriesOn(db, vault),
    /** What the app works with. */
    api: { ...queriesOn(pools.api.db, vault), pingDatabase: pools.api.ping },
    passkeys: { account: createPasskeys('http://localhost'), staff: createPasskeys('http://localhost') },
    smsOffered: false,
    identityAuthority: registerOfPeople(),
    vision: createVision(),
    papers: createPapers(),
    commitStep: createCommitStep(pools.worker.db, vault),
    documents: createDocumentStore({ objects: fileObjectStore(join(dir, 'objects')), caseKeys }),
    async close() {
      await Promise.all([...Object.values(pools).map((pool) => pool.close()), keyring.close()]);
    },
  };
}

const queriesOn = (db: Database, vault: Vault) => ({
  people: createPeople(db, vault),
  factors: createFactors(db, vault),
  staffing: createStaffing(db, vault),
  challenges: createChallenges(db, vault),
  applications: createApplications(db, vault),
  consents: createConsents(db, vault),
  faces: createFaces(db, vault),
  orders: createOrders(db, vault),
  handOvers: createHandOvers(db, vault),
  identities: createIdentities(db, vault),
  messages: createMessages(db, vault),
  ownData: createOwnData(db, vault),
  durations: createDurations(db),
  tasks: createTasks(db, vault),
  audit: createAudit(db, vault),
  outbox: createOutbox(db, vault),
});

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
    ...office.api,
    engine,
    decodePayloads: absent,
    openId: undefined,
    breachedPasswords: undefined,
    virusScanner: undefined,
    uploadDir: office.dir,
    changes: createChanges(),
    temporalWebUrl: undefined,
    webDir,
    log: createLog('api', 'silent'),
  });
}
