import type { FieldRule, GeneralRule, SituationRule } from '../faults.ts';
import { IDENTITY_FAULT_TEXTS } from './faults-identity.ts';
import type { Text } from './text.ts';

const GENERAL: Record<GeneralRule, Text> = {
  required: {
    hans: '请填写此项。',
    hant: '請填寫此項。',
    en: 'Please fill this in.',
  },
  'unknown-field': {
    hans: '本表没有这一项。请刷新页面后再试。',
    hant: '本表沒有這一項。請重新整理頁面後再試。',
    en: 'This form has no such question. Please reload the page and try again.',
  },
  'too-long': {
    hans: '内容太长:最多 {max} 个字,现在有 {length} 个。请缩短。',
    hant: '內容太長:最多 {max} 個字,現在有 {length} 個。請縮短。',
    en: 'This is too long: at most {max} characters, now {length}. Please shorten it.',
  },
  'text-characters': {
    hans: '内容里有看不见的控制字符,多半是复制粘贴带来的。请直接输入。',
    hant: '內容裡有看不見的控制字元,多半是複製貼上帶來的。請直接輸入。',
    en: 'There are invisible control characters in this, most likely from copying. Please type it in.',
  },
  'not-a-choice': {
    hans: '请从所列选项中选择一项。',
    hant: '請從所列選項中選擇一項。',
    en: 'Please choose one of the answers listed.',
  },
  'none-not-allowed': {
    hans: '此项不能填“无”。请填写实际内容。',
    hant: '此項不能填「無」。請填寫實際內容。',
    en: '“None” is not an answer here. Please give the actual one.',
  },
  'date-format': {
    hans: '请填写真实存在的日期,按年-月-日,例如 1990-01-31。',
    hant: '請填寫真實存在的日期,按年-月-日,例如 1990-01-31。',
    en: 'Please give a real date as year-month-day, for example 1990-01-31.',
  },
  'date-in-future': {
    hans: '这个日期还没有到。请检查年份。',
    hant: '這個日期還沒有到。請檢查年份。',
    en: 'This date has not come yet. Please check the year.',
  },
  'date-too-long-ago': {
    hans: '这个日期过于久远。请检查年份。',
    hant: '這個日期過於久遠。請檢查年份。',
    en: 'This date is too long ago. Please check the year.',
  },
  'tracking-not-usps': {
    hans: '这不是 USPS 的跟踪号;只收 USPS 的信封。',
    hant: '這不是 USPS 的追蹤號;只收 USPS 的信封。',
    en: 'This is not a USPS tracking number; only USPS envelopes are taken.',
  },
  'order-number-format': {
    hans: '这不是有效的订单号:共 12 位,最后一位是校验码。',
    hant: '這不是有效的訂單號:共 12 位,最後一位是校驗碼。',
    en: 'This is not an order number: it has 12 characters, of which the last one checks the others.',
  },
  'zip-format': {
    hans: '邮政编码为 5 位数字,例如 90020,也可写作 90020-1234。',
    hant: '郵遞區號為 5 位數字,例如 90020,也可寫作 90020-1234。',
    en: 'A ZIP code has 5 digits, for example 90020, or 90020-1234.',
  },
  'phone-format': {
    hans: '请填写美国电话号码(+1 加 10 位数字)或中国手机号(+86 加 11 位数字)。',
    hant: '請填寫美國電話號碼(+1 加 10 位數字)或中國手機號(+86 加 11 位數字)。',
    en: 'Please give a US number (+1 and 10 digits) or a Chinese mobile number (+86 and 11 digits).',
  },
  'phone-ambiguous': {
    hans: '这个号码既可能是美国的,也可能是中国的。请在前面加上 +1 或 +86。',
    hant: '這個號碼既可能是美國的,也可能是中國的。請在前面加上 +1 或 +86。',
    en: 'This could be a US or a Chinese number. Please put +1 or +86 in front.',
  },
  'email-format': {
    hans: '请填写完整的电子邮箱地址,例如 name@example.org。',
    hant: '請填寫完整的電子郵箱地址,例如 name@example.org。',
    en: 'Please give a whole e-mail address, for example name@example.org.',
  },
  'material-required': {
    hans: '还缺这份材料。请上传 JPEG 图片,每张不超过 5 MB。',
    hant: '還缺這份材料。請上傳 JPEG 圖片,每張不超過 5 MB。',
    en: 'This document is still missing. Please upload a JPEG of at most 5 MB.',
  },
  'material-too-many': {
    hans: '这份材料只需一张图片,现在有 {count} 张。请只保留清晰的一张。',
    hant: '這份材料只需一張圖片,現在有 {count} 張。請只保留清晰的一張。',
    en: 'Only one picture of this document is needed and there are {count}. Please keep the clearest.',
  },
  'material-unknown': {
    hans: '按所填情况,此项业务不需要这类材料。请将其删除,或放到正确的类别下。',
    hant: '按所填情況,此項業務不需要這類材料。請將其刪除,或放到正確的類別下。',
    en: 'This application does not ask for this kind of document. Please remove it or put it under the right heading.',
  },
};

const SITUATION: Record<SituationRule, Text> = {
  'not-in-united-states': {
    hans: '申请人现在须在美国境内。如您在其他国家,请向当地的中国使领馆申请;如在中国境内,请向出入境管理机构申请。',
    hant: '申請人現在須在美國境內。如您在其他國家,請向當地的中國使領館申請;如在中國境內,請向出入境管理機構申請。',
    en: 'The applicant must be in the United States now. Elsewhere, please apply to the Chinese embassy or consulate there; in China, to the exit-entry administration.',
  },
  'county-needed': {
    hans: '加利福尼亚州按县划分领区。请选择您居住的县。',
    hant: '加利福尼亞州按縣劃分領區。請選擇您居住的縣。',
    en: 'California is divided by county. Please choose the county where you live.',
  },
  'county-outside-california': {
    hans: '只有居住在加利福尼亚州才需要选择县。请清除此项,或检查所选的州。',
    hant: '只有居住在加利福尼亞州才需要選擇縣。請清除此項,或檢查所選的州。',
    en: 'A county is asked only in California. Please clear it, or check the state.',
  },
  'renewal-too-early': {
    hans: '您的证件有效期还有一年以上。只有签证页即将用完或容貌变化较大时才能现在换发;如属于这些情形,请改选理由。',
    hant: '您的證件有效期還有一年以上。只有簽證頁即將用完或容貌變化較大時才能現在換發;如屬於這些情形,請改選理由。',
    en: 'Your document is valid for more than a year. It can be renewed now only if the visa pages are nearly full or your looks have changed much; if so, choose that ground.',
  },
  'renewal-not-expired': {
    hans: '按所填的有效期,证件尚未过期。请改选“有效期不足一年”,或检查有效期至。',
    hant: '按所填的有效期,證件尚未過期。請改選「有效期不足一年」,或檢查有效期至。',
    en: 'By the date of expiry given, the document has not expired. Choose “less than one year left”, or check the date.',
  },
  'passport-already-held': {
    hans: '持有过中国护照的,不办理颁发:护照在手的请办理“护照换发”,遗失、被盗或损毁的请办理“护照补发”。',
    hant: '持有過中國護照的,不辦理頒發:護照在手的請辦理「護照換發」,遺失、被盜或損毀的請辦理「護照補發」。',
    en: 'Issue is for who has never held a Chinese passport. Choose renewal if you have it, replacement if it is lost, stolen or damaged.',
  },
  'travel-document-already-held': {
    hans: '已有旅行证的,不办理颁发:证件在手的请办理“旅行证换发”,遗失、被盗或损毁的请办理“旅行证补发”。',
    hant: '已有旅行證的,不辦理頒發:證件在手的請辦理「旅行證換發」,遺失、被盜或損毀的請辦理「旅行證補發」。',
    en: 'Who has a travel document already chooses its renewal, or its replacement if it is lost, stolen or damaged.',
  },
  'visitors-only': {
    hans: '此项理由只适用于短期来美人员。在美居留、留学或工作的,请办理“护照补发”。',
    hant: '此項理由只適用於短期來美人員。在美居留、留學或工作的,請辦理「護照補發」。',
    en: 'This ground is for short-term visitors only. Residents, students and workers choose passport replacement.',
  },
  'under-18-only': {
    hans: '此项理由只适用于未满 18 周岁的申请人。请改选理由,或检查出生日期。',
    hant: '此項理由只適用於未滿 18 周歲的申請人。請改選理由,或檢查出生日期。',
    en: 'This ground is for applicants under 18 only. Choose another ground, or check the date of birth.',
  },
  'guardian-disagrees': {
    hans: '监护人姓名与家庭成员中所填的父亲或母亲不一致。请检查两处。',
    hant: '監護人姓名與家庭成員中所填的父親或母親不一致。請檢查兩處。',
    en: 'The guardian’s name differs from the father or mother given under family. Please check both.',
  },
  'date-before-birth': {
    hans: '这个日期早于申请人的出生日期。请检查两处。',
    hant: '這個日期早於申請人的出生日期。請檢查兩處。',
    en: 'This date is before the applicant’s birth. Please check both.',
  },
  'loss-before-issue': {
    hans: '遗失或被盗的日期早于证件的签发日期。请检查两处。',
    hant: '遺失或被盜的日期早於證件的簽發日期。請檢查兩處。',
    en: 'The loss is dated before the document was issued. Please check both.',
  },
  'annotation-kind-missing': {
    hans: '第 {line} 条加注没有写明种类。请先写种类再写内容,例如“曾用名:吕小”。',
    hant: '第 {line} 條加注沒有寫明種類。請先寫種類再寫內容,例如「曾用名:呂小」。',
    en: 'Annotation {line} does not say its kind. Write the kind first, for example “曾用名:吕小” (former name).',
  },
  'annotation-proof-needed': {
    hans: '申请加注须上传支持加注内容的官方证明,如绿卡、法院更名书或户口簿。',
    hant: '申請加注須上傳支持加注內容的官方證明,如綠卡、法院更名書或戶口簿。',
    en: 'An annotation needs an official proof of its content, such as a green card, a court order or a household register.',
  },
  'face-check-needed': {
    hans: '请用自拍与证件照片做一次人脸比对;多次失败后可以忽略继续,由领馆安排面谈。',
    hant: '請用自拍與證件照片做一次人臉比對;多次失敗後可以忽略繼續,由領館安排面談。',
    en: 'Please compare a selfie with the portrait. After several failures you may go on without it; the post then arranges an interview.',
  },
};

/** The reason for each rule in the reader's language. A rule without a text does not compile. */
export const FAULT_TEXTS: Record<FieldRule, Text> = { ...GENERAL, ...IDENTITY_FAULT_TEXTS, ...SITUATION };
