import type { Text } from './text.ts';

/** What an application may have to be signed with: of nationality, of a lost document, a guardian's consent. */
export const STATEMENT_KINDS = ['nationality', 'loss', 'guardian-consent'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/**
 * A text that is signed online. The official wordings are not published; these are ours. A change of a single word needs
 * a new version: a signature binds to text and version.
 */
export type Statement = { version: string; title: Text; text: Text };

/**
 * 國籍狀況聲明書 says what Nationality Law art. 3 and 9 ask. 補充聲明書 of a lost or stolen document says what
 * Passport Law art. 16 makes of it. 同意書 is a guardian's for a child under 16, and for the use of a young
 * child's data.
 */
export const STATEMENTS: Readonly<Record<StatementKind, Statement>> = {
  nationality: {
    version: '2026-11-1',
    title: { hans: '国籍状况声明书', hant: '國籍狀況聲明書', en: 'Statement of nationality' },
    text: {
      hans: '本人(或受本人监护的申请人)具有中华人民共和国国籍,未自愿加入或取得外国国籍。本人知悉:中国不承认双重国籍;定居外国的中国公民自愿加入或取得外国国籍的,即自动丧失中国国籍,不得申请或继续持用中国护照。本人所填内容及提交的材料真实、完整、有效,如有不实,愿承担由此引起的一切责任。',
      hant: '本人(或受本人監護的申請人)具有中華人民共和國國籍,未自願加入或取得外國國籍。本人知悉:中國不承認雙重國籍;定居外國的中國公民自願加入或取得外國國籍的,即自動喪失中國國籍,不得申請或繼續持用中國護照。本人所填內容及提交的材料真實、完整、有效,如有不實,願承擔由此引起的一切責任。',
      en: 'I (or the applicant in my care) hold the nationality of the People’s Republic of China and have not voluntarily acquired a foreign one. I know that China does not recognise dual nationality, and that a Chinese citizen settled abroad who voluntarily acquires a foreign nationality loses Chinese nationality automatically and may not apply for or keep using a Chinese passport. All that I have stated and submitted is true, complete and valid; I answer for it.',
    },
  },
  loss: {
    version: '2026-11-1',
    title: {
      hans: '护照/旅行证补充声明书',
      hant: '護照/旅行證補充聲明書',
      en: 'Supplementary statement on a lost passport or travel document',
    },
    text: {
      hans: '本人(或受本人监护的申请人)的证件确已遗失或被盗,本人在申请表中所述时间、地点、经过属实。本人知悉:补发申请一经受理,原签发机关即宣布原证件作废;原证件如被找回,不得继续使用,并应交回使领馆注销;任何人不得同时持有两本有效护照。本人未将原证件转让、出借、抵押或用于其他不当用途,如有不实,愿承担由此引起的一切责任。',
      hant: '本人(或受本人監護的申請人)的證件確已遺失或被盜,本人在申請表中所述時間、地點、經過屬實。本人知悉:補發申請一經受理,原簽發機關即宣佈原證件作廢;原證件如被找回,不得繼續使用,並應交回使領館註銷;任何人不得同時持有兩本有效護照。本人未將原證件轉讓、出借、抵押或用於其他不當用途,如有不實,願承擔由此引起的一切責任。',
      en: 'The document (mine, or that of the applicant in my care) is truly lost or stolen, and what I have stated about time, place and circumstances is true. I know that once a replacement is accepted the issuing authority declares the old document void; that the old document, if found, may not be used and is to be handed in for cancellation; and that nobody may hold two valid passports. I have not transferred, lent or pledged the document or put it to improper use; I answer for it.',
    },
  },
  'guardian-consent': {
    version: '2026-11-1',
    title: {
      hans: '同意为未成年人办理证照声明',
      hant: '同意為未成年人辦理證照聲明',
      en: 'Guardian’s consent to a minor’s application',
    },
    text: {
      hans: '本人是申请人的父亲、母亲或其他法定监护人,同意为申请人申办本申请表所列证件,并已将此事告知申请人的其他监护人。本人所提供的监护关系证明真实有效。本人同意使领馆为办理本次申请处理申请人的个人信息,包括照片和面相比对;比对所用的面相数据不予保存。如申请人需要视频面谈,本人将与申请人一同参加。',
      hant: '本人是申請人的父親、母親或其他法定監護人,同意為申請人申辦本申請表所列證件,並已將此事告知申請人的其他監護人。本人所提供的監護關係證明真實有效。本人同意使領館為辦理本次申請處理申請人的個人信息,包括照片和面相比對;比對所用的面相數據不予保存。如申請人需要視頻面談,本人將與申請人一同參加。',
      en: 'I am the applicant’s father, mother or other legal guardian. I consent to the application for the document named in this form and have told the applicant’s other guardians of it. The proof of guardianship that I have given is true and valid. I consent to the use of the applicant’s personal data for this application, the photo and the comparison of faces included; the data of the comparison are not kept. If an interview by video is needed, I shall take part in it with the applicant.',
    },
  },
};
