import { dictionary } from '@zxcvbn-ts/language-common';
import { hash } from 'argon2';
import { expect, test } from 'vitest';
import { hashPassword, isOutdatedHash, passwordFault, verifyPassword } from '../adapters/passwords.ts';

const GOOD = 'violet teapot 93 ladder';

test('A2 a password is kept as Argon2id with 19 MiB, 2 passes, 1 lane and its own salt', async () => {
  const [first, second] = await Promise.all([hashPassword(GOOD), hashPassword(GOOD)]);

  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,(p=1,t=2|t=2,p=1)\$/);
  expect(first).not.toBe(second);
  expect(isOutdatedHash(first)).toBe(false);
  expect(isOutdatedHash(await hash(GOOD, { memoryCost: 8_192, timeCost: 2, parallelism: 1 }))).toBe(true);
});

test('A1 the whole password counts, as it was typed', async () => {
  const long = `${'長'.repeat(127)}a`;
  const stored = await hashPassword(long);

  expect(await verifyPassword(stored, long)).toBe(true);
  for (const wrong of [
    `${'長'.repeat(127)}b`,
    '長'.repeat(127),
    ` ${long}`,
    `${long} `,
    long.toUpperCase(),
    '',
  ]) {
    expect(await verifyPassword(stored, wrong)).toBe(false);
  }
});

test('A6 an unknown account takes as long as a wrong password, and is never right', async () => {
  const stored = await hashPassword(GOOD);
  const took = async (against: string | undefined): Promise<number> => {
    const startMs = performance.now();
    await verifyPassword(against, 'wrong password');
    return performance.now() - startMs;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    known.push(await took(stored));
    unknown.push(await took(undefined));
  }
  const median = (times: number[]): number => times.sort((a, b) => a - b)[7]!;

  expect(await verifyPassword(undefined, GOOD)).toBe(false);
  expect(await verifyPassword(undefined, 'no account has this password')).toBe(false);
  expect(median(unknown) / median(known)).toBeGreaterThan(0.7);
  expect(median(unknown) / median(known)).toBeLessThan(1.4);
});

test('A2 many at once all get their answer', async () => {
  const stored = await hashPassword(GOOD);

  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, at) => verifyPassword(stored, at % 2 ? GOOD : 'x')),
  );

  expect(answers).toEqual(Array.from({ length: 12 }, (_, at) => at % 2 === 1));
});

test('a stored hash that is not one is a fault', async () => {
  await expect(verifyPassword('plain text', 'plain text')).rejects.toThrow('must contain a $');
});

test.each([
  [GOOD, undefined],
  ['一二三四五六七八九十甲乙', undefined],
  ['kajsdhfkjqwe', undefined],
  ['my passport sleeps under the cat', undefined],
  ['seven-7', 'password-too-short'],
  ['一二三四五六七', 'password-too-short'],
  ['😀'.repeat(7), 'password-too-short'],
  [`${GOOD}${'x'.repeat(128)}`, 'password-too-long'],
  ['123456789012', 'password-too-common'],
  ['passwordpassword', 'password-too-common'],
  ['PassWord!2026', 'password-too-common'],
  ['1234!password!', 'password-too-common'],
  ['qwertyuiop123', 'password-too-common'],
  ['1q2w3e4r5t6y', 'password-too-common'],
  ['123123123123', 'password-too-common'],
  ['woaini1314520', 'password-too-common'],
  ['aaaaaaaaaaaa', 'password-too-common'],
  ['abababababab', 'password-too-common'],
  ['passport2026', 'password-too-obvious'],
  ['passport12345678', 'password-too-obvious'],
  ['Embassy-Consular', 'password-too-obvious'],
  ['護照領事護照領事護照領事', 'password-too-obvious'],
  ['wang.xiaoming88', 'password-too-obvious'],
  ['Xiaoming-1990!', 'password-too-obvious'],
])('A1 the password %j beside a second factor: %s', (password, fault) => {
  const own = ['wang.xiaoming@mail.example', 'WANG Xiaoming', '明'];
  expect(passwordFault(password, own, { hasSecondFactor: true })).toBe(fault);
});

test.each([
  ['fourteen chars', 'password-too-short'],
  ['fifteen of them', undefined],
  ['一二三四五六七八九十甲乙丙丁', 'password-too-short'],
  ['一二三四五六七八九十甲乙丙丁戊', undefined],
])('A1 the password %j alone: %s', (password, fault) => {
  expect(passwordFault(password)).toBe(fault);
});

test('A1 exactly 15 and 128 characters are taken', () => {
  const letters = 'kqzjxwvbnmgh'.repeat(11);

  expect(passwordFault(`${letters.slice(0, 127)}!`)).toBeUndefined();
  expect(passwordFault(`${letters.slice(0, 128)}!`)).toBe('password-too-long');
  expect(passwordFault('kqzjxwvbnmg!kqz')).toBeUndefined();
});

test('A1 V6.2.4 of the 3,000 passwords that are guessed first none is taken, alone or lengthened', () => {
  const first = dictionary['passwords-common'].filter((each) => each.length >= 8).slice(0, 3_000);
  expect(first).toHaveLength(3_000);
  for (const common of first)
    for (const one of [common, `${common}1234567`, `!!!2026${common.toUpperCase()}`, common + common])
      expect([one, passwordFault(one, [], { hasSecondFactor: true })]).toEqual([
        one,
        expect.stringMatching(/^password-too-(common|obvious)$/),
      ]);
});
