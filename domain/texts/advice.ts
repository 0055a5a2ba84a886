import { say } from '../forms/questions.ts';
import type { Text } from './text.ts';

/** Why the questionnaire leads where it leads. `{phone}` and `{email}` are the post's consultation desk. */
export const ADVICE_REASONS = {
  pension: say(
    '养老金资格认证每年办理一次。',
    '養老金資格認證每年辦理一次。',
    'The proof for a pension is given once a year.',
  ),
  check: say(
    '查验需要领事认证号、贴纸号和签署机关。',
    '查驗需要領事認證號、貼紙號和簽署機關。',
    'The check asks for the authentication number, the sticker number and the issuing authority.',
  ),
  help: say(
    '紧急情况请直接拨打热线,人身危险时先拨打 911。',
    '緊急情況請直接撥打熱線,人身危險時先撥打 911。',
    'In an emergency call the hotline; in danger call 911 first.',
  ),
  information: say('无需提交申请。', '無需提交申請。', 'No application is needed.'),
  outside: say(
    '申请人须在美国境内。在其他国家的,请向当地中国使领馆申请;在中国境内的,请向出入境管理机构申请。',
    '申請人須在美國境內。在其他國家的,請向當地中國使領館申請;在中國境內的,請向出入境管理機構申請。',
    'The applicant must be in the United States. Elsewhere, apply to the Chinese embassy or consulate there; in China, to the exit-entry administration.',
  ),
  article9: say(
    '根据《国籍法》第九条,定居外国的中国公民自愿加入或取得外国国籍的,即自动丧失中国国籍,不能申请护照或旅行证。请以所持外国护照申请签证。',
    '根據《國籍法》第九條,定居外國的中國公民自願加入或取得外國國籍的,即自動喪失中國國籍,不能申請護照或旅行證。請以所持外國護照申請簽證。',
    'By Nationality Law art. 9 a Chinese citizen settled abroad who voluntarily acquires a foreign nationality loses the Chinese one and cannot apply for a passport or travel document. Apply for a visa with the foreign passport.',
  ),
  article5: say(
    '根据《国籍法》第五条,孩子出生时父母一方已定居国外且孩子具有外国国籍的,不具有中国国籍,应申请签证。',
    '根據《國籍法》第五條,孩子出生時父母一方已定居國外且孩子具有外國國籍的,不具有中國國籍,應申請簽證。',
    'By Nationality Law art. 5 a child whose Chinese parent was settled abroad at the birth, and who has a foreign nationality from birth, is not a Chinese national and needs a visa instead.',
  ),
  doubt: say(
    '国籍情况将由领事官员审核。',
    '國籍情況將由領事官員審核。',
    'An officer will look at the question of nationality.',
  ),
  official: say('因公护照不在此办理。', '因公護照不在此辦理。', 'Official passports are not handled here.'),
  specialRegion: say(
    '特区护照不在此办理,请拨打 {phone} 或发邮件到 {email} 咨询。',
    '特區護照不在此辦理,請撥打 {phone} 或發郵件到 {email} 諮詢。',
    'Passports of the special regions are not handled here; please phone {phone} or write to {email}.',
  ),
  gone: say(
    '证件遗失、被盗或损毁的,办理补发。',
    '證件遺失、被盜或損毀的,辦理補發。',
    'A lost, stolen or damaged document is replaced.',
  ),
  renew: say('证件在手的,办理换发。', '證件在手的,辦理換發。', 'A document in hand is renewed.'),
  tooEarly: say(
    '有效期还有一年以上,只有签证页即将用完或容貌变化较大时才能换发。请在有效期不足一年时再申请。',
    '有效期還有一年以上,只有簽證頁即將用完或容貌變化較大時才能換發。請在有效期不足一年時再申請。',
    'With more than a year left it can be renewed only if it is nearly full or you have changed much. Please apply when less than a year is left.',
  ),
  visitor: say(
    '短期来美人员护照遗失、被盗或损毁的,申请旅行证(《护照法》第二十三条)。',
    '短期來美人員護照遺失、被盜或損毀的,申請旅行證(《護照法》第二十三條)。',
    'A short-term visitor whose passport is lost, stolen or damaged applies for a travel document (Passport Law art. 23).',
  ),
  emergency: say(
    '应急旅行证适用于短期来美丢失护照或情况紧急的人员;一经提交不能撤回,费用不退。',
    '應急旅行證適用於短期來美丟失護照或情況緊急的人員;一經提交不能撤回,費用不退。',
    'The emergency document is for short-term visitors who lost the passport or are in a hurry; once submitted it cannot be withdrawn and the fee is not refunded.',
  ),
  urgent: say(
    '情况紧急、来不及申办护照的,可申请旅行证。',
    '情況緊急、來不及申辦護照的,可申請旅行證。',
    'Without time for a passport a travel document can be asked for.',
  ),
  residentNoEmergency: say(
    '在美居住、留学或工作的,不适用应急旅行证。',
    '在美居住、留學或工作的,不適用應急旅行證。',
    'The emergency document is not for residents, students and workers.',
  ),
  usBorn: say(
    '在美国出生的中国公民子女,首次申请旅行证。',
    '在美國出生的中國公民子女,首次申請旅行證。',
    'A child of Chinese citizens born in the US first gets a travel document.',
  ),
  noPermit: say(
    '没有回乡证或台胞证的,可申请旅行证。',
    '沒有回鄉證或臺胞證的,可申請旅行證。',
    'Without a home-return or mainland travel permit a travel document can be asked for.',
  ),
  first: say(
    '从未持有护照的,办理颁发。',
    '從未持有護照的,辦理頒發。',
    'Who has never held a passport gets a first one.',
  ),
} as const satisfies Record<string, Text>;
