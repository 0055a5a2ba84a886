import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/**
 * Who asks the database, beside its owner who migrates it (C2): the API, which row-level security holds to whoever asks it,
 * and the worker, which carries out every case's steps. Roles belong to the whole server, not to one database.
 */
export const DATABASE_ROLES = ['consular_api', 'consular_worker'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];
export type RolePasswords = Readonly<Record<DatabaseRole, string>>;

const PLAIN = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication noinherit';
const NOT_PERMITTED = '42501';
/** Another database of the same server makes or changes the same roles at this moment. */
const MEANWHILE = ['23505', '42710', 'XX000'];

/**
 * Makes the roles that are missing and, with `passwords`, lets them log in with these.
 * @throws Error that says what to run, when the user may not make roles or a role stands above row-level security
 */
export async function ensureRoles(client: pg.Client, passwords?: RolePasswords, tries = 20): Promise<void> {
  try {
    const known = await client.query<{ rolname: string; above: boolean }>(
      `select rolname, rolsuper or rolbypassrls as above from pg_roles where rolname = any($1)`,
      [DATABASE_ROLES],
    );
    const above = known.rows.filter((role) => role.above).map(({ rolname }) => rolname);
    if (above.length > 0) throw new Error(`${above.join(', ')} must be neither superuser nor BYPASSRLS`);
    for (const role of DATABASE_ROLES) {
      if (!known.rows.some(({ rolname }) => rolname === role))
        await client.query(`create role ${role} ${PLAIN}`);
      // As a verifier: the server's log may hold the statement, and never holds the password.
      if (passwords) await client.query(`alter role ${role} password '${scramVerifier(passwords[role])}'`);
    }
  } catch (err) {
    const code = err instanceof Error && 'code' in err ? String(err.code) : '';
    if (code === NOT_PERMITTED) throw new Error(whatToRun(passwords), { cause: err });
    if (tries <= 1 || !MEANWHILE.includes(code)) throw err;
    await pause(50);
    await ensureRoles(client, passwords, tries - 1);
  }
}

const whatToRun = (passwords: RolePasswords | undefined): string =>
  `The user of DATABASE_URL may not make the roles of API and worker. As a superuser, run once:\n${DATABASE_ROLES.map(
    (role) => `  create role ${role} ${PLAIN} password '…';`,
  ).join('\n')}\n${
    passwords
      ? 'and name them in API_DATABASE_URL and WORKER_DATABASE_URL (docs/operating.md).'
      : 'Then start again (docs/operating.md).'
  }`;

/** What PostgreSQL stores of a SCRAM-SHA-256 password (RFC 5803); SASLprep changes nothing in ASCII. */
function scramVerifier(password: string): string {
  if (!/^[\x21-\x7e]+$/.test(password)) throw new Error('a password of a database role is plain ASCII');
  const salt = randomBytes(16);
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyOf = (name: string): Buffer => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${keyOf('Server Key').toString('base64')}`;
}

/** The same database as this role. */
export function urlOf(databaseUrl: string, role: DatabaseRole, passwords: RolePasswords): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = passwords[role];
  return url.href;
}
