import type { FormSection } from '../definition.ts';
import { choice, is, say, story, yesNo } from '../questions.ts';

/** Annotations 加注 of a passport: one a line with its kind (R-33: each costs extra; R-15: each needs a proof). */
export const ANNOTATION: FormSection = {
  id: 'annotation',
  title: say('加注', '加注', 'Annotations'),
  fields: [
    yesNo('annotation.wanted', say('是否需要加注', '是否需要加注', 'Is an annotation wanted?')),
    story('annotation.texts', say('加注内容', '加注內容', 'Text of the annotations'), {
      hint: say(
        '每行一条,先写种类再写内容,例如“曾用名:吕小”。种类:曾用名、繁体、外文名、多音字、非标准拼音、其他。每条另收费,须上传证明。',
        '每行一條,先寫種類再寫內容,例如「曾用名:呂小」。種類:曾用名、繁體、外文名、多音字、非標準拼音、其他。每條另收費,須上傳證明。',
        'One a line, kind first, for example “曾用名:呂小”. Kinds: 曾用名 (former name), 繁體 (traditional characters), 外文名 (foreign name), 多音字 (reading), 非標準拼音 (other spelling), 其他 (other). Each costs extra and needs a proof.',
      ),
      maxLength: 500,
      when: is('annotation.wanted', 'yes'),
      check: 'annotations',
    }),
  ],
};

const BY_MAIL = { mail: say('邮寄', '郵寄', 'By mail') };

/** How papers come in and how the document goes out: by mail both ways. */
export const DELIVERY: FormSection = {
  id: 'delivery',
  title: say('递交与取件', '遞交與取件', 'Handing in and collection'),
  fields: [
    choice(
      'handIn.way',
      say('递交纸质材料的方式', '遞交紙質材料的方式', 'How the papers are handed in'),
      BY_MAIL,
      {
        hint: say(
          '收到“待制证”通知后方可邮寄。',
          '收到「待制證」通知後方可郵寄。',
          'Only after the notice 待制證 (approved, waiting for your papers).',
        ),
      },
    ),
    choice('collect.way', say('取件方式', '取件方式', 'How the document is collected'), BY_MAIL),
  ],
};
