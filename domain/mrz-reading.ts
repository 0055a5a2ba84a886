import { type Mrz, parseMrz } from './mrz.ts';

/** What was read in a picture of a data page: suggestions, never answers. */
export type MrzReading = {
  /** As `passport.mrz` takes it: two lines of 44. Without line 1 when that could not be made out. */
  line1: string | null;
  line2: string;
  /** From line 2, whose check digits are right; names from line 1, which has none, and are to be looked at. */
  mrz: Mrz;
};

const LINE_LENGTH = 44;
/** Places of line 2 (from 0) that hold only digits, or `<` in an empty check digit. */
const isDigitPlace = (place: number): boolean =>
  place === 9 || (place >= 13 && place <= 19) || (place >= 21 && place <= 27) || place >= 42;
/** Places of line 2 that hold only letters or `<`: nationality and sex. */
const isLetterPlace = (place: number): boolean => (place >= 10 && place <= 12) || place === 20;

const AS_DIGIT: Readonly<Record<string, string>> = {
  O: '0',
  D: '0',
  Q: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  G: '6',
  T: '7',
  B: '8',
};
const AS_LETTER: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '2': 'Z', '5': 'S', '8': 'B' };

/**
 * Finds the two lines in what a reader made of a picture: line 2 must pass every check digit, once look-alikes (O and 0)
 * are read as the kind of character that its place holds. Line 1 has no check digits and its fillers are easily taken
 * for letters: runs of such letters behind the names are made fillers again, so a name that ends in them may lose them.
 *
 * @returns undefined when no line passes
 */
export function findMrz(text: string): MrzReading | undefined {
  const lines = text
    .toUpperCase()
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[^A-Z0-9<]/g, ''))
    .filter((line) => line.length >= 30);
  for (const [index, line] of lines.entries()) {
    const line2 = asLine2(line);
    if (!line2) continue;
    const line1 = index > 0 ? asLine1(lines[index - 1] ?? '') : undefined;
    const parsed = parseMrz(`${line1 ?? 'P<'.padEnd(LINE_LENGTH, '<')}\n${line2}`);
    if (parsed.ok) return { line1: line1 ?? null, line2, mrz: parsed.mrz };
  }
  return undefined;
}

function asLine2(read: string): string | undefined {
  for (const candidate of ofLength(read)) {
    const line = Array.from(candidate, (character, place) => {
      if (isDigitPlace(place)) return AS_DIGIT[character] ?? character;
      return isLetterPlace(place) ? (AS_LETTER[character] ?? character) : character;
    }).join('');
    if (!/^[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}/.test(line)) continue;
    if (parseMrz(`${'P<'.padEnd(LINE_LENGTH, '<')}\n${line}`).ok) return line;
  }
  return undefined;
}

/**
 * Readings of 44 places: as it is; with the long run of fillers stretched or shortened, where a reader miscounts; one
 * place too long, without each of them in turn, for a reader that is in doubt writes both characters down (7Z for Z).
 */
function ofLength(read: string): string[] {
  if (read.length === LINE_LENGTH) return [read];
  const without =
    read.length === LINE_LENGTH + 1
      ? Array.from(read, (_, place) => read.slice(0, place) + read.slice(place + 1))
      : [];
  const run = /[<KCLESX]{4,}/.exec(read.slice(28));
  if (!run || Math.abs(read.length - LINE_LENGTH) > 8) return without;
  const start = 28 + run.index;
  const length = run[0].length + LINE_LENGTH - read.length;
  if (length < 0) return without;
  return [read.slice(0, start) + '<'.repeat(length) + read.slice(start + run[0].length), ...without];
}

/** P, type, issuer, names: with the fillers cleaned up and the length mended. */
function asLine1(read: string): string | undefined {
  const letters = Array.from(read, (character) => AS_LETTER[character] ?? character).join('');
  if (!/^P[A-Z<][A-Z<]{3}[A-Z]/.test(letters)) return undefined;
  const names = letters.slice(5);
  const gap = names.search(/<[<KCLESI]/);
  const surname = gap < 0 ? names : names.slice(0, gap);
  const given = gap < 0 ? '' : names.slice(gap + 2);
  const cleaned = `${letters.slice(0, 5)}${surname}<<${withoutFillerTail(given)}`.slice(0, LINE_LENGTH);
  return cleaned.padEnd(LINE_LENGTH, '<');
}

/**
 * What stands behind the last name is filler, whatever letters it was taken for: from two fillers on, from one with a
 * letter or two between it and the next, or from a run of one letter that no name has.
 */
function withoutFillerTail(given: string): string {
  const tail = /<(?:<|[KCLESI]{1,2}<|[KCLESI]{4})[<KCLESXI]*$|(?:L{4}|K{4}|C{4}|S{4}|E{4})[<KCLESXI]*$/.exec(
    given,
  );
  return (tail ? given.slice(0, tail.index) : given).replace(/<+$/, '');
}

/** A value that the form could take over, after the applicant has looked at it. */
export type Suggestion = {
  field: string;
  value: string;
  /** Whether a check digit guards it. Names have none. */
  checked: boolean;
};

/**
 * What a reading suggests for the form: nothing that the form does not ask in this way is suggested, and a sex that the
 * form does not offer is left out. Years have two digits: a birth lies in the past, an end of validity in this century.
 *
 * @param todayOn  'YYYY-MM-DD', for the century of the birth
 */
export function suggestionsOf({ line1, line2, mrz }: MrzReading, todayOn: string): Suggestion[] {
  const names: Suggestion[] = [
    { field: 'name.surnamePinyin', value: mrz.surname.replaceAll(' ', ''), checked: false },
    { field: 'name.givenPinyin', value: mrz.givenNames.replaceAll(' ', ''), checked: false },
  ];
  const suggestions: Suggestion[] = [
    { field: 'passport.mrz', value: line1 ? `${line1}\n${line2}` : '', checked: false },
    ...(line1 ? names : []),
    { field: 'passport.number', value: mrz.number, checked: true },
    { field: 'person.bornOn', value: pastDate(mrz.bornYymmdd, todayOn), checked: true },
    { field: 'person.sex', value: mrz.sex === 'X' ? '' : mrz.sex, checked: false },
    { field: 'passport.expiresOn', value: `20${dashed(mrz.expiresYymmdd)}`, checked: true },
  ];
  return suggestions.filter(({ value }) => value !== '');
}

const dashed = (yymmdd: string): string => `${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`;

function pastDate(yymmdd: string, todayOn: string): string {
  const thisCentury = `20${dashed(yymmdd)}`;
  return thisCentury <= todayOn ? thisCentury : `19${dashed(yymmdd)}`;
}
