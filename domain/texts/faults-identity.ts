import type { IdentityRule } from '../faults.ts';
import type { Text } from './text.ts';

/** Reasons about names, ID numbers and passports. Each says what is wrong and how to mend it. */
export const IDENTITY_FAULT_TEXTS: Record<IdentityRule, Text> = {
  'chinese-name-characters': {
    hans: '中文姓名请只填汉字;少数民族姓名中间用“·”隔开。不要填拼音、数字或空格。',
    hant: '中文姓名請只填漢字;少數民族姓名中間用「·」隔開。不要填拼音、數字或空格。',
    en: 'Write the Chinese name in Chinese characters only, with “·” between the parts of a minority name. No pinyin, digits or blanks.',
  },
  'pinyin-letters': {
    hans: '拼音请只用大写字母 A–Z 连写,不加空格、声调、连字符或撇号,例如 KONGMING;Ü 也不用(LYU、NYU、LUE、NUE)。请与护照上的写法一致。',
    hant: '拼音請只用大寫字母 A–Z 連寫,不加空格、聲調、連字號或撇號,例如 KONGMING;Ü 也不用(LYU、NYU、LUE、NUE)。請與護照上的寫法一致。',
    en: 'Write pinyin in capital letters A–Z only, run together, without blanks, tones, hyphens or apostrophes, for example KONGMING; no Ü either (LYU, NYU, LUE, NUE). Follow your passport.',
  },
  'pinyin-umlaut': {
    hans: '现行写法:LÜ 写作 LYU,NÜ 写作 NYU,LÜE 写作 LUE,NÜE 写作 NUE。如护照上是旧写法,请照护照填写;我们不会改动您的填写。',
    hant: '現行寫法:LÜ 寫作 LYU,NÜ 寫作 NYU,LÜE 寫作 LUE,NÜE 寫作 NUE。如護照上是舊寫法,請照護照填寫;我們不會改動您的填寫。',
    en: 'Today’s spelling is LYU for LÜ, NYU for NÜ, LUE for LÜE and NUE for NÜE. If your passport has an older spelling, keep it: we never change what you write.',
  },
  'latin-name-letters': {
    hans: '请照美国出生证填写英文姓名:大写字母 A–Z,中间可有空格、连字符或撇号,例如 EMMA ROSE。',
    hant: '請照美國出生證填寫英文姓名:大寫字母 A–Z,中間可有空格、連字號或撇號,例如 EMMA ROSE。',
    en: 'Write the English name as on the US birth certificate: capital letters A–Z, with blanks, hyphens or apostrophes between them, for example EMMA ROSE.',
  },
  'id-number-shape': {
    hans: '公民身份号码应为 18 位:前 17 位是数字,最后一位是数字或 X(旧证为 15 位数字)。请对照身份证重新填写。',
    hant: '公民身份號碼應為 18 位:前 17 位是數字,最後一位是數字或 X(舊證為 15 位數字)。請對照身份證重新填寫。',
    en: 'An ID number has 18 places: 17 digits, then a digit or X (old cards: 15 digits). Please copy it again from the card.',
  },
  'id-number-date': {
    hans: '身份号码第 7 至 14 位应是出生日期,但现在不是一个有效的日期。请检查这几位数字。',
    hant: '身份號碼第 7 至 14 位應是出生日期,但現在不是一個有效的日期。請檢查這幾位數字。',
    en: 'Places 7 to 14 of the ID number are the date of birth, and these digits are not a possible date. Please check them.',
  },
  'id-number-check-digit': {
    hans: '身份号码的最后一位与前面的数字对不上,可能有一位填错或两位颠倒。请逐位对照身份证。',
    hant: '身份號碼的最後一位與前面的數字對不上,可能有一位填錯或兩位顛倒。請逐位對照身份證。',
    en: 'The last place of the ID number does not fit the others: one digit may be wrong or two may be swapped. Please compare it with the card.',
  },
  'id-number-disagrees': {
    hans: '这里与身份号码中的出生日期或性别不一致。请检查两处;如证件本身有出入,请先联系使领馆。',
    hant: '這裡與身份號碼中的出生日期或性別不一致。請檢查兩處;如證件本身有出入,請先聯繫使領館。',
    en: 'This does not agree with the birth date or sex inside the ID number. Check both; if your papers themselves differ, contact the post first.',
  },
  'passport-number-shape': {
    hans: '这不像中国普通护照的号码。普通护照为 E 加 8 位数字、E 加一个字母和 7 位数字,或 G 加 8 位数字;不使用字母 I 和 O,请检查是否应为数字 1 或 0。',
    hant: '這不像中國普通護照的號碼。普通護照為 E 加 8 位數字、E 加一個字母和 7 位數字,或 G 加 8 位數字;不使用字母 I 和 O,請檢查是否應為數字 1 或 0。',
    en: 'This does not look like a Chinese ordinary passport number: E and 8 digits, E, a letter and 7 digits, or G and 8 digits. The letters I and O are not used; check for the digits 1 and 0.',
  },
  'passport-official': {
    hans: '这是因公护照(外交、公务或公务普通护照)的号码,不能在此办理。请通过领事证件咨询电话 {phone} 或邮箱 {email} 了解办法。',
    hant: '這是因公護照(外交、公務或公務普通護照)的號碼,不能在此辦理。請通過領事證件諮詢電話 {phone} 或郵箱 {email} 瞭解辦法。',
    en: 'This is the number of an official passport (diplomatic, service or public affairs), which cannot be handled here. Please phone {phone} or write to {email}.',
  },
  'passport-special-region': {
    hans: '这是香港或澳门特别行政区护照的号码,不能在此办理。请联系领事证件咨询电话 {phone} 或邮箱 {email}。',
    hant: '這是香港或澳門特別行政區護照的號碼,不能在此辦理。請聯繫領事證件諮詢電話 {phone} 或郵箱 {email}。',
    en: 'This is the number of a Hong Kong or Macao SAR passport, which cannot be handled here. Please phone {phone} or write to {email}.',
  },
  'paper-number-shape': {
    hans: '证件号码由 5 至 15 位字母和数字组成。请对照证件重新填写。',
    hant: '證件號碼由 5 至 15 位字母和數字組成。請對照證件重新填寫。',
    en: 'The number has 5 to 15 letters and digits. Please copy it again from the document.',
  },
  'passport-dates-order': {
    hans: '有效期至应晚于签发日期。请对照护照资料页检查这两个日期。',
    hant: '有效期至應晚於簽發日期。請對照護照資料頁檢查這兩個日期。',
    en: 'The date of expiry must be later than the date of issue. Please check both on the data page.',
  },
  'passport-issued-before-birth': {
    hans: '签发日期早于出生日期。请对照护照资料页检查这两个日期。',
    hant: '簽發日期早於出生日期。請對照護照資料頁檢查這兩個日期。',
    en: 'The date of issue is earlier than the date of birth. Please check both on the data page.',
  },
  'mrz-length': {
    hans: '请填写资料页最下方的两行字符,每行 44 个,包括所有“<”。第 {line} 行现在有 {length} 个。',
    hant: '請填寫資料頁最下方的兩行字符,每行 44 個,包括所有「<」。第 {line} 行現在有 {length} 個。',
    en: 'Copy the two lines at the foot of the data page, 44 characters each with every “<”. Line {line} now has {length}.',
  },
  'mrz-characters': {
    hans: '这两行只会出现大写字母 A–Z、数字 0–9 和“<”。请检查第 {line} 行第 {place} 个字符。',
    hant: '這兩行只會出現大寫字母 A–Z、數字 0–9 和「<」。請檢查第 {line} 行第 {place} 個字符。',
    en: 'These lines hold only capital letters A–Z, digits 0–9 and “<”. Please check character {place} of line {line}.',
  },
  'mrz-not-passport': {
    hans: '第一行应以字母 P 开头。请填写护照资料页最下方的两行,不要填写签证页的。',
    hant: '第一行應以字母 P 開頭。請填寫護照資料頁最下方的兩行,不要填寫簽證頁的。',
    en: 'The first line must begin with P. Please copy the lines from the passport’s data page, not from a visa.',
  },
  'mrz-not-chinese': {
    hans: '这两行不是中国护照的(应含国家代码 CHN)。请使用申请人本人的中国护照。',
    hant: '這兩行不是中國護照的(應含國家代碼 CHN)。請使用申請人本人的中國護照。',
    en: 'These lines are not from a Chinese passport (country code CHN). Please use the applicant’s own Chinese passport.',
  },
  'mrz-check-digit': {
    hans: '第 2 行第 {from} 至 {to} 个字符的校验位不符,其中有字符填错。请逐个对照,留意 0 与 O、1 与 I。',
    hant: '第 2 行第 {from} 至 {to} 個字符的校驗位不符,其中有字符填錯。請逐個對照,留意 0 與 O、1 與 I。',
    en: 'The check digit for characters {from} to {to} of line 2 does not fit, so one of them is wrong. Compare them one by one; mind 0 and O, 1 and I.',
  },
  'mrz-disagrees': {
    hans: '这里填写的与护照最下方两行字符不一致(那里是“{mrz}”)。请对照护照改正有误的一处。',
    hant: '這裡填寫的與護照最下方兩行字符不一致(那裡是「{mrz}」)。請對照護照改正有誤的一處。',
    en: 'This differs from the two lines at the foot of the passport, which say “{mrz}”. Please correct whichever is wrong.',
  },
};
