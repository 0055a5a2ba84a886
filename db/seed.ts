import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { StaffRole } from '../domain/commands.ts';
import { POSTS } from '../domain/data/posts.ts';
import { NOTICE_POLICY } from '../domain/policy.ts';
import { POST_CODES, type PostCode } from '../domain/posts.ts';
import type { Vault } from '../domain/vault.ts';
import { connect, type Database } from './client.ts';
import { createFactors } from './factors.ts';
import { place } from './places.ts';
import { factors, policies, posts, staff } from './schema.ts';

/** With its password and the secret of its second factor, which nobody else's are told. */
export type DemoAccount = {
  login: string;
  password: string;
  totpSecret: string;
  name: string;
  roles: StaffRole[];
  post: PostCode;
};

/** What demo staff are made with; `known`: logins whose password and secret are on record. */
export type DemoTools = {
  hash: (password: string) => Promise<string>;
  newTotpSecret: () => string;
  vault: Vault;
  known: readonly string[];
};

/**
 * Fills what is missing: the posts, the notice's policy, and (embedded database only) demo staff with fresh passwords and
 * second factors. Never overwrites what administrators changed.
 *
 * @param demo  without it nobody is made: there are no accounts that everybody knows (A9)
 * @returns the demo staff made by this very call, with their passwords
 */
export async function seed(databaseUrl: string, demo?: DemoTools): Promise<DemoAccount[]> {
  const { db, close } = connect(databaseUrl, { max: 1 });
  try {
    await seedPosts(db);
    return demo ? await seedDemoStaff(db, demo) : [];
  } finally {
    await close();
  }
}

async function seedPosts(db: Database): Promise<void> {
  await db
    .insert(posts)
    .values(POST_CODES.map((code) => ({ code, post: POSTS[code] })))
    .onConflictDoNothing();
  await db
    .insert(policies)
    .values(
      POST_CODES.map((post) => ({
        post,
        effectiveFrom: NOTICE_POLICY.effectiveOn,
        policy: {
          ...NOTICE_POLICY,
          post,
          envelopeMark: POSTS[post].envelopeMark,
          paymentKinds: POSTS[post].paymentKinds,
        },
      })),
    )
    .onConflictDoNothing();
}

const DEMO_STAFF: Pick<DemoAccount, 'login' | 'name' | 'roles' | 'post'>[] = [
  ...POST_CODES.flatMap((post) => [
    ...['officer', 'officer2'].map((name, index) => ({
      login: `${name}.${post.toLowerCase()}`,
      name: `Demo Officer ${index + 1} ${post}`,
      roles: ['officer' as const],
      post,
    })),
    {
      login: `mailroom.${post.toLowerCase()}`,
      name: `Demo Mailroom ${post}`,
      roles: ['mailroom' as const],
      post,
    },
    {
      login: `supervisor.${post.toLowerCase()}`,
      name: `Demo Supervisor ${post}`,
      roles: ['supervisor' as const, 'operator' as const],
      post,
    },
  ]),
  { login: 'production.nyc', name: 'Demo Production NYC', roles: ['production'], post: 'NYC' },
  // Two: who asks for a change of rights never carries it out.
  { login: 'administrator.was', name: 'Demo Administrator 1 WAS', roles: ['administrator'], post: 'WAS' },
  { login: 'administrator2.was', name: 'Demo Administrator 2 WAS', roles: ['administrator'], post: 'WAS' },
  { login: 'auditor.was', name: 'Demo Auditor WAS', roles: ['auditor'], post: 'WAS' },
];

/** Only who is not in `known` gets a password, also a second time: the first one was lost before anybody could note it. */
async function seedDemoStaff(db: Database, { known, ...tools }: DemoTools): Promise<DemoAccount[]> {
  const made: DemoAccount[] = [];
  for (const member of DEMO_STAFF.filter(({ login }) => !known.includes(login)))
    made.push(await makeMember(db, tools, member));
  return made;
}

/** A member with a fresh password and a second factor that counts, or new ones for who is there already. */
export async function makeMember(
  db: Database,
  { hash, newTotpSecret, vault }: Omit<DemoTools, 'known'>,
  member: Omit<DemoAccount, 'password' | 'totpSecret'>,
): Promise<DemoAccount> {
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await hash(password);
  const [row] = await db
    .insert(staff)
    .values({ ...member, passwordHash })
    .onConflictDoUpdate({ target: staff.login, set: { passwordHash } })
    .returning({ id: staff.id });
  if (!row) throw new Error('a demo account was inserted and not returned');
  const owner = { staffId: row.id };
  const emailSealed = await vault.sealShared(place.staffEmail(row.id), `${member.login}@staff.invalid`);
  await db.update(staff).set({ emailSealed }).where(eq(staff.id, row.id));
  const totpSecret = newTotpSecret();
  await db.delete(factors).where(eq(factors.staffId, row.id));
  const known = createFactors(db, vault);
  const id = await known.add(owner, 'stand-in authenticator', { kind: 'totp', secret: totpSecret });
  await known.confirm(owner, id ?? '', 0);
  return { ...member, password, totpSecret };
}
