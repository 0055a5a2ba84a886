import type { Condition } from '../conditions.ts';
import type { FormField, FormSection } from '../definition.ts';
import { choice, day, is, isNot, line, NONE, say, story } from '../questions.ts';

/** The grounds of a renewal 換發 (notice, part 二). */
const GROUND = choice('renewal.ground', say('换发理由', '換發理由', 'Ground for renewal'), {
  expired: say('证件已过期', '證件已過期', 'It has expired'),
  'under-one-year': say('有效期不足一年', '有效期不足一年', 'Less than one year left'),
  'pages-nearly-full': say('签证页即将用完', '簽證頁即將用完', 'Visa pages nearly full'),
  'looks-changed': say('容貌变化较大', '容貌變化較大', 'Looks have changed much'),
});

/** Who let it lapse for more than two years explains why, and proves the status in the US. */
const lapsed = (expiresOn: string): FormField =>
  story(
    'expired.explanation',
    say('证件过期两年以上的原因', '證件過期兩年以上的原因', 'Why it was not renewed for over two years'),
    {
      hint: say(
        '请说明未及时换发的原因,以及期间的居留情况。',
        '請說明未及時換發的原因,以及期間的居留情況。',
        'Say why it was not renewed in time, and where you have stayed since.',
      ),
      when: { field: expiresOn, olderThanYears: 2 },
    },
  );

const UNKNOWN = say('不清楚的填“无”。', '不清楚的填「無」。', 'Write 無 if you do not know it.');

/**
 * The passport that is or was held.
 *
 * @param mrz     whether its two lines can be read: not of one that is lost, not surely of a damaged one
 * @param gone    whether it may be out of hand, so that its data may be unknown
 * @param ground  whether a ground for renewal is asked
 */
export function passportSection({
  mrz,
  gone = false,
  ground = false,
  when,
}: {
  mrz: 'always' | 'never' | Condition;
  gone?: boolean;
  ground?: boolean;
  when?: Condition;
}): FormSection {
  const maybe = gone ? { noneAllowed: true, hint: UNKNOWN } : {};
  const lines: FormField = {
    id: 'passport.mrz',
    label: say(
      '资料页最下方的两行字符',
      '資料頁最下方的兩行字符',
      'The two lines at the foot of the data page',
    ),
    hint: gone
      ? say(
          '两行各 44 个字符;无法辨认的填“无”。',
          '兩行各 44 個字符;無法辨認的填「無」。',
          'Two lines of 44 characters each. Write 無 if they cannot be read.',
        )
      : say(
          '两行各 44 个字符,包括所有“<”。',
          '兩行各 44 個字符,包括所有「<」。',
          'Two lines of 44 characters each, with every “<”.',
        ),
    kind: 'mrz',
    required: true,
    maxLength: 200,
    noneAllowed: gone,
    ...(typeof mrz === 'string' ? {} : { when: mrz }),
  };
  return {
    id: 'passport',
    title: say('护照', '護照', 'The passport'),
    ...(when ? { when } : {}),
    fields: [
      line('passport.number', say('护照号码', '護照號碼', 'Passport number'), 20, {
        ...maybe,
        check: 'passport-number',
      }),
      day('passport.issuedOn', say('签发日期', '簽發日期', 'Date of issue'), {
        ...maybe,
        check: 'past-date',
      }),
      day('passport.expiresOn', say('有效期至', '有效期至', 'Date of expiry'), maybe),
      line('passport.authority', say('签发机关', '簽發機關', 'Issuing authority'), 80, {
        hint: say(
          '例如:公安部出入境管理局、驻洛杉矶总领事馆。',
          '例如:公安部出入境管理局、駐洛杉磯總領事館。',
          'For example the National Immigration Administration, or a consulate general.',
        ),
      }),
      ...(mrz === 'never' ? [] : [lines]),
      ...(ground ? [GROUND] : []),
      ...(when ? [] : [lapsed('passport.expiresOn')]),
    ],
  };
}

/** The travel document that is or was held. Its numbers follow no published rule. */
export function travelDocumentSection({ gone, ground }: { gone: boolean; ground: boolean }): FormSection {
  const maybe = gone ? { noneAllowed: true, hint: UNKNOWN } : {};
  return {
    id: 'travel-document',
    title: say('旅行证', '旅行證', 'The travel document'),
    fields: [
      line('travelDocument.number', say('旅行证号码', '旅行證號碼', 'Number of the travel document'), 20, {
        ...maybe,
        check: 'paper-number',
      }),
      day('travelDocument.issuedOn', say('签发日期', '簽發日期', 'Date of issue'), {
        ...maybe,
        check: 'past-date',
      }),
      day('travelDocument.expiresOn', say('有效期至', '有效期至', 'Date of expiry'), maybe),
      line('travelDocument.authority', say('签发机关', '簽發機關', 'Issuing authority'), 80),
      ...(ground ? [GROUND] : []),
      lapsed('travelDocument.expiresOn'),
    ],
  };
}

/** Lost or stolen: out of the holder's hands. */
export const GONE: Condition = is('loss.kind', 'lost', 'stolen');
export const DAMAGED: Condition = is('loss.kind', 'damaged');
/** A police report exists, so its copy can be asked for. */
export const REPORTED: Condition = { all: [GONE, isNot('loss.policeReport', '', ...NONE)] };

/** What happened to a document that is to be replaced 補發 (Passport Law art. 11, 16). */
export function lossSection(when?: Condition): FormSection {
  return {
    id: 'loss',
    title: say('遗失、被盗或损毁', '遺失、被盜或損毀', 'Loss, theft or damage'),
    ...(when ? { when } : {}),
    fields: [
      choice('loss.kind', say('原证件的情况', '原證件的情況', 'What happened to the document'), {
        lost: say('遗失', '遺失', 'It is lost'),
        stolen: say('被盗', '被盜', 'It was stolen'),
        damaged: say('损毁', '損毀', 'It is damaged'),
      }),
      day('loss.on', say('发现的日期', '發現的日期', 'Date on which it was noticed'), {
        when: GONE,
        check: 'past-date',
      }),
      line('loss.place', say('地点', '地點', 'Place'), 120, { when: GONE }),
      story('loss.how', say('经过', '經過', 'How it happened'), {
        hint: say(
          '请写明经过,以及为找回或保护证件做了什么。',
          '請寫明經過,以及為找回或保護證件做了什麼。',
          'Say how it happened and what was done to find or protect the document.',
        ),
      }),
      line('loss.policeReport', say('报警记录编号', '報警記錄編號', 'Number of the police report'), 60, {
        hint: say('没有报警的填“无”。', '沒有報警的填「無」。', 'Write 無 if the police were not told.'),
        when: GONE,
        noneAllowed: true,
      }),
    ],
  };
}
