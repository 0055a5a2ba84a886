import { randomInt } from 'node:crypto';
import { localDate } from '../../domain/calendar.ts';
import { getPost } from '../../domain/data/posts.ts';
import type { PostCode } from '../../domain/posts.ts';
import { soundAnswers } from './answers.ts';
import { type Row, usualRenewal } from './rows.ts';

/** Somebody who does not exist, whose papers are in order: every check digit is right on `todayOn` at the post. */
export type Identity = { row: Row; todayOn: string; answers: Record<string, string> };

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
/** By the kind of stay: the status, and the paper that shows it. */
const US_STATUS: Readonly<Record<string, readonly [string, string]>> = {
  student: ['F-1', 'I-20'],
  visitor: ['B-2', 'I-94'],
  'us-born': ['美国出生', '無'],
};

/**
 * A random applicant of this row who lives in the district of this post; the answers are sound there today.
 * @param person  answers that this one gives, in place of random ones
 */
export function newIdentity(
  post: PostCode,
  row: Row = usualRenewal().row,
  person: Readonly<Record<string, string>> = {},
): Identity {
  const todayOn = localDate(Date.now(), getPost(post).timeZone);
  const answers = soundAnswers(row, { todayOn, post }, { ...personAt(post, row), ...person });
  return { row, todayOn, answers };
}

/** What only this person answers so; of it the row's form takes what it asks. */
function personAt(post: PostCode, { situation }: Row): Record<string, string> {
  const [surname, surnamePinyin] = oneOf(SURNAMES);
  const [given, givenPinyin] = oneOf(GIVEN);
  const home = HOMES[post];
  const [status, statusDocument] = US_STATUS[situation.answers['us.statusKind'] ?? 'student'] ?? [
    '其他',
    '無',
  ];
  const mother = `${oneOf(SURNAMES)[0]}${oneOf(GIVEN)[0]}`;
  const phone = `+1${home.area}55501${digits(2)}`;
  return {
    'name.chinese': `${surname}${given}`,
    'name.surnamePinyin': surnamePinyin,
    'name.givenPinyin': givenPinyin,
    'name.former': `${surname}小${given}`,
    'person.sex': oneOf(['M', 'F'] as const),
    'person.birthplace': oneOf(BIRTHPLACES),
    'passport.authority': '公安部出入境管理局',
    'travelDocument.authority': '中国驻洛杉矶总领事馆',
    'expired.explanation': '疫情期间未能及时办理换发,一直在美居住。',
    'loss.place': home.city,
    'loss.how': '乘坐公共交通时随身包遗失,已报警,至今没有找到。',
    'us.status': status,
    'us.statusDocument': statusDocument,
    'address.street': `${1 + randomInt(9_999)} Demonstration Way`,
    'address.city': home.city,
    'address.state': home.state,
    ...(home.county ? { 'address.county': home.county } : {}),
    'address.zip': home.zip,
    'contact.phone': phone,
    'contact.email': 'applicant@demo.invalid',
    'china.address': '無',
    'family.father': `${surname}${oneOf(GIVEN)[0]}`,
    'family.fatherAddress': oneOf(BIRTHPLACES),
    'family.mother': mother,
    'family.motherAddress': oneOf(BIRTHPLACES),
    'family.spouse': '無',
    'guardian.name': mother,
    'guardian.relation': 'mother',
    'guardian.phone': phone,
    'annotation.texts': `曾用名:${surname}小${given}`,
  };
}

/** A new document's number, as whoever makes it would give it. */
export function newDocumentNumber(service: string): string {
  return service.startsWith('passport.') ? `EP${digits(7)}` : `L${digits(8)}`;
}

/** A USPS tracking number whose check digit is right (IMpb, 22 digits). */
export function newTracking(): string {
  const payload = `94001${digits(16)}`;
  const weighed = Array.from(payload, Number)
    .toReversed()
    .reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 3 : 1), 0);
  return `${payload}${(10 - (weighed % 10)) % 10}`;
}

const digits = (count: number): string => Array.from({ length: count }, () => String(randomInt(10))).join('');

function oneOf<const T>(values: readonly T[]): T {
  const value = values[randomInt(values.length)];
  if (value === undefined) throw new RangeError('There is nothing to choose from.');
  return value;
}
