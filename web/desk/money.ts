/** `23`, `23.00` or `$23.00` as integer cents; undefined when it is no amount. Never through a fraction. */
export function centsOf(text: string): number | undefined {
  const found = /^\$?\s*(\d{1,4})(?:\.(\d{2}))?$/.exec(text.trim().normalize('NFKC'));
  return found ? Number(found[1]) * 100 + Number(found[2] ?? 0) : undefined;
}

export const dollars = (cents: number): string =>
  `$${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
