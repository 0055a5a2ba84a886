let held: Uint8Array | undefined;

/**
 * The key of what this tab keeps (tab-store.ts): told by the server with every look at who one is, held in memory alone. Apart
 * from the store, so that pages before the login load no cipher.
 * @param hex  32 bytes; nothing = it is forgotten
 */
export function holdTabKey(hex?: string): void {
  held = hex ? Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) : undefined;
}

export const tabKey = (): Uint8Array | undefined => held;
