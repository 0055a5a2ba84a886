import type { RefusalCode } from '../errors.ts';
import type { Text } from './text.ts';

/** The title of every refusal, in the reader's language (RFC 9457). */
export const REFUSAL_TEXTS = {
  'not-found': { hans: '没有找到', hant: '沒有找到', en: 'There is no such thing, or it is not yours' },
  'command-not-allowed': {
    hans: '当前状态下不能这样操作',
    hant: '當前狀態下不能這樣操作',
    en: 'This cannot be done in the present status',
  },
  'case-changed': {
    hans: '案件在您查看期间已有变化,请刷新后再决定',
    hant: '案件在您查看期間已有變化,請重新整理後再決定',
    en: 'The case changed while you were looking at it; look again before you decide',
  },
  'task-held-by-another': {
    hans: '该任务正由另一位工作人员处理',
    hant: '該任務正由另一位工作人員處理',
    en: 'Another member of staff holds this task',
  },
  'four-eyes': {
    hans: '须由另一位工作人员办理:经手人不得自行复核',
    hant: '須由另一位工作人員辦理:經手人不得自行覆核',
    en: 'Somebody else has to do this: who made it does not check it',
  },
  'task-not-claimed': {
    hans: '请先领取该任务',
    hant: '請先領取該任務',
    en: 'Claim the task before you act on it',
  },
  'supplement-incomplete': {
    hans: '还有要求补充的项目没有完成',
    hant: '還有要求補充的項目沒有完成',
    en: 'Something that was asked for is still missing',
  },
  'supplement-not-asked': {
    hans: '只能修改要求补充的项目',
    hant: '只能修改要求補充的項目',
    en: 'Only what was asked for can be changed',
  },
  'supplement-empty': {
    hans: '请至少列出一项要补充的内容',
    hant: '請至少列出一項要補充的內容',
    en: 'List at least one thing to supply or correct',
  },
  'interview-time': {
    hans: '面谈时间须在一小时之后、九十天之内',
    hant: '面談時間須在一小時之後、九十天之內',
    en: 'The interview must start at least one hour and at most 90 days from now',
  },
  'interview-due': {
    hans: '须先完成面谈才能批准',
    hant: '須先完成面談才能批准',
    en: 'An interview must be held before this can be approved',
  },
  'guardian-absent': {
    hans: '未成年人须由提交申请的监护人陪同面谈;监护人未到场时请记录为“未到”',
    hant: '未成年人須由提交申請的監護人陪同面談;監護人未到場時請記錄為「未到」',
    en: 'A minor is interviewed together with the guardian who filed; if the guardian did not come, record that nobody came',
  },
  'nationality-unsettled': {
    hans: '国籍状况存疑,须先核实并确认后才能批准',
    hant: '國籍狀況存疑,須先核實並確認後才能批准',
    en: 'The nationality statement leaves a doubt; settle it, and say so, before you approve',
  },
  'issuer-not-confirmed': {
    hans: '原发照机关尚未确认,不能制证',
    hant: '原發照機關尚未確認,不能製證',
    en: 'The original issuing authority has not confirmed yet; nothing is made before it has',
  },
  'old-passport-void': {
    hans: '原护照已宣布作废,订单不能再撤销',
    hant: '原護照已宣布作廢,訂單不能再撤銷',
    en: 'The old passport was declared void; the order can no longer be withdrawn',
  },
  'materials-incomplete': {
    hans: '邮寄材料不齐全',
    hant: '郵寄材料不齊全',
    en: 'The mailed materials are not complete',
  },
  'payment-not-accepted': {
    hans: '付款方式、收款人或金额不符合要求',
    hant: '付款方式、收款人或金額不符合要求',
    en: 'The payment is of the wrong kind, payee or amount',
  },
  'deadline-not-passed': { hans: '期限尚未到', hant: '期限尚未到', en: 'The deadline has not passed' },
  'form-incomplete': {
    hans: '申请表尚有需要更正的内容',
    hant: '申請表尚有需要更正的內容',
    en: 'Some answers or documents need your attention',
  },
  'nationality-article-5': {
    hans: '根据《国籍法》第五条,申请人不具有中国国籍,不能申请中国护照或旅行证',
    hant: '根據《國籍法》第五條,申請人不具有中國國籍,不能申請中國護照或旅行證',
    en: 'By Nationality Law art. 5 the applicant is not a Chinese national and cannot get a Chinese passport or travel document',
  },
  'nationality-article-9': {
    hans: '根据《国籍法》第九条,申请人已自动丧失中国国籍,不能申请中国护照或旅行证',
    hant: '根據《國籍法》第九條,申請人已自動喪失中國國籍,不能申請中國護照或旅行證',
    en: 'By Nationality Law art. 9 the applicant has lost Chinese nationality and cannot get a Chinese passport or travel document',
  },
  'statement-missing': {
    hans: '请先签署所需的声明书',
    hant: '請先簽署所需的聲明書',
    en: 'Sign the statements that are needed first',
  },
  'statement-outdated': {
    hans: '声明书已有新版本,请重新阅读并签署',
    hant: '聲明書已有新版本,請重新閱讀並簽署',
    en: 'The statement has a newer version; read and sign it again',
  },
  'draft-submitted': {
    hans: '该申请已经提交',
    hant: '該申請已經提交',
    en: 'This application was submitted already',
  },
  'draft-changed': {
    hans: '草稿已在别处修改,请刷新后再保存',
    hant: '草稿已在別處修改,請重新整理後再儲存',
    en: 'The draft was changed elsewhere; load it again before you save',
  },
  'open-order-exists': {
    hans: '每位申请人只能有一份办理中的订单',
    hant: '每位申請人只能有一份辦理中的訂單',
    en: 'This applicant already has an open order at one of the posts',
  },
  'post-not-served': {
    hans: '该馆不受理此申请',
    hant: '該館不受理此申請',
    en: 'This post does not take this application',
  },
  'picture-refused': { hans: '图片不符合要求', hant: '圖片不符合要求', en: 'The picture cannot be taken' },
  'too-many-documents': { hans: '上传的图片过多', hant: '上傳的圖片過多', en: 'Too many pictures' },
  'papers-too-early': {
    hans: '收到“待制证”通知后才能打印便签和邮寄标签;在此之前寄来的材料会被原样退回,请勿邮寄',
    hant: '收到「待制證」通知後才能列印便簽和郵寄標籤;在此之前寄來的材料會被原樣退回,請勿郵寄',
    en: 'Slip and label can be printed once you are told 待制證 (approved: mail your materials now); mail nothing before that, it would be returned unopened',
  },
  'papers-over': {
    hans: '该订单已经结束,不需要再邮寄材料',
    hant: '該訂單已經結束,不需要再郵寄材料',
    en: 'This order has ended; nothing is to be mailed any more',
  },
  credentials: {
    hans: '账号或密码不正确',
    hant: '賬號或密碼不正確',
    en: 'The login or the password is wrong',
  },
  'code-wrong': {
    hans: '验证码不正确或已过期',
    hant: '驗證碼不正確或已過期',
    en: 'The code is wrong or has expired',
  },
  'password-weak': { hans: '密码不符合要求', hant: '密碼不符合要求', en: 'This password is not safe enough' },
  'password-wrong': { hans: '密码不正确', hant: '密碼不正確', en: 'The password is not right' },
  'phone-not-chinese': {
    hans: '请填写中国大陆手机号(+86),或改用电子邮箱',
    hant: '請填寫中國大陸手機號(+86),或改用電子郵箱',
    en: 'Give a mobile number of mainland China (+86), or an e-mail address instead',
  },
  'sms-not-offered': {
    hans: '目前不能发送短信,请改用电子邮箱',
    hant: '目前不能發送簡訊,請改用電子郵箱',
    en: 'Text messages cannot be sent at present; use an e-mail address instead',
  },
  'last-address': {
    hans: '账号必须保留至少一个邮箱或手机号',
    hant: '賬號必須保留至少一個郵箱或手機號',
    en: 'An account keeps at least one address or number',
  },
  'real-name-missing': {
    hans: '请先完成实名认证,再提交',
    hant: '請先完成實名認證,再提交',
    en: 'Authenticate your account with your real name before you submit',
  },
  'real-name-paper': {
    hans: '实名认证的证件号码或姓名有误',
    hant: '實名認證的證件號碼或姓名有誤',
    en: 'The paper’s number or the name cannot be accepted for the real-name authentication',
  },
  'real-name-settled': {
    hans: '此账号已为另一姓名完成实名认证',
    hant: '此賬號已為另一姓名完成實名認證',
    en: 'This account is authenticated for another name already',
  },
  'real-name-no-match': {
    hans: '证件号码与姓名不一致,请核对后再试',
    hant: '證件號碼與姓名不一致,請核對後再試',
    en: 'Number and name do not belong together; check both and try again',
  },
  'authority-away': {
    hans: '实名认证服务暂时没有回应,请稍后再试',
    hant: '實名認證服務暫時沒有回應,請稍後再試',
    en: 'The identity authority does not answer at present; try again later',
  },
  'challenge-over': {
    hans: '验证已过期或已使用,请重新开始',
    hant: '驗證已過期或已使用,請重新開始',
    en: 'This took too long or was done already; begin again',
  },
  'factor-wrong': {
    hans: '第二验证方式不正确,或该验证码已用过',
    hant: '第二驗證方式不正確,或該驗證碼已用過',
    en: 'The second factor is not right, or this code was used already',
  },
  'too-many-factors': {
    hans: '第二验证方式已达上限,或该通行密钥已登记',
    hant: '第二驗證方式已達上限,或該通行密鑰已登記',
    en: 'There are as many second factors as there can be, or this passkey is registered already',
  },
  'last-factor': {
    hans: '工作人员必须保留至少一种第二验证方式',
    hant: '工作人員必須保留至少一種第二驗證方式',
    en: 'Staff keep at least one second factor',
  },
  'session-expired': { hans: '请重新登录', hant: '請重新登錄', en: 'Please log in again' },
  'not-permitted': { hans: '您没有此项权限', hant: '您沒有此項權限', en: 'You may not do this' },
  'own-rights': {
    hans: '不能申请或批准变更自己的权限',
    hant: '不能申請或批准變更自己的權限',
    en: 'Nobody asks for or confirms a change of the own rights',
  },
  'last-administrators': {
    hans: '至少须保留两名管理员,否则今后无人可以批准变更',
    hant: '至少須保留兩名管理員,否則今後無人可以批准變更',
    en: 'Two administrators must remain, or nobody could confirm the next change',
  },
  'login-taken': {
    hans: '该登录名已被使用',
    hant: '該登錄名已被使用',
    en: 'This login name is taken',
  },
  'staff-unreachable': {
    hans: '此人没有登记邮箱,无法发送邀请链接',
    hant: '此人沒有登記郵箱,無法發送邀請鏈接',
    en: 'No e-mail address is on record, so no invitation can be sent',
  },
  'change-decided': {
    hans: '该变更已由他人处理',
    hant: '該變更已由他人處理',
    en: 'Somebody has decided about this change already',
  },
  'openid-refused': {
    hans: '无法用单位账号登录:请与管理员联系',
    hant: '無法用單位帳號登錄:請與管理員聯繫',
    en: 'The organisation’s account does not open this desk; ask an administrator',
  },
  'case-erased': {
    hans: '保存期限已满,此订单的内容已按规定销毁',
    hant: '保存期限已滿,此訂單的內容已按規定銷毀',
    en: 'The time for which this order was kept is over: its contents were destroyed',
  },
  'step-up-required': {
    hans: '此操作需要先再次确认您的第二验证方式',
    hant: '此操作需要先再次確認您的第二驗證方式',
    en: 'This needs your second factor once more first',
  },
  'idempotency-key-required': {
    hans: '缺少 Idempotency-Key 请求头',
    hant: '缺少 Idempotency-Key 請求標頭',
    en: 'The Idempotency-Key header is missing or malformed',
  },
  'idempotency-key-reused': {
    hans: '该 Idempotency-Key 已用于另一请求',
    hant: '該 Idempotency-Key 已用於另一請求',
    en: 'This Idempotency-Key was used for another request',
  },
  'command-pending': {
    hans: '暂时没有得到答复,请用同一 Idempotency-Key 重试',
    hant: '暫時沒有得到答覆,請用同一 Idempotency-Key 重試',
    en: 'No answer yet; ask again with the same Idempotency-Key',
  },
  'rate-limited': {
    hans: '尝试次数过多,请稍后再试',
    hant: '嘗試次數過多,請稍後再試',
    en: 'Too many tries; wait a while',
  },
  'portrait-missing': {
    hans: '请先上传证件照片',
    hant: '請先上傳證件照片',
    en: 'Upload the portrait first',
  },
  'portrait-not-one-face': {
    hans: '照片中没有找到唯一一张人脸,无法自动裁剪。请换一张只有本人、正对镜头的照片',
    hant: '照片中沒有找到唯一一張人臉,無法自動裁剪。請換一張只有本人、正對鏡頭的照片',
    en: 'There is not exactly one face in the portrait, so it cannot be cropped. Choose one that shows only you, facing the camera',
  },
  'face-tries-used': {
    hans: '今天的人脸比对次数已用完,请明天再试;如可忽略继续,也可直接继续',
    hant: '今天的人臉比對次數已用完,請明天再試;如可忽略繼續,也可直接繼續',
    en: 'No face comparisons are left today. Try again tomorrow, or go on without one where that is offered',
  },
  'face-skip-too-early': {
    hans: '多次比对失败后才能忽略继续,请先再试',
    hant: '多次比對失敗後才能忽略繼續,請先再試',
    en: 'You can go on without a comparison only after several have failed; try again first',
  },
  'hand-over-refused': {
    hans: '不能接管:订单号或接管码不正确、已过期或已使用,或者您的实名信息与申请人不符',
    hant: '不能接管:訂單號或接管碼不正確、已過期或已使用,或者您的實名信息與申請人不符',
    en: 'It cannot be taken over: the order number or the code is wrong, expired or used, or your confirmed name is not the applicant’s',
  },
  'consent-missing': {
    hans: '请先阅读并同意进行人脸比对,或者选择不比对',
    hant: '請先閱讀並同意進行人臉比對,或者選擇不比對',
    en: 'Read about the comparison of faces first, and consent or refuse',
  },
  'consent-outdated': {
    hans: '同意书已有新版本,请重新阅读',
    hant: '同意書已有新版本,請重新閱讀',
    en: 'The text has a newer version; read it again',
  },
  'data-page-missing': {
    hans: '请先上传护照资料页',
    hant: '請先上傳護照資料頁',
    en: 'Upload the passport’s data page first',
  },
  'vision-busy': {
    hans: '图片检查正忙,请稍后再试',
    hant: '圖片檢查正忙,請稍後再試',
    en: 'Too many pictures are being looked at; try again in a few seconds',
  },
  'vision-failed': {
    hans: '图片检查没有完成,请稍后再试或换一张图片',
    hant: '圖片檢查沒有完成,請稍後再試或換一張圖片',
    en: 'The picture could not be looked at; try again in a few seconds, or with another picture',
  },
} as const satisfies Record<RefusalCode, Text>;

/** Why a picture is refused, and how to mend it. */
export const PICTURE_TEXTS = {
  'picture-infected': {
    hans: '病毒扫描认为这个文件有害,没有保存。请重新拍照或扫描后再上传。',
    hant: '病毒掃描認為這個檔案有害,沒有保存。請重新拍照或掃描後再上傳。',
    en: 'The virus scanner takes this file for a harmful one; it was not kept. Take or scan the picture anew.',
  },
  'file-name-unsafe': {
    hans: '文件名含有不允许的字符。',
    hant: '檔名含有不允許的字元。',
    en: 'The file name has characters that are not allowed.',
  },
  'file-name-too-long': { hans: '文件名太长。', hant: '檔名太長。', en: 'The file name is too long.' },
  'file-name-not-jpg': {
    hans: '请上传 .jpg 或 .jpeg 文件。',
    hant: '請上傳 .jpg 或 .jpeg 檔案。',
    en: 'Upload a file whose name ends in .jpg or .jpeg.',
  },
  'declared-type-not-jpeg': {
    hans: '文件类型须为 image/jpeg。',
    hant: '檔案類型須為 image/jpeg。',
    en: 'The file must be declared as image/jpeg.',
  },
  'not-a-jpeg': {
    hans: '这不是 JPEG 图片。请将照片另存为 JPEG 后再上传。',
    hant: '這不是 JPEG 圖片。請將照片另存為 JPEG 後再上傳。',
    en: 'This is not a JPEG picture. Save it as JPEG and upload it again.',
  },
  'jpeg-broken': {
    hans: '图片不完整或已损坏,请重新保存后再上传。',
    hant: '圖片不完整或已損壞,請重新儲存後再上傳。',
    en: 'The picture is incomplete or damaged. Save it anew and upload it again.',
  },
  'picture-too-large': {
    hans: '图片尺寸过大:每边最多 12000 像素,总计最多 5000 万像素。',
    hant: '圖片尺寸過大:每邊最多 12000 像素,總計最多 5000 萬像素。',
    en: 'The picture has too many pixels: at most 12,000 a side and 50 million in all.',
  },
  'picture-too-slow': {
    hans: '图片处理时间过长,请缩小后再上传。',
    hant: '圖片處理時間過長,請縮小後再上傳。',
    en: 'The picture takes too long to read. Make it smaller and upload it again.',
  },
  'picture-over-5-mb': {
    hans: '每张图片不得大于 5 MB。',
    hant: '每張圖片不得大於 5 MB。',
    en: 'A picture may have at most 5 MB.',
  },
  'replaces-one-of-many': {
    hans: '这类材料可以有多张图片,不能直接替换。请先删除要换掉的那一张,再上传。',
    hant: '這類材料可以有多張圖片,不能直接替換。請先刪除要換掉的那一張,再上傳。',
    en: 'There may be several pictures of this kind, so none is replaced. Remove the one you mean, then upload.',
  },
} as const satisfies Record<string, Text>;
