import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/keys-schema.ts',
  out: './db/keys-migrations',
});
