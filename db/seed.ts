import { randomBytes } from 'node:crypto';
import type { StaffRole } from '../domain/commands.ts';
import { POSTS } from '../domain/data/posts.ts';
import { NOTICE_POLICY } from '../domain/policy.ts';
import { POST_CODES } from '../domain/posts.ts';
import { connect, type Database } from './client.ts';
import { policies, posts, staff } from './schema.ts';

export type DemoAccount = { login: string; password: string; name: string; roles: StaffRole[]; post: string };
type Hash = (password: string) => Promise<string>;

/**
 * Fills what is missing: the posts, the notice's policy, and (embedded database only) demo staff with fresh passwords.
 * Never overwrites what administrators changed.
 *
 * @param known  logins of demo staff whose passwords are on record
 * @returns the demo staff made by this very call, with their passwords
 */
export async function seed(
  databaseUrl: string,
  { demo, hash, known = [] }: { demo: boolean; hash: Hash; known?: readonly string[] },
): Promise<DemoAccount[]> {
  const { db, close } = connect(databaseUrl, { max: 1 });
  try {
    await seedPosts(db);
    return demo ? await seedDemoStaff(db, hash, known) : [];
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

const DEMO_STAFF: { login: string; name: string; roles: StaffRole[]; post: (typeof POST_CODES)[number] }[] = [
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
];

/** Only who is not in `known` gets a password, also a second time: the first one was lost before anybody could note it. */
async function seedDemoStaff(db: Database, hash: Hash, known: readonly string[]): Promise<DemoAccount[]> {
  const made: DemoAccount[] = [];
  for (const member of DEMO_STAFF.filter(({ login }) => !known.includes(login))) {
    const password = randomBytes(12).toString('base64url');
    const passwordHash = await hash(password);
    await db
      .insert(staff)
      .values({ ...member, passwordHash })
      .onConflictDoUpdate({ target: staff.login, set: { passwordHash } });
    made.push({ ...member, password });
  }
  return made;
}
