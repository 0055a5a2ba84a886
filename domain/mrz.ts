const LINE_LENGTH = 44;
const WEIGHTS = [7, 3, 1] as const;

/** What the two lines of a passport's data page say (ICAO 9303, TD3). Dates are YYMMDD: the century is not written. */
export type Mrz = {
  issuer: string;
  /** Components joined by one blank, as printed: 'LYU', 'ANNA MARIA'. */
  surname: string;
  givenNames: string;
  number: string;
  nationality: string;
  bornYymmdd: string;
  sex: 'M' | 'F' | 'X';
  expiresYymmdd: string;
};

export type MrzRule = 'mrz-length' | 'mrz-characters' | 'mrz-not-passport' | 'mrz-check-digit';
export type MrzResult =
  | { ok: true; mrz: Mrz }
  | { ok: false; rule: MrzRule; params: Readonly<Record<string, number>> };

/** What an applicant typed that the lines must repeat; undefined parts are not compared. Dates 'YYYY-MM-DD'. */
export type TypedPassport = {
  number?: string | undefined;
  surnamePinyin?: string | undefined;
  givenPinyin?: string | undefined;
  bornOn?: string | undefined;
  sex?: string | undefined;
  expiresOn?: string | undefined;
};
export type MrzDisagreement = { part: keyof TypedPassport; mrz: string };

/** The check digit of a stretch of capitals, digits and `<` (ICAO 9303-3): weights 7, 3, 1, sum modulo 10. */
export function mrzCheckDigit(text: string): number {
  let sum = 0;
  for (const [index, character] of Array.from(text).entries()) {
    const value = character === '<' ? 0 : Number.parseInt(character, 36);
    if (Number.isNaN(value)) throw new RangeError(`Not a character of a machine-readable line: ${character}`);
    sum += value * (WEIGHTS[index % 3] ?? 0);
  }
  return sum % 10;
}

/** Two lines of plain capitals, whatever line ends, blanks or full-width forms were pasted. */
function linesOf(text: string): string[] {
  const lines = text
    .normalize('NFKC')
    .toUpperCase()
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\s/g, ''))
    .filter((line) => line !== '');
  const only = lines.length === 1 ? lines[0] : undefined;
  return only?.length === 2 * LINE_LENGTH ? [only.slice(0, LINE_LENGTH), only.slice(LINE_LENGTH)] : lines;
}

/** Stretches of line 2 (places from 1, as people count) and the place of the digit that guards each. */
const GUARDED = [
  { from: 1, to: 9, digitAt: 10 },
  { from: 14, to: 19, digitAt: 20 },
  { from: 22, to: 27, digitAt: 28 },
  { from: 29, to: 42, digitAt: 43 },
] as const;

function brokenStretch(line: string): { from: number; to: number } | undefined {
  for (const { from, to, digitAt } of GUARDED) {
    const stretch = line.slice(from - 1, to);
    const digit = line[digitAt - 1];
    // An empty optional field may leave its check digit out.
    if (digitAt === 43 && digit === '<' && /^<+$/.test(stretch)) continue;
    if (String(mrzCheckDigit(stretch)) !== digit) return { from, to };
  }
  const all = line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43);
  return String(mrzCheckDigit(all)) === line[43] ? undefined : { from: 1, to: 43 };
}

/** Reads and checks both lines: length, characters, document type, then every check digit of line 2. */
export function parseMrz(text: string): MrzResult {
  const lines = linesOf(text);
  const [first = '', second = ''] = lines;
  for (const [index, line] of [first, second].entries()) {
    const place = line.search(/[^A-Z0-9<]/) + 1;
    if (place > 0) return { ok: false, rule: 'mrz-characters', params: { line: index + 1, place } };
    if (line.length !== LINE_LENGTH) {
      return { ok: false, rule: 'mrz-length', params: { line: index + 1, length: line.length } };
    }
  }
  if (lines.length > 2)
    return { ok: false, rule: 'mrz-length', params: { line: 3, length: lines[2]?.length ?? 0 } };
  if (!first.startsWith('P')) return { ok: false, rule: 'mrz-not-passport', params: {} };
  const broken = brokenStretch(second);
  if (broken) return { ok: false, rule: 'mrz-check-digit', params: broken };
  return { ok: true, mrz: readLines(first, second) };
}

function readLines(first: string, second: string): Mrz {
  const clear = (stretch: string): string => stretch.replace(/<+/g, ' ').trim();
  const names = first.slice(5);
  const gap = names.indexOf('<<');
  const sex = second[20];
  return {
    issuer: clear(first.slice(2, 5)),
    surname: clear(gap < 0 ? names : names.slice(0, gap)),
    givenNames: clear(gap < 0 ? '' : names.slice(gap)),
    number: clear(second.slice(0, 9)),
    nationality: clear(second.slice(10, 13)),
    bornYymmdd: second.slice(13, 19),
    sex: sex === 'M' || sex === 'F' ? sex : 'X',
    expiresYymmdd: second.slice(21, 27),
  };
}

/**
 * Where the lines and the typed form differ. Names are compared without the gaps between components, and a
 * name that fills all 39 places may be cut short in the lines. Typed values are plain already; nothing is rewritten.
 */
export function mrzDisagreements(mrz: Mrz, typed: TypedPassport): MrzDisagreement[] {
  const yymmdd = (dateOn: string): string => dateOn.slice(2).replaceAll('-', '');
  const isCut = mrz.surname.length + mrz.givenNames.length >= 37;
  const sameName = (inMrz: string, inForm: string): boolean => {
    const printed = inMrz.replaceAll(' ', '');
    return isCut ? inForm.startsWith(printed) : inForm === printed;
  };
  const agrees: Record<keyof TypedPassport, (value: string) => boolean> = {
    number: (value) => value === mrz.number,
    surnamePinyin: (value) => sameName(mrz.surname, value),
    givenPinyin: (value) => sameName(mrz.givenNames, value),
    bornOn: (value) => yymmdd(value) === mrz.bornYymmdd,
    sex: (value) => value === mrz.sex,
    expiresOn: (value) => yymmdd(value) === mrz.expiresYymmdd,
  };
  const printed: Record<keyof TypedPassport, string> = {
    number: mrz.number,
    surnamePinyin: mrz.surname,
    givenPinyin: mrz.givenNames,
    bornOn: mrz.bornYymmdd,
    sex: mrz.sex,
    expiresOn: mrz.expiresYymmdd,
  };
  const parts = Object.keys(agrees) as (keyof TypedPassport)[];
  return parts.flatMap((part) => {
    const value = typed[part];
    return value === undefined || agrees[part](value) ? [] : [{ part, mrz: printed[part] }];
  });
}
