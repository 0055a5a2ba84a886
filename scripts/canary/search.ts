import { constants, inflateRawSync } from 'node:zlib';

/** Something that must not be found: what it is, which a report may tell, and itself, which it may not. */
export type Secret = { kind: string; value: string | Buffer };
/** What was found, and how it was written. */
export type Hit = { kind: string; as: Writing };
export type Search = (haystack: Buffer) => Hit[];

export type Writing =
  | 'text'
  | 'utf-16'
  | 'hex'
  | 'base64'
  | 'percent-encoding'
  | 'quoted-printable'
  | 'json escapes'
  | 'compressed';

/** `bytes` are in lower case unless the case counts. */
type Pattern = Hit & { bytes: Buffer; exact: boolean };

/** Shorter ones would be found in any noise: a gigabyte of it holds four given bytes every other time. */
const PLAIN_MIN = 5;
const WRITTEN_MIN = 8;
const UNPACKED_MAX = 64 * 1_024 * 1_024;

/**
 * A search for many secrets at once, in whatever letters, alphabets and packings they may have been written: one pass over the
 * bytes for all of them, since a database's files are too long for one pass each.
 *
 * @throws RangeError for a secret of less than five bytes
 */
export function createSearch(secrets: readonly Secret[]): Search {
  const index = indexOf(secrets.flatMap(patternsOf));
  return (haystack) => {
    const hits = scan(index, haystack);
    const packed = unpacked(haystack).flatMap((bytes) => scan(index, bytes));
    return distinct([...hits, ...packed.map(({ kind }) => ({ kind, as: 'compressed' as const }))]);
  };
}

function patternsOf({ kind, value }: Secret): Pattern[] {
  const forms = typeof value === 'string' ? formsOf(value) : [value];
  if (forms.some((form) => form.length < PLAIN_MIN))
    throw new RangeError(`${kind} is too short to be searched for`);
  const texts = typeof value === 'string' ? writtenAsText(value) : [];
  const all = [
    ...forms.map((bytes) => ({ as: 'text' as const, bytes, exact: typeof value !== 'string' })),
    ...texts.map(({ as, text }) => ({ as, bytes: Buffer.from(text), exact: false })),
    ...(typeof value === 'string' ? wide(value) : []),
    ...forms.flatMap((form) => [
      { as: 'hex' as const, bytes: Buffer.from(form.toString('hex')), exact: false },
      ...inBase64(form).map((text) => ({ as: 'base64' as const, bytes: Buffer.from(text), exact: true })),
    ]),
  ];
  const seen = new Set<string>();
  return all.flatMap(({ as, bytes, exact }) => {
    const kept = exact ? bytes : lower(bytes);
    const key = kept.toString('latin1');
    if (seen.has(key) || (as !== 'text' && kept.length < WRITTEN_MIN)) return [];
    seen.add(key);
    return [{ kind, as, bytes: kept, exact }];
  });
}

/** Hex and base64 tell capitals from small letters, and what is looked up is often made small or large first. */
const formsOf = (text: string): Buffer[] =>
  [...new Set([text, text.toLowerCase(), text.toUpperCase()])].map((form) => Buffer.from(form));

function writtenAsText(text: string): { as: Writing; text: string }[] {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const escapes = units.map((unit) =>
    unit < 0x80 ? String.fromCharCode(unit) : `\\u${unit.toString(16).padStart(4, '0')}`,
  );
  const octets = [...Buffer.from(text)].map((byte) =>
    byte < 0x80 && byte !== 0x3d
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return [
    { as: 'percent-encoding', text: encodeURIComponent(text) },
    { as: 'percent-encoding', text: new URLSearchParams({ '': text }).toString().slice(1) },
    { as: 'json escapes', text: escapes.join('') },
    { as: 'quoted-printable', text: octets.join('') },
  ];
}

function wide(text: string): { as: Writing; bytes: Buffer; exact: boolean }[] {
  const little = Buffer.from(text, 'utf16le');
  return [little, Buffer.from(little).swap16()].map((bytes) => ({ as: 'utf-16', bytes, exact: false }));
}

/** As it stands in the middle of something longer: at each of the three places in a group, without the letters that its neighbours share. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const letters = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const own = letters.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const SMALL = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
);
const lower = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => SMALL[byte] ?? 0));

/** Patterns by four of their bytes, and a table that tells at once that no pattern has these. */
type Index = { marks: Uint8Array; byWindow: Map<number, { pattern: Pattern; end: number }[]> };

const SLOT_BITS = 20;
const slotOf = (window: number): number => Math.imul(window, 0x9e3779b1) >>> (32 - SLOT_BITS);

/** Each by the four that it shares with the fewest others: many secrets begin alike. */
function indexOf(patterns: readonly Pattern[]): Index {
  const index: Index = { marks: new Uint8Array(1 << SLOT_BITS), byWindow: new Map() };
  const having = new Map<number, number>();
  for (const pattern of patterns)
    for (const { window } of windowsOf(pattern)) having.set(window, (having.get(window) ?? 0) + 1);
  for (const pattern of patterns) {
    const rarest = windowsOf(pattern).reduce((best, each) =>
      (having.get(each.window) ?? 0) < (having.get(best.window) ?? 0) ? each : best,
    );
    index.marks[slotOf(rarest.window)] = 1;
    const there = index.byWindow.get(rarest.window);
    if (there) there.push({ pattern, end: rarest.end });
    else index.byWindow.set(rarest.window, [{ pattern, end: rarest.end }]);
  }
  return index;
}

function windowsOf({ bytes }: Pattern): { window: number; end: number }[] {
  const small = lower(bytes);
  return Array.from({ length: bytes.length - 3 }, (_, at) => ({
    window: small.readUInt32BE(at),
    end: at + 4,
  }));
}

function scan({ marks, byWindow }: Index, haystack: Buffer): Hit[] {
  const hits = new Set<Pattern>();
  let window = 0;
  for (let at = 0; at < haystack.length; at += 1) {
    window = ((window << 8) | (SMALL[haystack[at] ?? 0] ?? 0)) >>> 0;
    if (marks[slotOf(window)] === 0) continue;
    for (const { pattern, end } of byWindow.get(window) ?? [])
      if (isAt(haystack, at + 1 - end, pattern)) hits.add(pattern);
  }
  return distinct([...hits]);
}

function isAt(haystack: Buffer, start: number, { bytes, exact }: Pattern): boolean {
  if (start < 0 || start + bytes.length > haystack.length) return false;
  const there = haystack.subarray(start, start + bytes.length);
  return bytes.equals(exact ? there : lower(there));
}

function distinct(hits: readonly Hit[]): Hit[] {
  return [...new Map(hits.map(({ kind, as }) => [`${kind}|${as}`, { kind, as }])).values()];
}

/** Where compressed data may begin, by its first bytes, and how long its head is: gzip, zlib at its four levels, entries of ZIP files. */
const PACKINGS: readonly { magic: string; headLength: (from: Buffer) => number }[] = [
  { magic: '1f8b08', headLength: gzipHeadLength },
  ...['7801', '785e', '789c', '78da'].map((magic) => ({ magic, headLength: () => 2 })),
  // A name and an extra field follow; their lengths stand at 26 and 28.
  {
    magic: '504b0304',
    headLength: (from) => 30 + from.readUInt16LE(26) + from.readUInt16LE(28),
  },
];

/** RFC 1952 §2.3: optional fields, told by bits of the fourth byte. */
function gzipHeadLength(from: Buffer): number {
  const flags = from.readUInt8(3);
  const afterText = (at: number): number => from.indexOf(0, at) + 1;
  let length = 10;
  if (flags & 0x04) length += 2 + from.readUInt16LE(length);
  if (flags & 0x08) length = afterText(length);
  if (flags & 0x10) length = afterText(length);
  return flags & 0x02 ? length + 2 : length;
}

function unpacked(haystack: Buffer): Buffer[] {
  return PACKINGS.flatMap(({ magic, headLength }) =>
    placesOf(haystack, Buffer.from(magic, 'hex')).flatMap((at) => {
      const from = haystack.subarray(at);
      try {
        return [inflateRawSync(from.subarray(headLength(from)), LENIENT)];
      } catch {
        return []; // these bytes only look like a beginning
      }
    }),
  );
}
/** What breaks off gives what came before; sums at the end are not looked at. */
const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: UNPACKED_MAX };

function placesOf(haystack: Buffer, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = haystack.indexOf(bytes); at >= 0; at = haystack.indexOf(bytes, at + 1)) places.push(at);
  return places;
}
