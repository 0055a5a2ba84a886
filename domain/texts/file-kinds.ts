import type { FileKind } from '../file-kinds.ts';
import type { Text } from './text.ts';

/** What was sent in place of a JPEG, and how to get one. */
export const FILE_KIND_TEXTS = {
  heic: {
    hans: '这是 HEIC 图片,不是 JPEG。iPhone:打开“设置 > 相机 > 格式”,选“兼容性最佳”后重拍;已有的照片可在“照片”中共享到“文件”或用邮件发给自己,选择 JPEG。',
    hant: '這是 HEIC 圖片,不是 JPEG。iPhone:打開「設定 > 相機 > 格式」,選「最相容」後重拍;已有的照片可在「照片」中分享到「檔案」或用郵件寄給自己,選擇 JPEG。',
    en: 'This is a HEIC picture, not a JPEG. iPhone: choose Settings > Camera > Formats > Most Compatible and take it again; export a picture that you have from Photos as JPEG, or mail it to yourself.',
  },
  avif: {
    hans: '这是 AVIF 图片,不是 JPEG。请用图片应用打开,“另存为”或“导出”为 JPEG 后再上传。',
    hant: '這是 AVIF 圖片,不是 JPEG。請用圖片應用打開,「另存為」或「匯出」為 JPEG 後再上傳。',
    en: 'This is an AVIF picture, not a JPEG. Open it in a picture app, export or save it as JPEG, and upload that.',
  },
  png: {
    hans: '这是 PNG 图片(截图多为此格式),不是 JPEG。请改用相机拍照,或在图片应用中“另存为”或“导出”为 JPEG。',
    hant: '這是 PNG 圖片(截圖多為此格式),不是 JPEG。請改用相機拍照,或在圖片應用中「另存為」或「匯出」為 JPEG。',
    en: 'This is a PNG picture, as most screenshots are, not a JPEG. Take a photo with the camera, or export it as JPEG from a picture app.',
  },
  webp: {
    hans: '这是 WebP 图片(多从网页或聊天软件保存),不是 JPEG。请取得原图,或在图片应用中“另存为”或“导出”为 JPEG。',
    hant: '這是 WebP 圖片(多從網頁或聊天軟體儲存),不是 JPEG。請取得原圖,或在圖片應用中「另存為」或「匯出」為 JPEG。',
    en: 'This is a WebP picture, as web pages and chats save them, not a JPEG. Get the original, or export it as JPEG from a picture app.',
  },
  gif: {
    hans: '这是 GIF 图片,不是 JPEG。请用相机重拍,或在图片应用中“另存为”或“导出”为 JPEG。',
    hant: '這是 GIF 圖片,不是 JPEG。請用相機重拍,或在圖片應用中「另存為」或「匯出」為 JPEG。',
    en: 'This is a GIF picture, not a JPEG. Take it anew with the camera, or export it as JPEG from a picture app.',
  },
  tiff: {
    hans: '这是 TIFF 图片(扫描仪常用),不是 JPEG。请在扫描设置中选择 JPEG,或打开后“另存为”JPEG。',
    hant: '這是 TIFF 圖片(掃描器常用),不是 JPEG。請在掃描設定中選擇 JPEG,或打開後「另存為」JPEG。',
    en: 'This is a TIFF picture, as scanners make them, not a JPEG. Choose JPEG in the scanner’s settings, or open it and save it as JPEG.',
  },
  bmp: {
    hans: '这是 BMP 图片,不是 JPEG。请在图片应用中打开,“另存为”JPEG 后再上传。',
    hant: '這是 BMP 圖片,不是 JPEG。請在圖片應用中打開,「另存為」JPEG 後再上傳。',
    en: 'This is a BMP picture, not a JPEG. Open it in a picture app, save it as JPEG, and upload that.',
  },
  pdf: {
    hans: '这是 PDF 文件,不是 JPEG 图片。请将每一页导出为 JPEG(Mac:“预览 > 文件 > 导出”,选 JPEG),或在扫描设置中选择 JPEG,或直接拍照。',
    hant: '這是 PDF 檔案,不是 JPEG 圖片。請將每一頁匯出為 JPEG(Mac:「預覽程式 > 檔案 > 輸出」,選 JPEG),或在掃描設定中選擇 JPEG,或直接拍照。',
    en: 'This is a PDF document, not a JPEG picture. Export each page as JPEG (Mac: Preview > File > Export), choose JPEG in the scanner’s settings, or photograph the page.',
  },
  video: {
    hans: '这是视频,不是 JPEG 图片。请拍摄照片后上传;iPhone 拍照时请关闭“实况”。',
    hant: '這是影片,不是 JPEG 圖片。請拍攝照片後上傳;iPhone 拍照時請關閉「原況」。',
    en: 'This is a video, not a JPEG picture. Take a photo and upload that; on an iPhone, turn Live Photo off.',
  },
} as const satisfies Record<FileKind, Text>;
