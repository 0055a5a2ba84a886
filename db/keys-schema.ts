import { boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at, bytea } from './schema/columns.ts';

/**
 * The key database lies apart from the main one and is backed up apart, so that a restored backup of the main database cannot
 * bring an erased case back. One row: which main database it belongs to.
 */
export const keyInstallation = pgTable('key_installation', {
  /** The main database's `installation.id`; null until the two have met. */
  mainId: uuid('main_id'),
  /** The main database has data from before purpose keys were kept. */
  earlierData: boolean('earlier_data').notNull(),
});

/** Master keys by id, never the keys themselves. What is not listed wraps nothing, and never will again: see the references. */
export const masterKeys = pgTable('master_keys', {
  id: text().primaryKey(),
  addedAt: at('added_at').notNull().defaultNow(),
});

/** A key for each application. Without `wrappedBy` it is of the time of the first master key. Deleting a row is the erasure. */
export const dataKeys = pgTable(
  'data_keys',
  {
    id: uuid().primaryKey(),
    wrapped: bytea().notNull(),
    wrappedBy: text('wrapped_by').references(() => masterKeys.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('data_keys_wrapped_by').on(t.wrappedBy)],
);

/** A key for each purpose that belongs to no case. */
export const purposeKeys = pgTable('purpose_keys', {
  label: text().primaryKey(),
  wrapped: bytea().notNull(),
  wrappedBy: text('wrapped_by')
    .notNull()
    .references(() => masterKeys.id),
  createdAt: at('created_at').notNull().defaultNow(),
});
