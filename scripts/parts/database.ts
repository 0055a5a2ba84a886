import { hashPassword } from '../../adapters/passwords.ts';
import { migrate } from '../../db/migrate.ts';
import { type DemoAccount, seed } from '../../db/seed.ts';

/**
 * Brings a database to this release.
 *
 * @param known  logins of demo accounts whose passwords are on record
 * @returns the demo accounts made by this very call, with their passwords
 */
export async function fillDatabase(
  url: string,
  { demo, known = [] }: { demo: boolean; known?: readonly string[] },
): Promise<DemoAccount[]> {
  await migrate(url);
  return seed(url, { demo, hash: hashPassword, known });
}
