import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Secret } from './search.ts';

export type Bird = ReturnType<typeof createBird>;

const LETTERS = 'abcdefghkmopqrstuwxyz';
const RARE_FIRST = 0x9e1d; // 鸝
/** Common enough for every machine, and in no text of ours beside each other. */
const HAN = { from: 0x5000, count: 0x4000 };

/** Everything that one applicant is known by and says, unlike anything else in the house. @param next  numbers from 0 to below 1 */
export function createBird(next: () => number) {
  const upTo = (count: number): number => Math.floor(next() * count);
  const many = (count: number, one: () => string): string => Array.from({ length: count }, one).join('');
  const letters = (count: number): string => many(count, () => LETTERS.charAt(upTo(LETTERS.length)));
  const digits = (count: number): string => many(count, () => String(upTo(10)));
  const han = (count: number): string =>
    String.fromCharCode(RARE_FIRST) + many(count - 1, () => String.fromCharCode(HAN.from + upTo(HAN.count)));
  const says = (what: string): string => `${what} ${letters(12)}`;
  const tracking = withCheckDigit(`94001${digits(16)}`);

  return {
    email: `Canary.${letters(12)}@${letters(8)}.example`,
    secondEmail: `second.${letters(12)}@${letters(8)}.example`,
    mobile: `139${digits(8)}`,
    password: says('quiet perch'),
    secondPassword: says('another perch'),
    thirdPassword: says('a third perch'),
    factorName: letters(16),
    device: `Canary/${letters(12)}`,
    realName: han(5),
    realNumber: `EJ${digits(7)}`,
    name: han(5),
    surname: `KA${letters(9).toUpperCase()}`,
    given: `NA${letters(9).toUpperCase()}`,
    formerName: han(5),
    birthplace: han(5),
    status: says('status'),
    statusDocument: says('paper'),
    street: says(`77${upTo(10)} Canary Row`),
    newStreet: says(`77${upTo(10)} Canary Row Apt 5`),
    city: says('Canaryville'),
    phone: `213${2 + upTo(8)}${digits(6)}`,
    contactEmail: `contact.${letters(12)}@${letters(8)}.example`,
    chinaAddress: han(8),
    father: han(5),
    fatherAddress: han(6),
    mother: han(5),
    motherAddress: han(6),
    spouse: han(5),
    spouseAddress: han(6),
    guardianPassport: `EB${digits(7)}`,
    guardianPhone: `213${2 + upTo(8)}${digits(6)}`,
    country: says('Land'),
    authority: han(7),
    explanation: says('It expired since'),
    lostAt: says('It was lost at'),
    lostHow: says('It was lost by'),
    policeReport: says('Report'),
    reason: says('One travels to'),
    note: says('The canary sang of'),
    fileName: `canary-${letters(12)}.jpg`,
    exif: says('canary exif'),
    tracking,
    documentDigits: digits(8),
  };
}

/** USPS's modulo 10, for an IMpb of 22 digits. */
function withCheckDigit(payload: string): string {
  const weighed = Array.from(payload, Number)
    .toReversed()
    .reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 3 : 1), 0);
  return `${payload}${(10 - (weighed % 10)) % 10}`;
}

/** What must be found nowhere. */
export const secretsOf = (bird: Partial<Bird>): Secret[] =>
  Object.entries(bird).map(([kind, value]) => ({ kind, value }));

/** The picture with a text in it that must not survive. */
export const withExif = (picture: Buffer, text: string): Promise<Buffer> =>
  sharp(picture)
    .withExif({ IFD0: { Copyright: text } })
    .jpeg({ quality: 92 })
    .toBuffer();

const SLICE_BYTES = 32;
/** So many different ones among them: a plain surface repeats itself, and is found in every empty page. */
const SLICE_KINDS = 20;

/** Some bytes of a picture, at or after its middle, that no other picture has. @throws RangeError when it has none */
export function sliceOf(kind: string, picture: Buffer): Secret {
  for (let at = Math.floor(picture.length / 2); at + SLICE_BYTES <= picture.length; at += 1) {
    const slice = picture.subarray(at, at + SLICE_BYTES);
    if (new Set(slice).size >= SLICE_KINDS) return { kind, value: Buffer.from(slice) };
  }
  throw new RangeError(`The ${kind} is the same all over`);
}

/** The same picture twice is one secret. */
export function unlike(secrets: readonly Secret[]): Secret[] {
  const digest = ({ kind, value }: Secret): string =>
    createHash('sha256').update(kind).update('\0').update(value).digest('hex');
  return [...new Map(secrets.map((secret) => [digest(secret), secret])).values()];
}

/** What the form of a case asks a bird. */
export function answersOf(bird: Bird): Record<string, string> {
  return {
    'name.chinese': bird.name,
    'name.surnamePinyin': bird.surname,
    'name.givenPinyin': bird.given,
    'name.former': bird.formerName,
    'person.birthplace': bird.birthplace,
    'us.status': bird.status,
    'us.statusDocument': bird.statusDocument,
    'address.street': bird.street,
    'address.city': bird.city,
    'contact.phone': `+1${bird.phone}`,
    'contact.email': bird.contactEmail,
    'china.address': bird.chinaAddress,
    'family.father': bird.father,
    'family.fatherAddress': bird.fatherAddress,
    'family.mother': bird.mother,
    'family.motherAddress': bird.motherAddress,
    'family.spouse': bird.spouse,
    'family.spouseAddress': bird.spouseAddress,
    'guardian.name': bird.mother,
    'guardian.relation': 'mother',
    'guardian.passport': bird.guardianPassport,
    'guardian.phone': `+1${bird.guardianPhone}`,
    'nationality.country': bird.country,
    'annotation.texts': `曾用名:${bird.formerName}`,
    'passport.authority': bird.authority,
    'travelDocument.authority': bird.authority,
    'expired.explanation': bird.explanation,
    'loss.place': bird.lostAt,
    'loss.how': bird.lostHow,
    'loss.policeReport': bird.policeReport,
    'travel.reason': bird.reason,
  };
}
