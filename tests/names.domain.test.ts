import { expect, test } from 'vitest';
import { findPinyinRule, isChineseName, normaliseChineseName } from '../domain/names.ts';

test.each(['诸葛孔明', '王一', '阿依古丽·买买提', '𠮷田', '㐂', '李𬭎', '张𰻝', '〇一', '葛\u{E0100}城'])(
  'R-12 %s is a Chinese name',
  (name) => {
    expect(isChineseName(name)).toBe(true);
    expect(normaliseChineseName(name)).toBe(name);
  },
);

test.each(['', '·', 'WANG', '王1', '·买买提', '买买提·', '阿··提', '王(小)', '王\u0301', 'ワン'])(
  'R-12 %j is no Chinese name',
  (name) => {
    expect(isChineseName(name)).toBe(false);
  },
);

test.each(['・', '•', '‧', '.', '\uFF0E', '\uFF65', '\u22C5', ' · '])(
  'R-12 %j between the parts becomes 「·」',
  (dot) => {
    expect(normaliseChineseName(`阿依古丽${dot}买买提`)).toBe('阿依古丽·买买提');
  },
);

test('R-12 a rare compatibility character is not folded into another', () => {
  expect(normaliseChineseName('\uFA11')).toBe('\uFA11');
});

test.each(['ZHUGE', 'KONGMING', 'LYU', 'NYU', 'LUE', 'NUE', 'XINYUE', 'LU', 'XIAN', 'O'])(
  'R-12 %s needs no remark',
  (line) => {
    expect(findPinyinRule(line)).toBeUndefined();
  },
);

test.each(['LV', 'NV', 'LVE', 'LYUE', 'NYUE', 'XIAOLV'])('R-12 %s is advised about, not refused', (line) => {
  expect(findPinyinRule(line)).toBe('pinyin-umlaut');
});

test.each(['Lyu', 'LÜ', "XI'AN", 'KONG MING', 'KONG-MING', 'LI1', '王', '\uFF2C\uFF29', ''])(
  'R-12 %j must be mended: capital letters A to Z only',
  (line) => {
    expect(findPinyinRule(line)).toBe('pinyin-letters');
  },
);
