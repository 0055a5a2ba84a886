import { applies } from './forms/conditions.ts';
import type { Answers, FormField } from './forms/definition.ts';
import { all, any, choice, is, say, yesNo } from './forms/questions.ts';
import type { CatalogueCode } from './services.ts';
import { ADVICE_REASONS as REASONS } from './texts/advice.ts';
import type { Text } from './texts/text.ts';

/** Asked of somebody who does not know which service is the right one. Nothing personal, nothing kept. */
export const QUESTIONS: readonly FormField[] = [
  choice('need', say('您要办理什么', '您要辦理什麼', 'What do you need?'), {
    papers: say('护照或旅行证', '護照或旅行證', 'A passport or travel document'),
    pension: say('领取养老金资格认证', '領取養老金資格認證', 'A proof of life for a pension'),
    check: say('查验领事认证', '查驗領事認證', 'To check a consular authentication'),
    help: say('遇到紧急情况,需要求助', '遇到緊急情況,需要求助', 'Help in an emergency'),
    information: say('了解领事资讯', '瞭解領事資訊', 'Consular information'),
  }),
  yesNo(
    'inUnitedStates',
    say('申请人现在是否在美国', '申請人現在是否在美國', 'Is the applicant in the United States now?'),
    {
      when: is('need', 'papers'),
    },
  ),
  choice(
    'foreign',
    say(
      '申请人是否自愿加入或取得了外国国籍',
      '申請人是否自願加入或取得了外國國籍',
      'Has the applicant voluntarily acquired a foreign nationality?',
    ),
    {
      no: say('没有', '沒有', 'No'),
      'settled-yes': say('是,当时已定居国外', '是,當時已定居國外', 'Yes, while settled abroad'),
      unclear: say('其他,或不确定', '其他,或不確定', 'Otherwise, or not sure'),
    },
    { when: is('need', 'papers') },
  ),
  choice(
    'held',
    say(
      '申请人最近持有的中国证件',
      '申請人最近持有的中國證件',
      'Which Chinese document did the applicant hold last?',
    ),
    {
      never: say('从未持有护照或旅行证', '從未持有護照或旅行證', 'Never a passport or travel document'),
      ordinary: say('因私普通护照', '因私普通護照', 'An ordinary passport'),
      'travel-document': say('旅行证', '旅行證', 'A travel document'),
      official: say('因公护照(外交、公务)', '因公護照(外交、公務)', 'An official passport'),
      'special-region': say('香港或澳门特区护照', '香港或澳門特區護照', 'A Hong Kong or Macao SAR passport'),
    },
    { when: is('need', 'papers') },
  ),
  choice(
    'origin',
    say('申请人属于哪种情形', '申請人屬於哪種情形', 'Which of these is the applicant?'),
    {
      'us-born-child': say(
        '在美国出生、未满 18 周岁的中国公民子女',
        '在美國出生、未滿 18 周歲的中國公民子女',
        'A child under 18 of Chinese citizens, born in the US',
      ),
      'hk-macau': say('港澳居民', '港澳居民', 'A resident of Hong Kong or Macao'),
      taiwan: say('台湾居民', '臺灣居民', 'A resident of Taiwan'),
      other: say('以上都不是', '以上都不是', 'None of these'),
    },
    { when: is('held', 'never') },
  ),
  choice(
    'state',
    say('该证件现在的情况', '該證件現在的情況', 'What about that document now?'),
    {
      expired: say('已过期', '已過期', 'It has expired'),
      'under-one-year': say('有效期不足一年', '有效期不足一年', 'Less than a year left'),
      'over-one-year': say('有效期一年以上', '有效期一年以上', 'More than a year left'),
      lost: say('遗失', '遺失', 'It is lost'),
      stolen: say('被盗', '被盜', 'It was stolen'),
      damaged: say('损毁,影响使用', '損毀,影響使用', 'Too damaged to be used'),
    },
    { when: is('held', 'ordinary', 'travel-document') },
  ),
  choice(
    'reason',
    say('为什么要现在更换', '為什麼要現在更換', 'Why is it to be changed now?'),
    {
      'pages-nearly-full': say('签证页即将用完', '簽證頁即將用完', 'Pages nearly full'),
      'looks-changed': say('容貌变化较大', '容貌變化較大', 'Looks have changed much'),
      none: say('其他原因', '其他原因', 'Another reason'),
    },
    { when: is('state', 'over-one-year') },
  ),
  choice(
    'stay',
    say('申请人在美国的身份', '申請人在美國的身份', 'How does the applicant stay in the US?'),
    {
      visitor: say('短期来美', '短期來美', 'As a short-term visitor'),
      resident: say('居住、留学或工作', '居住、留學或工作', 'As a resident, student or worker'),
    },
    { when: is('held', 'ordinary') },
  ),
  yesNo(
    'urgent',
    say(
      '是否情况紧急,来不及申办护照',
      '是否情況緊急,來不及申辦護照',
      'Is it urgent, with no time for a passport?',
    ),
    { when: any(is('held', 'ordinary'), all(is('held', 'never'), is('origin', 'other'))) },
  ),
];

/** The service to choose, or the entry of the catalogue that says whom to ask; null when nothing can be issued. */
export type Advice = { service: CatalogueCode | null; situation: string | null; reasons: Text[] };

const GONE = ['lost', 'stolen', 'damaged'];
const to = (service: CatalogueCode | null, situation: string | null, ...reasons: Text[]): Advice => ({
  service,
  situation,
  reasons,
});

/** Which service is right for these answers, and why. All shown questions are answered. */
export function adviseService(answers: Answers): Advice {
  switch (answers['need'] ?? '') {
    case 'pension':
      return to('pension', null, REASONS.pension);
    case 'check':
      return to('authentication-check', null, REASONS.check);
    case 'help':
      return to('protection', null, REASONS.help);
    case 'information':
      return to('information', null, REASONS.information);
    default:
      return advisePapers(answers);
  }
}

function advisePapers(answers: Answers): Advice {
  if (answers['inUnitedStates'] === 'no') return to(null, null, REASONS.outside);
  if (answers['foreign'] === 'settled-yes') return to(null, null, REASONS.article9);
  const advice = adviseByPaper(answers);
  return answers['foreign'] === 'unclear'
    ? { ...advice, reasons: [...advice.reasons, REASONS.doubt] }
    : advice;
}

function adviseByPaper(answers: Answers): Advice {
  const state = answers['state'] ?? '';
  switch (answers['held'] ?? '') {
    case 'official':
      return to('official-passport', null, REASONS.official);
    case 'special-region':
      return to(null, null, REASONS.specialRegion);
    case 'travel-document':
      return GONE.includes(state)
        ? to('travel-document.replace', state, REASONS.gone)
        : adviseRenewal('travel-document.renew', answers);
    case 'ordinary':
      return adviseByPassport(answers, state);
    default:
      return adviseFirst(answers);
  }
}

function adviseByPassport(answers: Answers, state: string): Advice {
  const isVisitor = answers['stay'] === 'visitor';
  if (isVisitor && GONE.includes(state)) {
    return answers['urgent'] === 'yes'
      ? to('emergency-travel-document', null, REASONS.emergency)
      : to('travel-document.issue', `visitor-${state}`, REASONS.visitor);
  }
  if (answers['urgent'] === 'yes') {
    return isVisitor
      ? to('emergency-travel-document', null, REASONS.emergency)
      : to('travel-document.issue', 'urgent', REASONS.urgent, REASONS.residentNoEmergency);
  }
  if (GONE.includes(state)) return to('passport.replace', state, REASONS.gone);
  return adviseRenewal('passport.renew', answers);
}

function adviseRenewal(service: 'passport.renew' | 'travel-document.renew', answers: Answers): Advice {
  const state = answers['state'] ?? '';
  if (state !== 'over-one-year') return to(service, state, REASONS.renew);
  const reason = answers['reason'] ?? 'none';
  return reason === 'none' ? to(null, null, REASONS.tooEarly) : to(service, reason, REASONS.renew);
}

function adviseFirst(answers: Answers): Advice {
  const origin = answers['origin'] ?? 'other';
  if (origin === 'us-born-child')
    return to('travel-document.issue', origin, REASONS.usBorn, REASONS.article5);
  if (origin === 'hk-macau' || origin === 'taiwan')
    return to('travel-document.issue', origin, REASONS.noPermit);
  if (answers['urgent'] === 'yes') return to('travel-document.issue', 'urgent', REASONS.urgent);
  return to('passport.issue', 'first', REASONS.first);
}

export type OpenQuestion = { field: string; rule: 'required' | 'not-a-choice' | 'unknown-field' };

/** The questions that these answers still leave open, each with what is wrong; empty when advice can be given. */
export function openQuestions(answers: Answers): OpenQuestion[] {
  const known = new Set(QUESTIONS.map(({ id }) => id));
  const open = Object.keys(answers)
    .filter((field) => !known.has(field))
    .map((field): OpenQuestion => ({ field, rule: 'unknown-field' }));
  const counted: Record<string, string> = {};
  for (const { id, when, options } of QUESTIONS) {
    // No question depends on a date.
    if (!applies(when, counted, { todayOn: '1970-01-01' })) continue;
    const value = answers[id] ?? '';
    counted[id] = value;
    if (value === '') open.push({ field: id, rule: 'required' });
    else if (!options?.some((option) => option.value === value))
      open.push({ field: id, rule: 'not-a-choice' });
  }
  return open;
}
