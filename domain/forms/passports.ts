import type { FormDefinition, FormSection } from './definition.ts';
import {
  ANNOTATION_PAGE,
  ANNOTATION_PROOF,
  birthCertificate,
  DATA_PAGE_COPY,
  DATA_PAGE_IN_HAND,
  DATA_PAGE_OF_DAMAGED,
  GUARDIAN_MATERIALS,
  IDENTITY_PROOF,
  LOSS_MATERIALS,
  NAME_CHANGE_PROOF,
  PORTRAIT,
  RESIDENCE_PROOF,
  usStatusProof,
} from './materials.ts';
import { is, MINOR, say, yesNo } from './questions.ts';
import { FAMILY, GUARDIAN } from './sections/family.ts';
import { identitySection } from './sections/identity.ts';
import { birthSection, NATIONALITY } from './sections/nationality.ts';
import { DAMAGED, lossSection, passportSection } from './sections/papers.ts';
import { UNITED_STATES } from './sections/united-states.ts';
import { ANNOTATION, DELIVERY } from './sections/wishes.ts';

const NEVER_HELD: FormSection = {
  id: 'situation',
  title: say('办理情形', '辦理情形', 'The situation'),
  fields: [
    yesNo(
      'passport.everHeld',
      say(
        '申请人是否持有过中国护照',
        '申請人是否持有過中國護照',
        'Has the applicant ever held a Chinese passport?',
      ),
      {
        hint: say(
          '持有过的,请办理换发或补发。',
          '持有過的,請辦理換發或補發。',
          'Who has held one applies for a renewal or a replacement.',
        ),
      },
    ),
  ],
};

/** 頒發: the first passport of a Chinese national (spec §3; notice, part 二). */
export const PASSPORT_ISSUE: FormDefinition = {
  service: 'passport.issue',
  version: 1,
  sections: [
    NEVER_HELD,
    identitySection({ firstPaper: true }),
    UNITED_STATES,
    FAMILY,
    GUARDIAN,
    NATIONALITY,
    birthSection(is('person.bornAbroad', 'yes')),
    ANNOTATION,
    DELIVERY,
  ],
  materials: [
    IDENTITY_PROOF,
    PORTRAIT,
    RESIDENCE_PROOF,
    ANNOTATION_PROOF,
    birthCertificate(MINOR),
    ...GUARDIAN_MATERIALS,
  ],
};

const LAPSED = { field: 'passport.expiresOn', olderThanYears: 2 } as const;

/** 換發: renewal of an ordinary passport. Version 1 is in retired/. */
export const PASSPORT_RENEW: FormDefinition = {
  service: 'passport.renew',
  version: 2,
  sections: [
    identitySection({ firstPaper: false }),
    passportSection({ mrz: 'always', ground: true }),
    UNITED_STATES,
    FAMILY,
    GUARDIAN,
    NATIONALITY,
    ANNOTATION,
    DELIVERY,
  ],
  materials: [
    DATA_PAGE_IN_HAND,
    ANNOTATION_PAGE,
    PORTRAIT,
    RESIDENCE_PROOF,
    NAME_CHANGE_PROOF,
    usStatusProof(LAPSED),
    ANNOTATION_PROOF,
    birthCertificate(MINOR),
    ...GUARDIAN_MATERIALS,
  ],
};

/** 補發: for a passport that is lost, stolen or damaged. */
export const PASSPORT_REPLACE: FormDefinition = {
  service: 'passport.replace',
  version: 1,
  sections: [
    lossSection(),
    identitySection({ firstPaper: false }),
    passportSection({ mrz: DAMAGED, gone: true }),
    UNITED_STATES,
    FAMILY,
    GUARDIAN,
    NATIONALITY,
    ANNOTATION,
    DELIVERY,
  ],
  materials: [
    DATA_PAGE_OF_DAMAGED,
    DATA_PAGE_COPY,
    ANNOTATION_PAGE,
    ...LOSS_MATERIALS,
    PORTRAIT,
    RESIDENCE_PROOF,
    NAME_CHANGE_PROOF,
    usStatusProof(LAPSED),
    ANNOTATION_PROOF,
    birthCertificate(MINOR),
    ...GUARDIAN_MATERIALS,
  ],
};
