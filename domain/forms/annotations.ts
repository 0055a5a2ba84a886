/** What an annotation 加注 can be about (R-33: each costs extra). In front of its text stands the kind, in either script. */
const KIND_WORDS = {
  'former-name': ['曾用名'],
  'traditional-characters': ['繁體', '繁体'],
  'foreign-name': ['外文名'],
  reading: ['多音字'],
  'other-spelling': ['非標準拼音', '非标准拼音'],
  other: ['其他'],
} as const satisfies Record<string, readonly string[]>;

export type AnnotationKind = keyof typeof KIND_WORDS;
export type Annotation = { kind: AnnotationKind; text: string };

/** Reads one line, as `曾用名:吕小`; undefined when it does not begin with a kind or says nothing after it. */
export function parseAnnotation(line: string): Annotation | undefined {
  const match = /^([^::]+)[::](.+)$/.exec(line.trim());
  const word = match?.[1]?.trim();
  const text = match?.[2]?.trim();
  const kinds = Object.entries(KIND_WORDS) as [AnnotationKind, readonly string[]][];
  const kind = kinds.find(([, words]) => word !== undefined && words.includes(word))?.[0];
  return kind && text ? { kind, text } : undefined;
}
