import { date, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Policy } from '../../domain/policy.ts';
import type { Post, PostCode } from '../../domain/posts.ts';

/** Posts as administrators keep them; seeded from domain/data/posts.ts. */
export const posts = pgTable('posts', {
  code: text().$type<PostCode>().primaryKey(),
  post: jsonb().$type<Post>().notNull(),
});

/** Everything a notice can change, per post and from a date on; a case keeps its row for life. */
export const policies = pgTable(
  'policies',
  {
    id: uuid().primaryKey().defaultRandom(),
    post: text()
      .$type<PostCode>()
      .notNull()
      .references(() => posts.code),
    effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
    policy: jsonb().$type<Policy>().notNull(),
  },
  (t) => [uniqueIndex('policies_post_from').on(t.post, t.effectiveFrom)],
);

/** One row: known to the key database, so that no other main database is ever taken for the one whose keys it holds. */
export const installation = pgTable('installation', { id: uuid().primaryKey().defaultRandom() });
