import { expect, test } from 'vitest';
import { NORTHERN_COUNTIES, SOUTHERN_COUNTIES } from '../domain/data/california-counties.ts';
import { getPost } from '../domain/data/posts.ts';
import { DISTRICT_MAPS, findDistrict } from '../domain/districts.ts';
import { isPostCode, POST_CODES } from '../domain/posts.ts';

const STATES_AND_DC =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  );
const NOTICE_DAY = '2021-06-07';
const LATER = '2026-11-23';

test.each(DISTRICT_MAPS)('R-03 the map of $effectiveOn has every state and DC exactly once', ({ states }) => {
  const listed = Object.values(states).flat();
  const territories = ['PR', 'GU', 'MP', 'AS'];
  expect(STATES_AND_DC).toHaveLength(51);
  expect(listed.toSorted()).toEqual(
    [...STATES_AND_DC.filter((state) => state !== 'CA'), ...territories].toSorted(),
  );
});

test.each([NOTICE_DAY, LATER])('R-03 on %s every state has one post, California by county', (onDate) => {
  for (const state of STATES_AND_DC) {
    const post = findDistrict({ state, county: 'Alameda' }, onDate);
    expect(post).toBeDefined();
  }
});

test('R-03 each of the 58 counties of California has one post', () => {
  const all = [...SOUTHERN_COUNTIES, ...NORTHERN_COUNTIES];
  expect(new Set(all).size).toBe(58);
  expect(SOUTHERN_COUNTIES).toHaveLength(10);
  for (const county of SOUTHERN_COUNTIES)
    expect(findDistrict({ state: 'CA', county }, NOTICE_DAY)).toBe('LAX');
  for (const county of NORTHERN_COUNTIES)
    expect(findDistrict({ state: 'CA', county }, NOTICE_DAY)).toBe('SFO');
});

test.each([
  ['ID', 'WAS', 'SFO'],
  ['MT', 'WAS', 'SFO'],
  ['WY', 'WAS', 'SFO'],
  ['UT', 'WAS', 'LAX'],
  ['CO', 'CHI', 'LAX'],
  ['NE', 'WAS', 'CHI'],
  ['ND', 'WAS', 'CHI'],
  ['SD', 'WAS', 'CHI'],
  ['NY', 'NYC', 'NYC'],
  ['TX', 'WAS', 'WAS'],
  ['HI', 'LAX', 'LAX'],
  ['PR', 'WAS', 'WAS'],
  ['AK', 'SFO', 'SFO'],
  ['IL', 'CHI', 'CHI'],
])('R-02 %s belonged to %s under the notice and to %s on the later map', (state, then, now) => {
  expect(findDistrict({ state }, NOTICE_DAY)).toBe(then);
  expect(findDistrict({ state }, '2022-03-14')).toBe(then);
  expect(findDistrict({ state }, '2022-03-15')).toBe(now);
  expect(findDistrict({ state }, LATER)).toBe(now);
});

test('R-03 what no map has is not guessed', () => {
  for (const residence of [
    { state: 'VI' },
    { state: 'XX' },
    { state: '' },
    { state: 'CA' },
    { state: 'CA', county: '' },
    { state: 'CA', county: 'Los' },
    { state: 'CA', county: 'King' },
  ]) {
    expect(findDistrict(residence, NOTICE_DAY)).toBeUndefined();
  }
  expect(findDistrict({ state: 'NY' }, '2021-06-06')).toBeUndefined();
});

test('R-03 state and county are read however they are written', () => {
  expect(findDistrict({ state: ' ny ' }, NOTICE_DAY)).toBe('NYC');
  expect(findDistrict({ state: 'ca', county: ' los  angeles County ' }, NOTICE_DAY)).toBe('LAX');
});

test('R-01 five posts, and in Los Angeles the hall is not the mailing address', () => {
  expect(POST_CODES.map((code) => getPost(code).code)).toEqual(['WAS', 'NYC', 'SFO', 'LAX', 'CHI']);
  const { mailingAddress, hallAddress, payee } = getPost('LAX');
  expect(mailingAddress.join()).toContain('443 Shatto Pl');
  expect(hallAddress.join()).toContain('500 Shatto Pl');
  expect(payee).toBe('Chinese Consulate General in Los Angeles');
  expect(isPostCode('LAX')).toBe(true);
  expect(isPostCode('HOU')).toBe(false);
});

test('R-43 each post has its own protection number, to dial at one tap', () => {
  const numbers = POST_CODES.map((code) => getPost(code).protectionPhone);
  expect(new Set(numbers).size).toBe(5);
  for (const number of numbers) expect(number).toMatch(/^\+1[2-9]\d{9}$/);
});
