/**
 * Seals personal data for the database and opens it again. The port between db/ (which stores sealed bytes) and the
 * keys (adapters/): one data key per application, wrapped by the master key. Destroying the key ends the data.
 */
export type Vault = {
  /** Mints a data key and stores it, apart from what it will seal. @returns its id */
  newKey(): Promise<string>;
  /** Ends a data key, and with it all that it sealed. Twice is once. */
  destroyKey(keyId: string): Promise<void>;
  /** @param place table.column|row, bound to the bytes so that they open nowhere else */
  seal(keyId: string, place: string, value: unknown): Promise<Buffer>;
  open<T>(keyId: string, place: string, sealed: Buffer): Promise<T>;
  /** For what belongs to no application (accounts, outgoing mail), with a key of that purpose. */
  sealShared(place: string, value: unknown): Promise<Buffer>;
  openShared<T>(place: string, sealed: Buffer): Promise<T>;
  /** Keyed hash for look-ups and uniqueness: equal texts give equal bytes, and nothing leads back. */
  index(purpose: string, text: string): Promise<Buffer>;
};
/** What makes keyed hashes, and opens nothing. */
export type Indexer = Pick<Vault, 'index'>;
