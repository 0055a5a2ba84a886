import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { pwnedPasswords } from './adapters/breached-passwords.ts';
import { createDocumentStore } from './adapters/document-store.ts';
import { fileAuthority, httpAuthority, type IdentityAuthority } from './adapters/identity-authority.ts';
import { fileObjectStore } from './adapters/object-store.ts';
import { type OpenId, openIdLogin } from './adapters/openid.ts';
import { createPasskeys } from './adapters/passkeys.ts';
import { createDataConverter, createOperatorDecoder } from './adapters/payload-codec.ts';
import { createPapers } from './adapters/pdf/papers.ts';
import { readSecret, readSecretText } from './adapters/shared-secret.ts';
import { prepareTempDir } from './adapters/temp-files.ts';
import { clamd } from './adapters/virus-scanner.ts';
import { createVision } from './adapters/vision/vision.ts';
import { buildApp } from './api/app.ts';
import { createChanges } from './api/changes.ts';
import { createCaseEngine } from './api/engine.ts';
import { type Config, type OpenIdConfig, readConfig } from './config.ts';
import { createPeople } from './db/accounts.ts';
import { createApplications } from './db/applications.ts';
import { createAudit } from './db/audit.ts';
import { createChallenges } from './db/challenges.ts';
import { listenForChanges } from './db/changes.ts';
import { connect, isOutage } from './db/client.ts';
import { createConsents } from './db/consents.ts';
import { createDurations } from './db/durations.ts';
import { createFaces } from './db/faces.ts';
import { createFactors } from './db/factors.ts';
import { createHandOvers } from './db/hand-overs.ts';
import { createIdentities } from './db/identities.ts';
import { createMessages } from './db/messages.ts';
import { createOrders } from './db/orders.ts';
import { createOutbox } from './db/outbox.ts';
import { createOwnData } from './db/own-data.ts';
import { createStaffing } from './db/staffing.ts';
import { createTasks } from './db/tasks.ts';
import { openKeyring } from './keyring.ts';
import { createLog } from './log.ts';

const WEB_DIR = fileURLToPath(new URL('./web/dist', import.meta.url));

/** Composition root of the API: config → database, keys, Temporal client → buildApp → listen → close gracefully. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('api', config.logLevel);

  const { db, ping, close } = connect(config.databaseUrl, { max: 20, acting: true });
  // A database that is away will come back; a role that policies do not hold is a mistake.
  await ping().catch((err: unknown) => {
    if (!isOutage(err)) throw err;
  });
  const keyring = await openKeyring({ ...config, db, max: 3 });
  const { caseKeys, vault } = keyring;

  // Lazy: the API answers, and says what is missing, while Temporal is away.
  const connection = Connection.lazy({ address: config.temporalAddress });
  const dataConverter = createDataConverter(keyring);
  const client = new Client({ connection, namespace: config.temporalNamespace, dataConverter });

  mkdirSync(config.documentsDir, { recursive: true, mode: 0o700 });
  const uploadDir = join(config.documentsDir, 'uploads');
  prepareTempDir(uploadDir);

  const changes = createChanges();
  const vision = createVision();
  const app = await buildApp({
    engine: createCaseEngine(client),
    people: createPeople(db, vault, config.limitsFactor),
    factors: createFactors(db, vault),
    staffing: createStaffing(db, vault),
    openId: config.openId && openIdOf(config.openId, config.deskUrl),
    challenges: createChallenges(db, vault),
    passkeys: { account: createPasskeys(config.publicUrl), staff: createPasskeys(config.deskUrl) },
    ...(config.deskUrl === config.publicUrl ? {} : { deskUrl: config.deskUrl }),
    breachedPasswords: config.breachedPasswordsUrl
      ? pwnedPasswords({ url: config.breachedPasswordsUrl, log })
      : undefined,
    smsOffered: config.sms !== undefined,
    identities: createIdentities(db, vault),
    identityAuthority: authorityOf(config.identity),
    applications: createApplications(db, vault),
    consents: createConsents(db, vault),
    faces: createFaces(db, vault),
    orders: createOrders(db, vault),
    handOvers: createHandOvers(db, vault),
    messages: createMessages(db, vault),
    ownData: createOwnData(db, vault),
    durations: createDurations(db),
    tasks: createTasks(db, vault),
    audit: createAudit(db, vault),
    outbox: createOutbox(db, vault),
    documents: createDocumentStore({ objects: fileObjectStore(config.documentsDir), caseKeys }),
    papers: createPapers(),
    vision,
    virusScanner: config.virusScanner ? clamd(config.virusScanner) : undefined,
    vault,
    decodePayloads: createOperatorDecoder(keyring),
    uploadDir,
    pingDatabase: async () => void (await Promise.all([ping(), keyring.ping()])),
    changes,
    temporalWebUrl: config.temporalWebUrl,
    trustedProxies: config.trustedProxies,
    webDir: existsSync(WEB_DIR) ? WEB_DIR : undefined,
    log,
  });
  const listening = listenForChanges(config.databaseUrl, changes.publish);
  await app.listen({ host: config.host, port: config.port });
  log.info({ port: config.port }, 'listening');

  const stop = async (): Promise<void> => {
    await app.close(); // takes no new requests, lets the running ones finish
    await Promise.all([connection.close(), close(), keyring.close(), listening.stop(), vision.close()]);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

function authorityOf(identity: Config['identity']): IdentityAuthority {
  if ('registryFile' in identity) return fileAuthority(identity.registryFile);
  const { url, keyFile } = identity;
  return httpAuthority({ url, key: { id: 'consular-cases', secret: readSecret(keyFile) } });
}

function openIdOf(openId: OpenIdConfig, deskUrl: string): OpenId {
  const clientSecret = readSecretText(openId.clientSecretFile);
  return openIdLogin({ ...openId, clientSecret, redirectUri: `${deskUrl}/v1/staff/openid/callback` });
}

main().catch((err: unknown) => {
  process.stderr.write(`${err instanceof Error ? err.stack : String(err)}\n`);
  process.exit(1);
});
