import type { Text } from './text.ts';

/** What an application may have to be signed with: of nationality, of a lost document, a guardian's consent. */
export const STATEMENT_KINDS = ['nationality', 'loss', 'guardian-consent'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/**
 * 國籍狀況聲明書, signed online. The official wording is not published; this one is ours and says what
 * Nationality Law art. 3 and 9 ask. A change of a single word needs a new version: a signature binds to text and version.
 */
export const NATIONALITY_STATEMENT: { version: string; title: Text; text: Text } = {
  version: '2026-11-1',
  title: { hans: '国籍状况声明书', hant: '國籍狀況聲明書', en: 'Statement of nationality' },
  text: {
    hans: '本人(或受本人监护的申请人)具有中华人民共和国国籍,未自愿加入或取得外国国籍。本人知悉:中国不承认双重国籍;定居外国的中国公民自愿加入或取得外国国籍的,即自动丧失中国国籍,不得申请或继续持用中国护照。本人所填内容及提交的材料真实、完整、有效,如有不实,愿承担由此引起的一切责任。',
    hant: '本人(或受本人監護的申請人)具有中華人民共和國國籍,未自願加入或取得外國國籍。本人知悉:中國不承認雙重國籍;定居外國的中國公民自願加入或取得外國國籍的,即自動喪失中國國籍,不得申請或繼續持用中國護照。本人所填內容及提交的材料真實、完整、有效,如有不實,願承擔由此引起的一切責任。',
    en: 'I (or the applicant in my care) hold the nationality of the People’s Republic of China and have not voluntarily acquired a foreign one. I know that China does not recognise dual nationality, and that a Chinese citizen settled abroad who voluntarily acquires a foreign nationality loses Chinese nationality automatically and may not apply for or keep using a Chinese passport. All that I have stated and submitted is true, complete and valid; I answer for it.',
  },
};
