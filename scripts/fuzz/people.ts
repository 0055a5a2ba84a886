import { hashPassword } from '../../adapters/passwords.ts';
import { newTotpSecret } from '../../adapters/totp.ts';
import { connect } from '../../db/client.ts';
import { type DemoAccount, makeMember } from '../../db/seed.ts';
import { STAFF_ROLES } from '../../domain/commands.ts';
import { type OperationId, RIGHTS, type Right } from '../../domain/rights.ts';
import { openKeyring } from '../../keyring.ts';
import { staffDoor } from '../demo/door.ts';
import type { Http } from '../demo/http.ts';
import type { Session } from '../demo/session.ts';
import { keysDatabaseOf } from '../parts/database.ts';
import type { Stack } from '../parts/stack.ts';

/** Somebody as whom the API is asked. */
export type Identity = {
  name: string;
  /** Those of one's own door; all of them for nobody. */
  operations: readonly OperationId[];
  /** Logs in as people do. @returns the new session's token */
  enter?(): Promise<string>;
};

const OPERATIONS = Object.keys(RIGHTS) as OperationId[];
const behind = (door: Right['door']): OperationId[] =>
  OPERATIONS.filter((id) => RIGHTS[id].door === door && id !== 'accountEvents' && id !== 'staffEvents');

/** Nobody, the applicant, and one member of staff in each role and in that role alone; administrators can end others' work, so they are last. */
export async function identities(
  { ownerUrl, env }: Pick<Stack, 'ownerUrl' | 'env'>,
  http: Http,
  applicant: Session,
): Promise<Identity[]> {
  const staff = (await hireOneOfEach(ownerUrl, env['MASTER_KEY_FILE'] ?? '')).map((account) => ({
    name: account.roles.join(),
    operations: behind('staff'),
    enter: () => staffDoor(http, account).enter(),
  }));
  const last = ({ name }: Identity): number => Number(name === 'administrator');
  return [
    { name: 'nobody', operations: OPERATIONS },
    { name: 'applicant', operations: behind('account'), enter: applicant.enter },
    ...staff.toSorted((a, b) => last(a) - last(b)),
  ];
}

/** With passwords and second factors of their own, at Los Angeles, where the cases are; passports are made in New York. */
async function hireOneOfEach(ownerUrl: string, keyFile: string): Promise<DemoAccount[]> {
  const { db, close } = connect(ownerUrl, { max: 1 });
  const keys = { masterKeyFile: keyFile, keysDatabaseUrl: keysDatabaseOf(ownerUrl), db, max: 1 };
  const keyring = await openKeyring(keys);
  const tools = { hash: hashPassword, newTotpSecret, vault: keyring.vault };
  try {
    const hired: DemoAccount[] = [];
    for (const role of STAFF_ROLES) {
      const post = role === 'production' ? 'NYC' : 'LAX';
      hired.push(
        await makeMember(db, tools, { login: `fuzz.${role}`, name: `Fuzz ${role}`, roles: [role], post }),
      );
    }
    return hired;
  } finally {
    await keyring.close();
    await close();
  }
}
