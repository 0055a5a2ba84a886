import type { Text } from './text.ts';

/** What an applicant is asked to consent to, or not: the processing of special data. */
export const CONSENT_KINDS = ['face'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/**
 * Texts that an answer binds to by version and hash, as signatures do to statements; (ours) after the Personal Information
 * Protection Law, art. 14, 15 and 29. A change of a single word needs a new version.
 */
export const CONSENTS: Readonly<Record<ConsentKind, { version: string; title: Text; text: Text }>> = {
  face: {
    version: '2026-11-1',
    title: {
      hans: '人脸比对同意书',
      hant: '人臉比對同意書',
      en: 'Consent to the comparison of faces',
    },
    text: {
      hans: '为确认申请由申请人本人提出,本系统可将您拍摄的自拍照与所上传的证件照片进行比对。人脸信息属于敏感个人信息。比对在使领馆自己的系统内进行,不交给其他机构;自拍照和比对所用的面部特征在比对后立即删除,只保留比对结果、时间和加密的分值,供审核人员参考。比对结果不会成为拒绝申请的唯一理由。您可以不同意:申请照常受理,使领馆将安排视频面谈。提交申请前,您可以随时撤回同意,已有的分值随即删除。申请人未满 16 周岁的,由监护人决定。',
      hant: '為確認申請由申請人本人提出,本系統可將您拍攝的自拍照與所上傳的證件照片進行比對。人臉信息屬於敏感個人信息。比對在使領館自己的系統內進行,不交給其他機構;自拍照和比對所用的面部特徵在比對後立即刪除,只保留比對結果、時間和加密的分值,供審核人員參考。比對結果不會成為拒絕申請的唯一理由。您可以不同意:申請照常受理,使領館將安排視頻面談。提交申請前,您可以隨時撤回同意,已有的分值隨即刪除。申請人未滿 16 周歲的,由監護人決定。',
      en: 'To confirm that applicants act for themselves, this system can compare a selfie with the portrait that was uploaded. Data of a face are sensitive personal information. The comparison takes place in the post’s own system and is given to nobody else; the selfie and the features of the faces are deleted as soon as they have been compared, and only the outcome, its time and an encrypted score are kept, for the officer who reviews the application. The outcome is never the only reason to refuse an application. You may refuse: the application is taken all the same, and the post will arrange an interview by video. Until you submit you may withdraw your consent at any time; scores are then deleted. For an applicant under 16 the guardian decides.',
    },
  },
};
