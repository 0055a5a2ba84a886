/** Every table, by family. */
export * from './schema/applications.ts';
export * from './schema/audit.ts';
export * from './schema/cases.ts';
export * from './schema/people.ts';
export * from './schema/posts.ts';
