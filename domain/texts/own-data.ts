import type { Text } from './text.ts';

/** What lies in the file with one's own data. */
export const OWN_DATA_README: Text = {
  hans: `个人数据副本 · {date}

data.json   您的账号、地址、实名信息、第二验证因素、登录中的会话、同意记录,以及您的草稿和订单:所填内容、签署的声明(签名为 SVG)、
            办理经过、消息、人脸比对的结果。
documents/  您上传的图片(JPEG),按申请分文件夹存放。

已由申请人接管的订单,以及监护人权限已经结束的订单,不在其中。密码、验证码和人脸特征不会导出;人脸特征从不保存。
请妥善保管本文件,不要转发。使领馆不会向您索要本文件。
`,
  hant: `個人數據副本 · {date}

data.json   您的賬號、地址、實名信息、第二驗證因素、登錄中的會話、同意記錄,以及您的草稿和訂單:所填內容、簽署的聲明(簽名為 SVG)、
            辦理經過、消息、人臉比對的結果。
documents/  您上傳的圖片(JPEG),按申請分文件夾存放。

已由申請人接管的訂單,以及監護人權限已經結束的訂單,不在其中。密碼、驗證碼和人臉特徵不會匯出;人臉特徵從不保存。
請妥善保管本文件,不要轉發。使領館不會向您索要本文件。
`,
  en: `A copy of your data · {date}

data.json   your account, addresses, confirmed name, second factors, live sessions, consents, and your drafts and orders: answers,
            signed statements (signatures as SVG), what happened, messages, outcomes of face comparisons.
documents/  the pictures that you uploaded (JPEG), a folder for each application.

Orders that their applicants took over, and those to which a guardian's right has ended, are not in it. Passwords, codes and the
features of faces are not given out; features of faces are never kept.
Keep this file safe and pass it on to nobody. No post will ever ask you for it.
`,
};
