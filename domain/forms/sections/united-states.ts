import { NORTHERN_COUNTIES, SOUTHERN_COUNTIES } from '../../data/california-counties.ts';
import { US_STATES } from '../../data/us-states.ts';
import type { FormSection } from '../definition.ts';
import { choice, day, is, line, say, yesNo } from '../questions.ts';

const COUNTIES = Object.fromEntries(
  [...SOUTHERN_COUNTIES, ...NORTHERN_COUNTIES]
    .toSorted((a, b) => a.localeCompare(b, 'en'))
    .map((name) => [name, say(name, name, name)]),
);

/** Where the applicant lives and can be reached. */
export const UNITED_STATES: FormSection = {
  id: 'united-states',
  title: say('在美情况', '在美情況', 'In the United States'),
  fields: [
    yesNo(
      'us.inUnitedStates',
      say('现在是否在美国境内', '現在是否在美國境內', 'Is the applicant in the United States now?'),
      { check: 'in-united-states' },
    ),
    choice('us.statusKind', say('在美身份类别', '在美身份類別', 'Kind of stay'), {
      visitor: say('短期来美(旅游、探亲、商务)', '短期來美(旅遊、探親、商務)', 'Short-term visitor'),
      student: say('留学或交流', '留學或交流', 'Student or exchange visitor'),
      worker: say('工作', '工作', 'Worker'),
      resident: say('永久居民', '永久居民', 'Permanent resident'),
      'us-born': say('在美国出生', '在美國出生', 'Born in the United States'),
      other: say('其他', '其他', 'Other'),
    }),
    line('us.status', say('在美居留身份', '在美居留身份', 'Status in the United States'), 80, {
      hint: say(
        '例如:绿卡、F-1、H-1B、B-2。',
        '例如:綠卡、F-1、H-1B、B-2。',
        'For example green card, F-1, H-1B, B-2.',
      ),
    }),
    line('us.statusDocument', say('身份证件及号码', '身份證件及號碼', 'Status document and its number'), 80, {
      hint: say(
        '绿卡、签证、I-94、I-20 等;没有的填“无”。',
        '綠卡、簽證、I-94、I-20 等;沒有的填「無」。',
        'Green card, visa, I-94, I-20 or the like. Write 無 if there is none.',
      ),
      noneAllowed: true,
    }),
    day(
      'us.leftChinaOn',
      say('最近一次离开中国的日期', '最近一次離開中國的日期', 'Last departure from China'),
      {
        hint: say(
          '年-月-日;从未到过中国的填“无”。',
          '年-月-日;從未到過中國的填「無」。',
          'Year-month-day. Write 無 if never in China.',
        ),
        noneAllowed: true,
        check: 'past-date',
      },
    ),
    line('address.street', say('街道地址', '街道地址', 'Street address'), 120),
    line('address.city', say('城市', '城市', 'City'), 60),
    choice('address.state', say('州或属地', '州或屬地', 'State or territory'), US_STATES),
    choice('address.county', say('县', '縣', 'County'), COUNTIES, {
      hint: say(
        '加利福尼亚州按县划分领区。',
        '加利福尼亞州按縣劃分領區。',
        'California is divided between two posts by county.',
      ),
      when: is('address.state', 'CA'),
    }),
    line('address.zip', say('邮政编码', '郵遞區號', 'ZIP code'), 10, { check: 'zip' }),
    line('contact.phone', say('联系电话', '聯繫電話', 'Telephone'), 30, {
      hint: say(
        '美国电话或中国手机,带 +1 或 +86。',
        '美國電話或中國手機,帶 +1 或 +86。',
        'A US number or a Chinese mobile, with +1 or +86.',
      ),
      check: 'phone',
    }),
    line('contact.email', say('电子邮箱', '電子郵箱', 'E-mail address'), 120, { check: 'email' }),
    line('china.address', say('中国境内地址', '中國境內地址', 'Address in China'), 200, {
      hint: say('没有的填“无”。', '沒有的填「無」。', 'Write 無 if there is none.'),
      noneAllowed: true,
    }),
  ],
};
