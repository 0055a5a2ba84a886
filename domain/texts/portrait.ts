import type { PortraitRule } from '../portrait.ts';
import type { Text } from './text.ts';

/** What is wrong with a portrait, measured and wanted, and how to mend it. Heights are parts of the picture's. */
export const PORTRAIT_TEXTS: Record<PortraitRule, Text> = {
  'too-few-pixels': {
    hans: '照片只有 {width} × {height} 像素,至少需要 {widthMin} × {heightMin}。请用原图,或离近一些重拍。',
    hant: '照片只有 {width} × {height} 像素,至少需要 {widthMin} × {heightMin}。請用原圖,或離近一些重拍。',
    en: 'The portrait has only {width} × {height} pixels; at least {widthMin} × {heightMin} are needed. Use the original, or take it again from nearer.',
  },
  'file-too-small': {
    hans: '文件只有 {measured} KB,至少需要 {min} KB,压缩过度会丢失细节。请用未经压缩的原图。',
    hant: '檔案只有 {measured} KB,至少需要 {min} KB,壓縮過度會丟失細節。請用未經壓縮的原圖。',
    en: 'The file has only {measured} KB; at least {min} KB are needed. Use the original, which no messenger has compressed.',
  },
  ratio: {
    hans: '照片为 {width} × {height} 像素,比例不对;宽高比应为 33:48 或 3:4。可点“自动裁剪”。',
    hant: '照片為 {width} × {height} 像素,比例不對;寬高比應為 33:48 或 3:4。可點「自動裁剪」。',
    en: 'The portrait is {width} × {height} pixels; width and height should be 33:48 or 3:4. “Make it fit” can crop it.',
  },
  'no-face': {
    hans: '照片中没有找到人脸。请换一张正对镜头、脸部没有遮挡的照片。',
    hant: '照片中沒有找到人臉。請換一張正對鏡頭、臉部沒有遮擋的照片。',
    en: 'No face was found. Choose a portrait that faces the camera, with nothing in front of the face.',
  },
  'several-faces': {
    hans: '照片中有 {measured} 张人脸,只能有申请人一人。请单独重拍。',
    hant: '照片中有 {measured} 張人臉,只能有申請人一人。請單獨重拍。',
    en: 'There are {measured} faces; only the applicant may be in the picture. Take it again alone.',
  },
  'head-too-small': {
    hans: '头部(头顶到下巴,头顶为估算)约占照片高度的 {measured}%,应为 {min}% 至 {max}%。请离近一些,或点“自动裁剪”。',
    hant: '頭部(頭頂到下巴,頭頂為估算)約佔照片高度的 {measured}%,應為 {min}% 至 {max}%。請離近一些,或點「自動裁剪」。',
    en: 'The head (crown, estimated, to chin) takes about {measured}% of the height; {min}% to {max}% are wanted. Go nearer, or use “Make it fit”.',
  },
  'head-too-large': {
    hans: '头部(头顶到下巴,头顶为估算)约占照片高度的 {measured}%,应为 {min}% 至 {max}%。请离远一些重拍。',
    hant: '頭部(頭頂到下巴,頭頂為估算)約佔照片高度的 {measured}%,應為 {min}% 至 {max}%。請離遠一些重拍。',
    en: 'The head (crown, estimated, to chin) takes about {measured}% of the height; {min}% to {max}% are wanted. Take it again from further away.',
  },
  'head-too-high': {
    hans: '头顶(估算)上方约留 {measured}%,至少应留 {min}%。请在头顶上方多留一些空白。',
    hant: '頭頂(估算)上方約留 {measured}%,至少應留 {min}%。請在頭頂上方多留一些空白。',
    en: 'About {measured}% are left above the crown (estimated); at least {min}% are wanted. Leave more room above the head.',
  },
  'head-too-low': {
    hans: '下巴下方约留 {measured}%(至少 {min}%),头顶(估算)上方约留 {above}%(至多 {aboveMax}%)。请将头部上移,或点“自动裁剪”。',
    hant: '下巴下方約留 {measured}%(至少 {min}%),頭頂(估算)上方約留 {above}%(至多 {aboveMax}%)。請將頭部上移,或點「自動裁剪」。',
    en: 'About {measured}% are left below the chin (at least {min}%) and {above}% above the crown, estimated (at most {aboveMax}%). Move the head up, or use “Make it fit”.',
  },
  'head-off-centre': {
    hans: '脸部偏离中线约为照片宽度的 {measured}%,至多 {max}%。请让脸部居中,或点“自动裁剪”。',
    hant: '臉部偏離中線約為照片寬度的 {measured}%,至多 {max}%。請讓臉部居中,或點「自動裁剪」。',
    en: 'The face is about {measured}% of the width off the middle; at most {max}% are wanted. Centre it, or use “Make it fit”.',
  },
  tilted: {
    hans: '头部倾斜约 {measured}°,至多 {max}°。请摆正头部重拍。',
    hant: '頭部傾斜約 {measured}°,至多 {max}°。請擺正頭部重拍。',
    en: 'The head is tilted by about {measured}°; at most {max}° are wanted. Hold it upright and take the picture again.',
  },
  'eyes-closed': {
    hans: '眼睛似乎闭着或被遮住(睁开程度 {measured}%,至少 {min}%)。请睁眼重拍,避免镜片反光和头发遮挡。',
    hant: '眼睛似乎閉著或被遮住(睜開程度 {measured}%,至少 {min}%)。請睜眼重拍,避免鏡片反光和頭髮遮擋。',
    en: 'The eyes seem to be closed or covered (opening {measured}%, at least {min}% wanted). Take it again with open eyes, without glare on glasses or hair before them.',
  },
  'too-dark': {
    hans: '脸部太暗(亮度 {measured},应为 {min} 至 {max})。请面向窗户或灯光重拍。',
    hant: '臉部太暗(亮度 {measured},應為 {min} 至 {max})。請面向窗戶或燈光重拍。',
    en: 'The face is too dark (lightness {measured}; {min} to {max} wanted). Take it again facing a window or a lamp.',
  },
  'too-bright': {
    hans: '脸部过亮(亮度 {measured},应为 {min} 至 {max})。请避开直射光和闪光灯重拍。',
    hant: '臉部過亮(亮度 {measured},應為 {min} 至 {max})。請避開直射光和閃光燈重拍。',
    en: 'The face is too bright (lightness {measured}; {min} to {max} wanted). Take it again without direct light or flash.',
  },
  'background-not-white': {
    hans: '背景不是白色(亮度 {measured},至少 {min};色差 {tint},至多 {tintMax})。请在白墙前重拍,并让光线照到墙上。',
    hant: '背景不是白色(亮度 {measured},至少 {min};色差 {tint},至多 {tintMax})。請在白牆前重拍,並讓光線照到牆上。',
    en: 'The background is not white (lightness {measured}, at least {min}; tint {tint}, at most {tintMax}). Take it again before a white wall that is well lit.',
  },
  'background-uneven': {
    hans: '背景不均匀(明暗相差 {measured},至多 {max}),可能有阴影、物品或头发靠边。请离墙远一些,光线从两侧照来。',
    hant: '背景不均勻(明暗相差 {measured},至多 {max}),可能有陰影、物品或頭髮靠邊。請離牆遠一些,光線從兩側照來。',
    en: 'The background is uneven (lightness differs by {measured}, at most {max} wanted): a shadow, an object, or hair at the edge. Stand away from the wall, with light from both sides.',
  },
  blurred: {
    hans: '照片不清晰(清晰度 {measured},至少 {min})。请擦净镜头,拿稳手机,对焦在脸上重拍。',
    hant: '照片不清晰(清晰度 {measured},至少 {min})。請擦淨鏡頭,拿穩手機,對焦在臉上重拍。',
    en: 'The portrait is blurred (sharpness {measured}, at least {min}). Clean the lens, hold it still, focus on the face and take it again.',
  },
};
