import type { Text } from '../../../domain/texts/text.ts';

/** What is kept of a person, what one has consented to, and the copy of it. */
export const OWN_DATA_WORDS = {
  title: { hans: '我的个人数据', hant: '我的個人數據', en: 'My data' },
  lead: {
    hans: '这里可以取得您的数据副本,撤回同意,也可以了解保存了什么、保存多久。',
    hant: '這裡可以取得您的數據副本,撤回同意,也可以瞭解保存了什麼、保存多久。',
    en: 'Take a copy of it, withdraw a consent, and read what is kept and for how long.',
  },
  toAccount: { hans: '账号', hant: '賬號', en: 'Account' },

  copyTitle: { hans: '数据副本', hant: '數據副本', en: 'A copy of your data' },
  copyLead: {
    hans: '一个 ZIP 文件,其中有账号信息、您填写的内容、签名、上传的图片、消息和办理经过。',
    hant: '一個 ZIP 檔案,其中有賬號資料、您填寫的內容、簽名、上傳的圖片、消息和辦理經過。',
    en: 'A ZIP file with your account, what you filled in, signatures, pictures, messages and what was done.',
  },
  copyRule: {
    hans: '每天最多两份。制作之前,可能要再次确认是您本人。',
    hant: '每天最多兩份。製作之前,可能要再次確認是您本人。',
    en: 'At most two a day. You may have to prove once more who you are.',
  },
  copyKeep: {
    hans: '文件没有加密:不要在公用设备上保存,不要转发。使领馆不会向您索要。',
    hant: '檔案沒有加密:不要在公用裝置上儲存,不要轉發。使領館不會向您索要。',
    en: 'It is not encrypted: never save it on a shared device or pass it on. No post will ask you for it.',
  },
  copyMake: { hans: '制作并下载', hant: '製作並下載', en: 'Make it and download' },
  copyMaking: {
    hans: '正在制作,请不要离开本页。',
    hant: '正在製作,請不要離開本頁。',
    en: 'It is being made. Stay on this page.',
  },
  copySoFar: { hans: '已收到 {size}', hant: '已收到 {size}', en: '{size} so far' },
  copyDone: { hans: '副本已制作', hant: '副本已製作', en: 'Your copy is made' },
  copyDoneLead: {
    hans: '{name}({size})已交给浏览器下载。',
    hant: '{name}({size})已交給瀏覽器下載。',
    en: '{name} ({size}) was given to the browser to save.',
  },
  copySave: { hans: '再保存一次', hant: '再儲存一次', en: 'Save it again' },
  copyLimit: {
    hans: '今天的两份都已制作。{at} 之后可以再制作。',
    hant: '今天的兩份都已製作。{at} 之後可以再製作。',
    en: 'Both copies of a day are made. You can make the next one after {at}.',
  },
  copyBroken: {
    hans: '文件没有完整传来,没有保存。请在网络稳定时再试。',
    hant: '檔案沒有完整傳來,沒有儲存。請在網絡穩定時再試。',
    en: 'The file did not arrive whole and was not saved. Try again when the network is steady.',
  },

  consentsTitle: { hans: '人脸比对的同意', hant: '人臉比對的同意', en: 'Consent to comparing faces' },
  consentsLead: {
    hans: '人脸信息是敏感个人信息。每份申请单独征求同意,提交之前可以撤回。',
    hant: '人臉信息是敏感個人信息。每份申請單獨徵求同意,提交之前可以撤回。',
    en: 'What a face tells is sensitive. Each application asks on its own, and until it is submitted you can withdraw.',
  },
  consentsNone: {
    hans: '还没有哪份申请征求过同意。',
    hant: '還沒有哪份申請徵求過同意。',
    en: 'No application has asked you yet.',
  },
  consentGiven: { hans: '{at} 同意', hant: '{at} 同意', en: 'Given on {at}' },
  consentRefused: { hans: '{at} 不同意', hant: '{at} 不同意', en: 'Refused on {at}' },
  isDraft: { hans: '尚未提交', hant: '尚未提交', en: 'not submitted yet' },
  consentWithdraw: { hans: '撤回同意', hant: '撤回同意', en: 'Withdraw' },
  consentWithdrawWhat: {
    hans: '撤回之后,比对的结果和分值立即删除。申请照常受理,使领馆将安排视频面谈。',
    hant: '撤回之後,比對的結果和分值立即刪除。申請照常受理,使領館將安排視頻面談。',
    en: 'Outcomes and scores are deleted at once. The application is taken all the same, with an interview by video.',
  },
  consentWithdrawYes: { hans: '确认撤回', hant: '確認撤回', en: 'Withdraw it' },
  consentKeep: { hans: '保留同意', hant: '保留同意', en: 'Keep it' },
  consentWithdrawn: {
    hans: '已撤回,比对的结果和分值已删除。',
    hant: '已撤回,比對的結果和分值已刪除。',
    en: 'Withdrawn. Outcomes and scores are deleted.',
  },
  consentsAfter: {
    hans: '提交之后不能再撤回,因为审核要参考比对结果。自拍照和面部特征在比对后已经删除;结果和分值与订单一起删除。不想继续办理的,在开始制证之前可以撤回整个申请。',
    hant: '提交之後不能再撤回,因為審核要參考比對結果。自拍照和面部特徵在比對後已經刪除;結果和分值與訂單一起刪除。不想繼續辦理的,在開始製證之前可以撤回整個申請。',
    en: 'After the submission it cannot be withdrawn: the review looks at the outcome. Selfie and features of the faces were deleted once compared; outcome and score go with the order. You can still withdraw the whole application until production begins.',
  },

  keptTitle: { hans: '保存什么,保存多久', hant: '保存什麼,保存多久', en: 'What is kept, and for how long' },
  keptAccount: {
    hans: '账号、邮箱和手机号码、实名信息、第二种验证方式、对同意书的答复',
    hant: '賬號、郵箱和手機號碼、實名資料、第二種驗證方式、對同意書的答覆',
    en: 'Account, addresses, confirmed name, second factors, answers about consent',
  },
  keptAccountFor: { hans: '账号存在期间', hant: '賬號存在期間', en: 'As long as there is the account' },
  keptDraft: { hans: '未提交的申请', hant: '未提交的申請', en: 'Applications not submitted' },
  keptDraftFor: {
    hans: '最后修改之后 {days};您删除时立即删除',
    hant: '最後修改之後 {days};您刪除時立即刪除',
    en: '{days} after the last change; gone at once when you delete one',
  },
  keptIssued: { hans: '办结的订单', hant: '辦結的訂單', en: 'Orders whose document was issued' },
  keptRefused: { hans: '未获批准的订单', hant: '未獲批准的訂單', en: 'Orders that were refused' },
  keptWithdrawn: { hans: '撤回的订单', hant: '撤回的訂單', en: 'Orders that were withdrawn' },
  keptAfterEnd: {
    hans: '结束之后 {days}',
    hant: '結束之後 {days}',
    en: '{days} after the end',
  },
  keptFace: { hans: '自拍照和面部特征', hant: '自拍照和面部特徵', en: 'Selfies and features of faces' },
  keptFaceFor: { hans: '比对之后立即删除', hant: '比對之後立即刪除', en: 'Deleted once compared' },
  keptMail: {
    hans: '发给您的邮件和短信',
    hant: '發給您的郵件和簡訊',
    en: 'E-mails and text messages to you',
  },
  keptDevice: { hans: '登录过的设备', hant: '登錄過的裝置', en: 'Devices you logged in from' },
  keptAfterUse: { hans: '最后使用之后 {days}', hant: '最後使用之後 {days}', en: '{days} after the last use' },
  keptPassing: { hans: '登录状态和验证码', hant: '登錄狀態和驗證碼', en: 'Logins and codes' },
  keptHandOver: { hans: '接管码', hant: '接管碼', en: 'Claim codes' },
  keptAfterExpiry: { hans: '失效之后 {days}', hant: '失效之後 {days}', en: '{days} after they expire' },
  keptEnd: {
    hans: '订单到期后,解密它的密钥被销毁,在数据库和备份中都不能再读取。留下的只有订单号、受理馆、状态和日期,以及不含内容的操作记录。每个订单适用提交时的规定。',
    hant: '訂單到期後,解密它的密鑰被銷毀,在資料庫和備份中都不能再讀取。留下的只有訂單號、受理館、狀態和日期,以及不含內容的操作記錄。每個訂單適用提交時的規定。',
    en: 'When its days are over an order’s key is destroyed, and nobody can read it again, in the database or in a backup. What stays are its number, post, statuses and dates, and a record of who did what, without contents. An order follows the rules of the day it was submitted.',
  },
} as const satisfies Record<string, Text>;
