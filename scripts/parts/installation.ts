import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type Database } from '../../db/client.ts';
import { type Keyring, openKeyring } from '../../keyring.ts';
import { keysDatabaseOf } from './database.ts';
import { startPostgres } from './postgres.ts';
import { masterKeyFile, PORTS } from './settings.ts';

export type Installation = {
  db: Database;
  keyring: Keyring;
  dataDir: string;
  /** The file with the master keys. */
  masterKeyFile: string;
};

/**
 * For a command beside the running system: what DATABASE_URL, KEYS_DATABASE_URL and MASTER_KEY_FILE name, or what belongs
 * to npm start; its database is started for the command when it does not run.
 */
export async function withInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const { env } = process;
  const dataDir = resolve(env['DATA_DIR'] ?? fileURLToPath(new URL('../../.data', import.meta.url)));
  const keyFile = masterKeyFile(dataDir, env);
  const given = env['DATABASE_URL'];
  const embedded = given
    ? undefined
    : await startPostgres({ dataDir: join(dataDir, 'postgres'), port: PORTS.postgres, say: console.log });
  const databaseUrl = given ?? embedded?.url ?? '';
  const pool = connect(databaseUrl, { max: 2 });
  try {
    const keyring = await openKeyring({
      masterKeyFile: keyFile,
      keysDatabaseUrl: env['KEYS_DATABASE_URL'] ?? keysDatabaseOf(databaseUrl),
      db: pool.db,
      max: 3,
    });
    try {
      return await work({ db: pool.db, keyring, dataDir, masterKeyFile: keyFile });
    } finally {
      await keyring.close();
    }
  } finally {
    await pool.close();
    if (embedded && !embedded.adopted) await embedded.stop();
  }
}
