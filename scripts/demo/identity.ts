import { randomInt } from 'node:crypto';
import { mrzCheckDigit } from '../../domain/mrz.ts';
import type { PostCode } from '../../domain/posts.ts';
import { residentIdCheck } from '../../domain/resident-id.ts';

/** Somebody who does not exist, whose papers are in order: every check digit is right. */
export type Identity = {
  answers: Record<string, string>;
  mrz: readonly [string, string];
  nameInPinyin: string;
};

const DAY_MS = 86_400_000;

/** A place in each post's district; 555-01xx numbers belong to nobody. */
const HOMES: Readonly<
  Record<PostCode, { state: string; county?: string; city: string; zip: string; area: string }>
> = {
  WAS: { state: 'VA', city: 'Arlington', zip: '22201', area: '703' },
  NYC: { state: 'NY', city: 'New York', zip: '10036', area: '212' },
  SFO: { state: 'CA', county: 'San Francisco', city: 'San Francisco', zip: '94115', area: '415' },
  LAX: { state: 'CA', county: 'Los Angeles', city: 'Los Angeles', zip: '90020', area: '213' },
  CHI: { state: 'IL', city: 'Chicago', zip: '60611', area: '312' },
};

const SURNAMES = [
  ['王', 'WANG'],
  ['李', 'LI'],
  ['张', 'ZHANG'],
  ['刘', 'LIU'],
  ['陈', 'CHEN'],
  ['杨', 'YANG'],
  ['赵', 'ZHAO'],
  ['黄', 'HUANG'],
  ['周', 'ZHOU'],
  ['吴', 'WU'],
  ['吕', 'LYU'],
  ['徐', 'XU'],
  ['孙', 'SUN'],
  ['欧阳', 'OUYANG'],
] as const;
const GIVEN = [
  ['伟', 'WEI'],
  ['芳', 'FANG'],
  ['秀英', 'XIUYING'],
  ['敏', 'MIN'],
  ['静', 'JING'],
  ['丽', 'LI'],
  ['强', 'QIANG'],
  ['磊', 'LEI'],
  ['洋', 'YANG'],
  ['艳', 'YAN'],
  ['勇', 'YONG'],
  ['杰', 'JIE'],
  ['涛', 'TAO'],
  ['女英', 'NYUYING'],
] as const;
const BIRTHPLACES = ['北京', '上海', '广东', '四川', '浙江', '福建', '辽宁', '湖北'] as const;
const US_STATUSES = ['F-1', 'H-1B', 'J-1', 'L-1', '绿卡'] as const;

/** A random applicant who lives in the district of this post and has a ground to renew. */
export function newIdentity(post: PostCode): Identity {
  const [surname, surnamePinyin] = oneOf(SURNAMES);
  const [given, givenPinyin] = oneOf(GIVEN);
  const sex = oneOf(['M', 'F'] as const);
  const bornOn = dateOn(Date.UTC(1955, 0, 1) + randomInt(18_000) * DAY_MS);
  const passport = `E${oneOf(Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ'))}${digits(7)}`;
  const { expiresOn, issuedOn, ground } = passportLife();
  const mrz = mrzOf({ surnamePinyin, givenPinyin, passport, bornOn, sex, expiresOn });
  const home = HOMES[post];
  const answers: Record<string, string> = {
    'name.chinese': `${surname}${given}`,
    'name.surnamePinyin': surnamePinyin,
    'name.givenPinyin': givenPinyin,
    'name.changed': 'no',
    'name.former': '無',
    'person.sex': sex,
    'person.bornOn': bornOn,
    'person.birthplace': oneOf(BIRTHPLACES),
    'person.ethnicity': '汉',
    'person.idNumber': randomInt(4) === 0 ? '無' : residentId(bornOn, sex),
    'passport.number': passport,
    'passport.issuedOn': issuedOn,
    'passport.expiresOn': expiresOn,
    'passport.authority': '公安部出入境管理局',
    'passport.mrz': mrz.join('\n'),
    'renewal.ground': ground,
    'us.inUnitedStates': 'yes',
    'us.statusKind': 'other',
    'us.status': oneOf(US_STATUSES),
    'us.statusDocument': 'I-94',
    'us.leftChinaOn': '2020-08-15',
    'address.street': `${1 + randomInt(9_999)} Demonstration Way`,
    'address.city': home.city,
    'address.state': home.state,
    ...(home.county ? { 'address.county': home.county } : {}),
    'address.zip': home.zip,
    'contact.phone': `+1${home.area}55501${digits(2)}`,
    'contact.email': 'applicant@demo.invalid',
    'china.address': '無',
    'family.father': `${surname}${oneOf(GIVEN)[0]}`,
    'family.fatherAddress': oneOf(BIRTHPLACES),
    'family.mother': `${oneOf(SURNAMES)[0]}${oneOf(GIVEN)[0]}`,
    'family.motherAddress': oneOf(BIRTHPLACES),
    'family.spouse': '無',
    'nationality.foreign': 'never',
    'nationality.foreignPassport': 'no',
    'annotation.wanted': 'no',
    'handIn.way': 'mail',
    'collect.way': 'mail',
  };
  return { answers, mrz, nameInPinyin: `${surnamePinyin} ${givenPinyin}` };
}

/** A new passport's number, as New York would give it. */
export function newDocumentNumber(): string {
  return `EP${digits(7)}`;
}

/** A USPS tracking number whose check digit is right (IMpb, 22 digits). */
export function newTracking(): string {
  const payload = `94001${digits(16)}`;
  const weighed = Array.from(payload, Number)
    .toReversed()
    .reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 3 : 1), 0);
  return `${payload}${(10 - (weighed % 10)) % 10}`;
}

/** Ten years long, and ending so that one of the grounds holds whatever the post's calendar says today. */
function passportLife(): { issuedOn: string; expiresOn: string; ground: string } {
  const [ground, fromDays, toDays] = oneOf([
    ['under-one-year', 10, 340],
    ['expired', -700, -10],
    ['pages-nearly-full', 500, 3_000],
    ['looks-changed', 500, 3_000],
  ] as const);
  const expires = new Date(Date.now() + (fromDays + randomInt(toDays - fromDays)) * DAY_MS);
  const issued =
    Date.UTC(expires.getUTCFullYear() - 10, expires.getUTCMonth(), expires.getUTCDate()) + DAY_MS;
  return { issuedOn: dateOn(issued), expiresOn: dateOn(expires.getTime()), ground };
}

function residentId(bornOn: string, sex: 'M' | 'F'): string {
  const order = randomInt(500) * 2 + (sex === 'M' ? 1 : 0);
  const area = oneOf(['110105', '310104', '440106', '510107', '330106', '350203']);
  const body = `${area}${bornOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return body + residentIdCheck(body);
}

type Printed = Record<'surnamePinyin' | 'givenPinyin' | 'passport' | 'bornOn' | 'sex' | 'expiresOn', string>;

/** The two lines at the foot of the data page (ICAO 9303, TD3). */
function mrzOf({ surnamePinyin, givenPinyin, passport, bornOn, sex, expiresOn }: Printed): [string, string] {
  const guarded = (text: string): string => `${text}${mrzCheckDigit(text)}`;
  const yymmdd = (date: string): string => date.slice(2).replaceAll('-', '');
  const number = guarded(passport.padEnd(9, '<'));
  const born = guarded(yymmdd(bornOn));
  const expires = guarded(yymmdd(expiresOn));
  const optional = guarded('<'.repeat(14));
  const all = mrzCheckDigit(`${number}${born}${expires}${optional}`);
  return [
    `POCHN${surnamePinyin}<<${givenPinyin}`.padEnd(44, '<'),
    `${number}CHN${born}${sex}${expires}${optional}${all}`,
  ];
}

const dateOn = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
const digits = (count: number): string => Array.from({ length: count }, () => String(randomInt(10))).join('');

function oneOf<const T>(values: readonly T[]): T {
  const value = values[randomInt(values.length)];
  if (value === undefined) throw new RangeError('There is nothing to choose from.');
  return value;
}
