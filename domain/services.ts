import { FORM_SERVICES } from './forms/form.ts';
import { say } from './forms/questions.ts';
import type { ServiceCode } from './policy.ts';
import { SERVICE_NAMES } from './texts/services.ts';
import type { Text } from './texts/text.ts';

/** Everything of spec §3, the parts without an order among them. */
export type CatalogueCode = ServiceCode | 'information' | 'protection' | 'official-passport';

/** One line of the catalogue: what it is for, and whom to turn to when it cannot be ordered here. */
export type CatalogueEntry = {
  code: CatalogueCode;
  name: Text;
  purpose: Text;
  /** Whether an order can be made here now. */
  orderable: boolean;
  elsewhere: Text | null;
};

const PURPOSES: Readonly<Record<CatalogueCode, Text>> = {
  'passport.issue': say(
    '具有中国国籍,从未持有过护照。',
    '具有中國國籍,從未持有過護照。',
    'For a Chinese national who has never held a passport.',
  ),
  'passport.renew': say(
    '护照已过期、有效期不足一年、签证页即将用完,或容貌变化较大。',
    '護照已過期、有效期不足一年、簽證頁即將用完,或容貌變化較大。',
    'The passport has expired, has under a year left, is nearly full, or you have changed much.',
  ),
  'passport.replace': say(
    '护照遗失、被盗,或因损毁影响正常使用。',
    '護照遺失、被盜,或因損毀影響正常使用。',
    'The passport is lost, stolen, or too damaged to be used.',
  ),
  'travel-document.issue': say(
    '短期来美护照遗失、情况紧急、在美出生的中国公民子女、港澳台居民等。',
    '短期來美護照遺失、情況緊急、在美出生的中國公民子女、港澳臺居民等。',
    'For visitors who lost the passport, urgent cases, children born in the US to Chinese citizens, residents of Hong Kong, Macao or Taiwan.',
  ),
  'travel-document.renew': say(
    '旅行证已过期、有效期不足一年、页数即将用完,或容貌变化较大。',
    '旅行證已過期、有效期不足一年、頁數即將用完,或容貌變化較大。',
    'The travel document has expired, has under a year left, is nearly full, or you have changed much.',
  ),
  'travel-document.replace': say(
    '旅行证遗失、被盗或损毁。',
    '旅行證遺失、被盜或損毀。',
    'The travel document is lost, stolen or damaged.',
  ),
  'emergency-travel-document': say(
    '短期来美丢失护照,或有紧急情况来不及申办护照。',
    '短期來美丟失護照,或有緊急情況來不及申辦護照。',
    'For a short-term visitor who lost the passport, or for an emergency without time for a passport.',
  ),
  pension: say(
    '每年证明在世,继续领取养老金。',
    '每年證明在世,繼續領取養老金。',
    'The yearly proof of being alive, to go on receiving a Chinese pension.',
  ),
  'authentication-check': say(
    '查验领事认证的真伪。',
    '查驗領事認證的真偽。',
    'Checks whether a consular authentication is genuine.',
  ),
  information: say(
    '领事新闻、安全提醒、目的地信息和翻译。',
    '領事新聞、安全提醒、目的地信息和翻譯。',
    'Consular news, safety alerts, destinations and translation.',
  ),
  protection: say('在海外遇到紧急情况时求助。', '在海外遇到緊急情況時求助。', 'Help in an emergency abroad.'),
  'official-passport': say(
    '外交、公务或公务普通护照。',
    '外交、公務或公務普通護照。',
    'Diplomatic, service and public-affairs passports.',
  ),
};

const OTHER_NAMES: Readonly<Record<Exclude<CatalogueCode, ServiceCode>, Text>> = {
  information: say('领事资讯', '領事資訊', 'Consular information'),
  protection: say('领事保护 12308', '領事保護 12308', 'Consular protection 12308'),
  'official-passport': say('因公护照', '因公護照', 'Official passport'),
};

/** `{phone}`, `{email}` and `{protection}` are the post's. */
const ASK_THE_POST = say(
  '目前不能在此申办。请拨打领事证件咨询电话 {phone},或发邮件到 {email}。',
  '目前不能在此申辦。請撥打領事證件諮詢電話 {phone},或發郵件到 {email}。',
  'It cannot be ordered here yet. Please phone {phone} or write to {email}.',
);
const ELSEWHERE: Readonly<Partial<Record<CatalogueCode, Text>>> = {
  'emergency-travel-document': ASK_THE_POST,
  pension: ASK_THE_POST,
  'authentication-check': ASK_THE_POST,
  information: say(
    '请查看使领馆网站。',
    '請查看使領館網站。',
    'Please see the website of the embassy or consulate.',
  ),
  protection: say(
    '请拨打外交部全球领事保护热线 +86-10-12308,或当地使领馆领事保护电话 {protection}。',
    '請撥打外交部全球領事保護熱線 +86-10-12308,或當地使領館領事保護電話 {protection}。',
    'Please call the hotline +86-10-12308, or the post’s protection number {protection}.',
  ),
  'official-passport': say(
    '因公护照不能在此办理。请拨打领事证件咨询电话 {phone},或发邮件到 {email}。',
    '因公護照不能在此辦理。請撥打領事證件諮詢電話 {phone},或發郵件到 {email}。',
    'Official passports are not handled here. Please phone {phone} or write to {email}.',
  ),
};

/** All services in the order of spec §3. */
export const CATALOGUE: readonly CatalogueEntry[] = (Object.keys(PURPOSES) as CatalogueCode[]).map(
  (code) => ({
    code,
    name:
      code in SERVICE_NAMES
        ? SERVICE_NAMES[code as ServiceCode]
        : OTHER_NAMES[code as keyof typeof OTHER_NAMES],
    purpose: PURPOSES[code],
    orderable: FORM_SERVICES.some((service) => service === code),
    elsewhere: ELSEWHERE[code] ?? null,
  }),
);

/** @throws RangeError for a code that is not in the catalogue */
export function catalogueEntry(code: CatalogueCode): CatalogueEntry {
  const entry = CATALOGUE.find((each) => each.code === code);
  if (!entry) throw new RangeError(`Not a service: ${code}`);
  return entry;
}
