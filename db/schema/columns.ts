import { customType, timestamp } from 'drizzle-orm/pg-core';

// Columns named …_sealed hold AES-256-GCM ciphertext (domain/vault.ts); columns named …_index hold keyed hashes.
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
