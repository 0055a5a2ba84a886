import { parseArgs } from 'node:util';
import { type MasterKeyFile, masterKeyFile } from '../adapters/master-key-file.ts';
import { addMasterKey, retireOlder, rewrap } from '../adapters/rotation.ts';
import { createAudit } from '../db/audit.ts';
import { type Installation, withInstallation } from './parts/installation.ts';

const USAGE = `npm run keys -- show | rotate | rewrap | retire

show    lists the master keys, the newest first, and which of them still wrap something
rotate  adds a master key to the file and wraps all keys by it, while everything runs
rewrap  wraps by the newest master key what older ones still wrap: after a rotation that was interrupted
retire  drops the older master keys from the file once nothing is wrapped by them

DATABASE_URL, KEYS_DATABASE_URL and MASTER_KEY_FILE say where; without them it is the data of npm start.`;

type Place = Installation & { file: MasterKeyFile };

const COMMANDS = {
  show: show,
  rotate: (place: Place) => place.keyring.store.alone(() => rotate(place)),
  rewrap: (place: Place) => place.keyring.store.alone(() => rewrapAll(place)),
  retire: (place: Place) => place.keyring.store.alone(() => retire(place)),
} as const;

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [name = ''] = positionals;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined;
  if (!command || positionals.length !== 1) throw new Error(USAGE);
  await withInstallation((installation) =>
    command({ ...installation, file: masterKeyFile(installation.masterKeyFile) }),
  );
}

async function show({ file, keyring }: Place): Promise<void> {
  const known = await keyring.store.listMasterKeys();
  for (const [at, id] of file.list().entries()) {
    const use = known.find((each) => each.id === id)?.inUse ? 'in use' : 'wraps nothing';
    console.log(`${id}  ${at === 0 ? 'newest' : 'older'}  ${use}`);
  }
}

async function rotate(place: Place): Promise<void> {
  const { db, file, keyring } = place;
  const id = await addMasterKey({ ...keyring, file });
  console.log(`The master key ${id} wraps from now on.`);
  await createAudit(db, keyring.vault).record({
    actor: { kind: 'operator', id: 'console' },
    action: 'key.rotate',
    object: { kind: 'key', id },
  });
  await rewrapAll(place);
  console.log('Back the new key file up, apart from both databases; then: npm run keys -- retire');
}

async function rewrapAll({ keyring }: Place): Promise<void> {
  const count = await rewrap(keyring, (done) => console.log(`  ${done.toLocaleString('en')} keys`));
  console.log(`Wrapped anew: ${count.toLocaleString('en')} keys.`);
}

async function retire(place: Place): Promise<void> {
  await rewrapAll(place); // what a process wrapped in the moment of the rotation
  const { retired, inUse } = await retireOlder({ file: place.file, store: place.keyring.store });
  for (const id of retired) console.log(`The master key ${id} is retired and no longer in the file.`);
  for (const id of inUse) console.log(`The master key ${id} still wraps something; try again in a minute.`);
  if (retired.length + inUse.length === 0) console.log('There is no older master key.');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
