import type { FaceOutcome } from '../face.ts';
import type { Text } from './text.ts';

/** What the applicant is told of a face comparison: never a score, and never a verdict about the person. */
export const FACE_TEXTS: Record<FaceOutcome, Text> = {
  'likely-same': {
    hans: '比对通过。',
    hant: '比對通過。',
    en: 'The comparison passed.',
  },
  'look-closely': {
    hans: '比对通过;工作人员会再看一次照片。',
    hant: '比對通過;工作人員會再看一次照片。',
    en: 'The comparison passed; an officer will look at the pictures once more.',
  },
  'likely-different': {
    hans: '没有比对成功。请在光线均匀处正对镜头再拍一次,并确认证件照片是申请人本人的近照。',
    hant: '沒有比對成功。請在光線均勻處正對鏡頭再拍一次,並確認證件照片是申請人本人的近照。',
    en: 'The pictures could not be matched. Take the selfie again in even light, facing the camera, and make sure that the portrait is a recent one of the applicant.',
  },
  'no-face': {
    hans: '没有找到可比对的人脸。请正对镜头、露出整张脸再拍一次;证件照片也须能看清脸部。',
    hant: '沒有找到可比對的人臉。請正對鏡頭、露出整張臉再拍一次;證件照片也須能看清臉部。',
    en: 'No face was found to compare. Take it again facing the camera, with the whole face in view; the portrait must show the face clearly too.',
  },
  'several-faces': {
    hans: '画面里不止一张人脸。请让申请人单独入镜再拍一次;证件照片也只能有本人。',
    hant: '畫面裡不止一張人臉。請讓申請人單獨入鏡再拍一次;證件照片也只能有本人。',
    en: 'There is more than one face. Take it again with the applicant alone; the portrait must show only the applicant too.',
  },
  skipped: {
    hans: '已忽略人脸比对,领馆将联系申请人面谈。',
    hant: '已忽略人臉比對,領館將聯繫申請人面談。',
    en: 'You went on without a face comparison; the post will arrange an interview.',
  },
  unfinished: {
    hans: '这次比对没有完成。',
    hant: '這次比對沒有完成。',
    en: 'This comparison was not finished.',
  },
  withdrawn: {
    hans: '您撤回了同意,这次比对的结果已删除。',
    hant: '您撤回了同意,這次比對的結果已刪除。',
    en: 'You withdrew your consent; what this comparison said is deleted.',
  },
};

/** What the bands mean, for officers. */
export const FACE_NOTE: Text = {
  hans: '分值为两张照片的距离:不大于 0.45 多为同一人,0.45 至 0.60 请仔细核对,大于 0.60 多为不同人。未在东亚护照照片及相隔多年的照片上验证,不得作为拒绝的唯一理由。',
  hant: '分值為兩張照片的距離:不大於 0.45 多為同一人,0.45 至 0.60 請仔細核對,大於 0.60 多為不同人。未在東亞護照照片及相隔多年的照片上驗證,不得作為拒絕的唯一理由。',
  en: 'The score is the distance of two pictures: up to 0.45 likely the same person, 0.45 to 0.60 look closely, above 0.60 likely another. It was not measured on East Asian passport portraits or on pictures years apart, and is never the only reason to refuse.',
};
