import type { FormDefinition, FormSection } from './definition.ts';
import {
  birthCertificate,
  DATA_PAGE_COPY,
  DATA_PAGE_OF_DAMAGED,
  GUARDIAN_MATERIALS,
  IDENTITY_PROOF,
  LOSS_MATERIALS,
  NAME_CHANGE_PROOF,
  PORTRAIT,
  RESIDENCE_PROOF,
  TRAVEL_GROUND_MATERIALS,
  TRAVEL_PAGE_IN_HAND,
  TRAVEL_PAGE_OF_DAMAGED,
  usStatusProof,
} from './materials.ts';
import { any, choice, is, isNot, MINOR, say, story, yesNo } from './questions.ts';
import { FAMILY, GUARDIAN } from './sections/family.ts';
import { identitySection } from './sections/identity.ts';
import { birthSection, NATIONALITY } from './sections/nationality.ts';
import { lossSection, passportSection, travelDocumentSection } from './sections/papers.ts';
import { UNITED_STATES } from './sections/united-states.ts';
import { DELIVERY } from './sections/wishes.ts';

const US_BORN = is('travel.ground', 'us-born-child');
const VISITOR = is('travel.ground', 'visitor-lost');
const LAPSED = { field: 'travelDocument.expiresOn', olderThanYears: 2 } as const;

/** Who gets a travel document instead of a passport (Passport Law art. 23; cs.mfa.gov.cn). */
const GROUNDS: FormSection = {
  id: 'situation',
  title: say('办理情形', '辦理情形', 'The situation'),
  fields: [
    choice('travel.ground', say('申请旅行证的理由', '申請旅行證的理由', 'Why a travel document is needed'), {
      'visitor-lost': say(
        '短期来美,护照遗失、被盗或损毁',
        '短期來美,護照遺失、被盜或損毀',
        'Short-term visitor whose passport is lost, stolen or damaged',
      ),
      urgent: say('情况紧急,来不及申办护照', '情況緊急,來不及申辦護照', 'Urgent, no time for a passport'),
      'us-born-child': say(
        '在美国出生的中国公民子女(未满 18 周岁)',
        '在美國出生的中國公民子女(未滿 18 周歲)',
        'A child under 18 of Chinese citizens, born in the United States',
      ),
      'hk-macau': say(
        '未持有回乡证的港澳居民',
        '未持有回鄉證的港澳居民',
        'A resident of Hong Kong or Macao without a home-return permit',
      ),
      taiwan: say(
        '未持有台胞证的台湾居民',
        '未持有臺胞證的臺灣居民',
        'A resident of Taiwan without a mainland travel permit',
      ),
      'other-minor': say(
        '其他特殊情况的未成年人',
        '其他特殊情況的未成年人',
        'Another minor in a special situation',
      ),
    }),
    yesNo(
      'travelDocument.everHeld',
      say(
        '申请人是否持有旅行证(包括已遗失或过期的)',
        '申請人是否持有旅行證(包括已遺失或過期的)',
        'Has the applicant a travel document already, even one that is lost or expired?',
      ),
    ),
    story('travel.reason', say('情况说明', '情況說明', 'What the situation is'), {
      hint: say(
        '请说明申请旅行证的具体情况。',
        '請說明申請旅行證的具體情況。',
        'Say why a travel document is needed.',
      ),
      when: is('travel.ground', 'urgent', 'hk-macau', 'taiwan', 'other-minor'),
    }),
  ],
};

/** 旅行證頒發: a first travel document. */
export const TRAVEL_DOCUMENT_ISSUE: FormDefinition = {
  service: 'travel-document.issue',
  version: 1,
  sections: [
    GROUNDS,
    lossSection(VISITOR),
    identitySection({ firstPaper: true, onCertificate: US_BORN }),
    passportSection({ mrz: 'never', gone: true, when: is('travel.ground', 'visitor-lost', 'urgent') }),
    UNITED_STATES,
    FAMILY,
    GUARDIAN,
    NATIONALITY,
    birthSection(any(US_BORN, is('person.bornAbroad', 'yes'))),
    DELIVERY,
  ],
  materials: [
    DATA_PAGE_OF_DAMAGED,
    DATA_PAGE_COPY,
    ...LOSS_MATERIALS,
    PORTRAIT,
    RESIDENCE_PROOF,
    { ...IDENTITY_PROOF, when: isNot('travel.ground', 'us-born-child', 'hk-macau', 'taiwan') },
    usStatusProof(any(VISITOR, is('travel.ground', 'urgent'))),
    ...TRAVEL_GROUND_MATERIALS,
    birthCertificate(any(MINOR, US_BORN)),
    ...GUARDIAN_MATERIALS,
  ],
};

const AFTER_IDENTITY = [UNITED_STATES, FAMILY, GUARDIAN, NATIONALITY, DELIVERY];

/** 旅行證換發 */
export const TRAVEL_DOCUMENT_RENEW: FormDefinition = {
  service: 'travel-document.renew',
  version: 1,
  sections: [
    identitySection({ firstPaper: false }),
    travelDocumentSection({ gone: false, ground: true }),
    ...AFTER_IDENTITY,
  ],
  materials: [
    TRAVEL_PAGE_IN_HAND,
    PORTRAIT,
    RESIDENCE_PROOF,
    NAME_CHANGE_PROOF,
    usStatusProof(LAPSED),
    birthCertificate(MINOR),
    ...GUARDIAN_MATERIALS,
  ],
};

/** 旅行證補發: for a travel document that is lost, stolen or damaged. */
export const TRAVEL_DOCUMENT_REPLACE: FormDefinition = {
  service: 'travel-document.replace',
  version: 1,
  sections: [
    lossSection(),
    identitySection({ firstPaper: false }),
    travelDocumentSection({ gone: true, ground: false }),
    ...AFTER_IDENTITY,
  ],
  materials: [
    TRAVEL_PAGE_OF_DAMAGED,
    ...LOSS_MATERIALS,
    PORTRAIT,
    RESIDENCE_PROOF,
    NAME_CHANGE_PROOF,
    usStatusProof(LAPSED),
    birthCertificate(MINOR),
    ...GUARDIAN_MATERIALS,
  ],
};
