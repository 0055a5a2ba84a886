/* eslint-disable */
/* tslint:disable */
// @ts-nocheck
/*
 * ---------------------------------------------------------------
 * ## THIS FILE WAS GENERATED VIA SWAGGER-TYPESCRIPT-API        ##
 * ##                                                           ##
 * ## AUTHOR: acacode                                           ##
 * ## SOURCE: https://github.com/acacode/swagger-typescript-api ##
 * ---------------------------------------------------------------
 */

export interface AuditRecord {
  action: string;
  /** A member’s login; of an account its id: who that is, is in no list */
  actor: string | null;
  actorKind: string;
  actorPost: "WAS" | "NYC" | "SFO" | "LAX" | "CHI" | null;
  actorRoles: string | null;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  at: string;
  /** Codes, counts and ids */
  details: Partial<Record<string, any>>;
  id: number;
  /** Its place in the chain; null for some seconds */
  link: number | null;
  objectId: string | null;
  objectKind: "case" | "draft" | "account" | "staff" | "key" | "log" | null;
  reason: string | null;
  /** The action in the reader’s language */
  words: string;
}

export interface AuditRecordInput {
  action: string;
  /** A member’s login; of an account its id: who that is, is in no list */
  actor: string | null;
  actorKind: string;
  actorPost: "WAS" | "NYC" | "SFO" | "LAX" | "CHI" | null;
  actorRoles: string | null;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  at: string;
  /** Codes, counts and ids */
  details: Partial<Record<string, any>>;
  id: number;
  /** Its place in the chain; null for some seconds */
  link: number | null;
  objectId: string | null;
  objectKind: "case" | "draft" | "account" | "staff" | "key" | "log" | null;
  reason: string | null;
  /** The action in the reader’s language */
  words: string;
}

export interface Case {
  /** Commands that one’s roles may give now */
  allowed: string[];
  /** The latest supplement that came in, with the answers that it replaced (R-24) */
  answered: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    answeredAt: string;
    before: Partial<Record<string, string>>;
    /** Which of them are not as before; masks hide it */
    changed: string[];
    items: {
      name: string;
      reason: string;
      target: "field" | "document";
    }[];
  } | null;
  /** What one may see of it: all, for the mailroom the name, for New York what is printed. Numbers, addresses and the like are masked */
  answers: Partial<Record<string, string>>;
  /** While it is in review: an interview to be held first; a doubt to be settled by `nationalityChecked` (R-13) */
  approvalNeeds: ("interview" | "nationality-check")[];
  /** What was said about comparing faces, the latest first (D8) */
  consents: Consent[];
  deadlineDays: {
    booking: number;
    materials: number;
    supplement: number;
  };
  documents: Document[];
  /** Until when the next step should be done */
  dueAt: string | null;
  expectedItems: (
    | "old-passport"
    | "slip"
    | "photo"
    | "payment"
    | "return-envelope"
  )[];
  /** For officers alone, the latest first; never the only reason to refuse (R-17) */
  faceChecks: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    at: string;
    ofCurrentPortrait: boolean;
    outcome:
      | "likely-same"
      | "look-closely"
      | "likely-different"
      | "no-face"
      | "several-faces"
      | "skipped"
      | "unfinished"
      | "withdrawn";
    /** Distance of the two faces; null when there was none to compare */
    score: number | null;
  }[];
  /** What the bands of the score mean, and what they were not measured on */
  faceNote: string;
  feeCents: number;
  formVersion: number;
  homePost: "WAS" | "NYC" | "SFO" | "LAX" | "CHI" | null;
  interview: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    startsAt: string;
  } | null;
  /** due: a rule asks for one and no officer has called for it yet (R-26) */
  interviewState: "none" | "due" | "required" | "booked" | "held";
  /** The original issuing authority of a lost passport (R-35) */
  issuer: "none" | "asked" | "confirmed" | "denied";
  /** UTC, ISO 8601 */
  issuerAskedAt: string | null;
  /** The post that makes the document (R-34, R-37) */
  madeAt: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  /** Answers that are masked; `showValues` tells them */
  masked: string[];
  /** What happens next, in the reader’s language (R-19) */
  nextAction: string;
  nextActor: "applicant" | "post" | "new-york" | "nobody";
  /** void: declared lost, never comes back; cancelled: goes back with the new one (R-36) */
  oldPassport: "none" | "valid" | "void" | "cancelled";
  orderNumber: string;
  overdue: boolean;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  service: string;
  statements: {
    kind: "nationality" | "loss" | "guardian-consent";
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    signedAt: string;
    title: string;
    version: string;
  }[];
  status:
    | "in_review"
    | "supplement_requested"
    | "interview_required"
    | "interview_booked"
    | "awaiting_materials"
    | "materials_received"
    | "in_production"
    | "produced"
    | "mailed"
    | "closed"
    | "refused"
    | "withdrawn";
  statusText: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  submittedAt: string;
  supplement: {
    items: {
      name: string;
      reason: string;
      target: "field" | "document";
    }[];
    note: string;
  } | null;
  supplementRounds: number;
  tasks: {
    holder: "nobody" | "me" | "another";
    /** @format uuid */
    id: string;
    kind:
      | "review"
      | "interview"
      | "issuer"
      | "production"
      | "dispatch"
      | "return-originals"
      | "overdue";
  }[];
  timeline: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    at: string;
    by: string;
    post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI" | null;
    status:
      | "in_review"
      | "supplement_requested"
      | "interview_required"
      | "interview_booked"
      | "awaiting_materials"
      | "materials_received"
      | "in_production"
      | "produced"
      | "mailed"
      | "closed"
      | "refused"
      | "withdrawn";
    statusText: string;
    step: string;
    version: number;
  }[];
  /** What rules know of the answers; for those who see the whole case */
  traits: {
    faceSkipped: boolean;
    lost: boolean;
    minor: boolean;
    nationalityDoubt: boolean;
  } | null;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  updatedAt: string;
  version: number;
  waitingFor: "applicant" | "staff" | "nobody";
  /** The case in Temporal Web, for operators */
  workflowUrl: string | null;
}

export interface CaseInput {
  /** Commands that one’s roles may give now */
  allowed: string[];
  /** The latest supplement that came in, with the answers that it replaced (R-24) */
  answered: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    answeredAt: string;
    before: Partial<Record<string, string>>;
    /** Which of them are not as before; masks hide it */
    changed: string[];
    items: {
      name: string;
      reason: string;
      target: "field" | "document";
    }[];
  } | null;
  /** What one may see of it: all, for the mailroom the name, for New York what is printed. Numbers, addresses and the like are masked */
  answers: Partial<Record<string, string>>;
  /** While it is in review: an interview to be held first; a doubt to be settled by `nationalityChecked` (R-13) */
  approvalNeeds: ("interview" | "nationality-check")[];
  /** What was said about comparing faces, the latest first (D8) */
  consents: ConsentInput[];
  deadlineDays: {
    booking: number;
    materials: number;
    supplement: number;
  };
  documents: DocumentInput[];
  /** Until when the next step should be done */
  dueAt: string | null;
  expectedItems: (
    | "old-passport"
    | "slip"
    | "photo"
    | "payment"
    | "return-envelope"
  )[];
  /** For officers alone, the latest first; never the only reason to refuse (R-17) */
  faceChecks: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    at: string;
    ofCurrentPortrait: boolean;
    outcome:
      | "likely-same"
      | "look-closely"
      | "likely-different"
      | "no-face"
      | "several-faces"
      | "skipped"
      | "unfinished"
      | "withdrawn";
    /** Distance of the two faces; null when there was none to compare */
    score: number | null;
  }[];
  /** What the bands of the score mean, and what they were not measured on */
  faceNote: string;
  feeCents: number;
  formVersion: number;
  homePost: "WAS" | "NYC" | "SFO" | "LAX" | "CHI" | null;
  interview: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    startsAt: string;
  } | null;
  /** due: a rule asks for one and no officer has called for it yet (R-26) */
  interviewState: "none" | "due" | "required" | "booked" | "held";
  /** The original issuing authority of a lost passport (R-35) */
  issuer: "none" | "asked" | "confirmed" | "denied";
  /** UTC, ISO 8601 */
  issuerAskedAt: string | null;
  /** The post that makes the document (R-34, R-37) */
  madeAt: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  /** Answers that are masked; `showValues` tells them */
  masked: string[];
  /** What happens next, in the reader’s language (R-19) */
  nextAction: string;
  nextActor: "applicant" | "post" | "new-york" | "nobody";
  /** void: declared lost, never comes back; cancelled: goes back with the new one (R-36) */
  oldPassport: "none" | "valid" | "void" | "cancelled";
  orderNumber: string;
  overdue: boolean;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  service: string;
  statements: {
    kind: "nationality" | "loss" | "guardian-consent";
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    signedAt: string;
    title: string;
    version: string;
  }[];
  status:
    | "in_review"
    | "supplement_requested"
    | "interview_required"
    | "interview_booked"
    | "awaiting_materials"
    | "materials_received"
    | "in_production"
    | "produced"
    | "mailed"
    | "closed"
    | "refused"
    | "withdrawn";
  statusText: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  submittedAt: string;
  supplement: {
    items: {
      name: string;
      reason: string;
      target: "field" | "document";
    }[];
    note: string;
  } | null;
  supplementRounds: number;
  tasks: {
    holder: "nobody" | "me" | "another";
    /** @format uuid */
    id: string;
    kind:
      | "review"
      | "interview"
      | "issuer"
      | "production"
      | "dispatch"
      | "return-originals"
      | "overdue";
  }[];
  timeline: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    at: string;
    by: string;
    post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI" | null;
    status:
      | "in_review"
      | "supplement_requested"
      | "interview_required"
      | "interview_booked"
      | "awaiting_materials"
      | "materials_received"
      | "in_production"
      | "produced"
      | "mailed"
      | "closed"
      | "refused"
      | "withdrawn";
    statusText: string;
    step: string;
    version: number;
  }[];
  /** What rules know of the answers; for those who see the whole case */
  traits: {
    faceSkipped: boolean;
    lost: boolean;
    minor: boolean;
    nationalityDoubt: boolean;
  } | null;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  updatedAt: string;
  version: number;
  waitingFor: "applicant" | "staff" | "nobody";
  /** The case in Temporal Web, for operators */
  workflowUrl: string | null;
}

export interface CommandAnswer {
  orderNumber: string;
  status:
    | "in_review"
    | "supplement_requested"
    | "interview_required"
    | "interview_booked"
    | "awaiting_materials"
    | "materials_received"
    | "in_production"
    | "produced"
    | "mailed"
    | "closed"
    | "refused"
    | "withdrawn";
  version: number;
}

export interface CommandAnswerInput {
  orderNumber: string;
  status:
    | "in_review"
    | "supplement_requested"
    | "interview_required"
    | "interview_booked"
    | "awaiting_materials"
    | "materials_received"
    | "in_production"
    | "produced"
    | "mailed"
    | "closed"
    | "refused"
    | "withdrawn";
  version: number;
}

export type Condition =
  | {
      field: string;
      is: string[];
    }
  | {
      field: string;
      olderThanYears: number;
    }
  | {
      age: {
        under: number;
      };
    }
  | {
      all: Condition[];
    }
  | {
      any: Condition[];
    }
  | {
      not: Condition;
    };

export type ConditionInput =
  | {
      field: string;
      is: string[];
    }
  | {
      field: string;
      olderThanYears: number;
    }
  | {
      age: {
        under: number;
      };
    }
  | {
      all: ConditionInput[];
    }
  | {
      any: ConditionInput[];
    }
  | {
      not: ConditionInput;
    };

export interface Consent {
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  at: string;
  given: "given" | "refused";
  kind: "face";
  version: string;
  /** UTC, ISO 8601 */
  withdrawnAt: string | null;
}

export interface ConsentInput {
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  at: string;
  given: "given" | "refused";
  kind: "face";
  version: string;
  /** UTC, ISO 8601 */
  withdrawnAt: string | null;
}

export interface ConsentText {
  kind: "face";
  text: string;
  /** SHA-256 of the text, to be sent back with the answer */
  textHash: string;
  title: string;
  version: string;
}

export interface ConsentTextInput {
  kind: "face";
  text: string;
  /** SHA-256 of the text, to be sent back with the answer */
  textHash: string;
  title: string;
  version: string;
}

export interface Document {
  /** Of a portrait that was checked (R-16) */
  advice: PortraitAdvice | null;
  bytes: number;
  fileName: string;
  height: number;
  /** @format uuid */
  id: string;
  kind: string;
  /** Advice: other kinds under which this very picture was uploaded too */
  sameAs: string[];
  state: "current" | "pending" | "replaced";
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  uploadedAt: string;
  width: number;
}

export interface DocumentInput {
  /** Of a portrait that was checked (R-16) */
  advice: PortraitAdviceInput | null;
  bytes: number;
  fileName: string;
  height: number;
  /** @format uuid */
  id: string;
  kind: string;
  /** Advice: other kinds under which this very picture was uploaded too */
  sameAs: string[];
  state: "current" | "pending" | "replaced";
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  uploadedAt: string;
  width: number;
}

export interface Draft {
  answers: Partial<Record<string, string>>;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  createdAt: string;
  documents: Document[];
  /** What is wrong with given answers (R-11) */
  faults: {
    advice: boolean;
    field: string;
    reason: string;
    rule: string;
  }[];
  /** As it stands now, under the policy in force at the post today (R-33) */
  fee: {
    cents: number;
    lines: {
      count: number;
      eachCents: number;
      kind: "document" | "mailing" | "annotation";
    }[];
  };
  formVersion: number;
  /** @format uuid */
  id: string;
  /** By the answers given so far; who is ineligible cannot submit (R-13) */
  nationality: {
    /** Of the Nationality Law, when ineligible */
    article: number | null;
    verdict: "eligible" | "ineligible" | "doubtful";
  };
  notices: {
    /** own: the account’s confirmed real name is the applicant */
    account: "own" | "helper";
    /** The same in words, to be read before the submission */
    text: string;
    /** The account’s address, masked */
    to: string;
  };
  /** All that still stops the submission, what is not yet given included */
  open: Fault[];
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  /** Send it back as `seenRevision`; a save that saw an older one is refused */
  revision: number;
  service: string;
  /** Which are needed, who signs each, and when its present text was signed */
  statements: {
    kind: "nationality" | "loss" | "guardian-consent";
    /** UTC, ISO 8601 */
    signedAt: string | null;
    signer: "applicant" | "guardian";
    title: string;
  }[];
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  updatedAt: string;
}

export interface DraftInput {
  answers: Partial<Record<string, string>>;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  createdAt: string;
  documents: DocumentInput[];
  /** What is wrong with given answers (R-11) */
  faults: {
    advice: boolean;
    field: string;
    reason: string;
    rule: string;
  }[];
  /** As it stands now, under the policy in force at the post today (R-33) */
  fee: {
    cents: number;
    lines: {
      count: number;
      eachCents: number;
      kind: "document" | "mailing" | "annotation";
    }[];
  };
  formVersion: number;
  /** @format uuid */
  id: string;
  /** By the answers given so far; who is ineligible cannot submit (R-13) */
  nationality: {
    /** Of the Nationality Law, when ineligible */
    article: number | null;
    verdict: "eligible" | "ineligible" | "doubtful";
  };
  notices: {
    /** own: the account’s confirmed real name is the applicant */
    account: "own" | "helper";
    /** The same in words, to be read before the submission */
    text: string;
    /** The account’s address, masked */
    to: string;
  };
  /** All that still stops the submission, what is not yet given included */
  open: FaultInput[];
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  /** Send it back as `seenRevision`; a save that saw an older one is refused */
  revision: number;
  service: string;
  /** Which are needed, who signs each, and when its present text was signed */
  statements: {
    kind: "nationality" | "loss" | "guardian-consent";
    /** UTC, ISO 8601 */
    signedAt: string | null;
    signer: "applicant" | "guardian";
    title: string;
  }[];
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  updatedAt: string;
}

export interface Durations {
  advice: string;
  /** Closed within so many days */
  days: number;
  /** Closed orders that were looked at; null when they are too few to tell anything */
  sampleSize: number | null;
  stages: {
    /** Nine of ten were quicker */
    p90Days: number;
    cases: number;
    medianDays: number;
    name: string;
    stage:
      | "review"
      | "supplement"
      | "interview"
      | "materials"
      | "production"
      | "return"
      | "total";
  }[];
}

export interface DurationsInput {
  advice: string;
  /** Closed within so many days */
  days: number;
  /** Closed orders that were looked at; null when they are too few to tell anything */
  sampleSize: number | null;
  stages: {
    /** Nine of ten were quicker */
    p90Days: number;
    cases: number;
    medianDays: number;
    name: string;
    stage:
      | "review"
      | "supplement"
      | "interview"
      | "materials"
      | "production"
      | "return"
      | "total";
  }[];
}

export interface EnrolmentNeeded {
  enrolment: {
    challenge: string;
  };
}

export interface EnrolmentNeededInput {
  enrolment: {
    challenge: string;
  };
}

export interface FaceChecks {
  checks: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    at: string;
    outcome:
      | "likely-same"
      | "look-closely"
      | "likely-different"
      | "no-face"
      | "several-faces"
      | "skipped"
      | "unfinished"
      | "withdrawn";
    reason: string;
  }[];
  /** Nothing is compared before it is given; who refuses goes on to an interview */
  consent: "none" | "given" | "refused";
  /** After several failures one may go on, towards an interview */
  maySkip: boolean;
  /** Whether the submission waits for it (R-17) */
  needed: boolean;
  /** Of the current portrait; a new portrait asks for a new comparison */
  standing: "passed" | "skipped" | "open";
  /** Today, in the post’s time zone */
  triesLeft: number;
}

export interface FaceChecksInput {
  checks: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    at: string;
    outcome:
      | "likely-same"
      | "look-closely"
      | "likely-different"
      | "no-face"
      | "several-faces"
      | "skipped"
      | "unfinished"
      | "withdrawn";
    reason: string;
  }[];
  /** Nothing is compared before it is given; who refuses goes on to an interview */
  consent: "none" | "given" | "refused";
  /** After several failures one may go on, towards an interview */
  maySkip: boolean;
  /** Whether the submission waits for it (R-17) */
  needed: boolean;
  /** Of the current portrait; a new portrait asks for a new comparison */
  standing: "passed" | "skipped" | "open";
  /** Today, in the post’s time zone */
  triesLeft: number;
}

export interface FactorChallenge {
  challenge: string;
  kinds: ("totp" | "passkey")[];
  /** options for navigator.credentials.get() */
  passkey?: Partial<Record<string, any>>;
}

export interface FactorChallengeInput {
  challenge: string;
  kinds: ("totp" | "passkey")[];
  /** options for navigator.credentials.get() */
  passkey?: Partial<Record<string, any>>;
}

export type FactorProof =
  | {
      /** @maxLength 100 */
      challenge: string;
      code: string;
    }
  | PasskeyProof;

export type FactorProofInput =
  | {
      /** @maxLength 100 */
      challenge: string;
      code: string;
    }
  | PasskeyProofInput;

export interface Fault {
  field: string;
  reason: string;
  rule: string;
}

export interface FaultInput {
  field: string;
  reason: string;
  rule: string;
}

export interface Form {
  materials: FormMaterial[];
  sections: {
    fields: FormField[];
    id: string;
    title: string;
    when?: Condition;
  }[];
  service: string;
  version: number;
}

export interface FormField {
  hint?: string;
  id: string;
  kind: "text" | "date" | "choice" | "longtext" | "mrz";
  label: string;
  maxLength: number;
  noneAllowed?: boolean;
  options?: {
    label: string;
    value: string;
  }[];
  required: boolean;
  when?: Condition;
}

export interface FormFieldInput {
  hint?: string;
  id: string;
  kind: "text" | "date" | "choice" | "longtext" | "mrz";
  label: string;
  maxLength: number;
  noneAllowed?: boolean;
  options?: {
    label: string;
    value: string;
  }[];
  required: boolean;
  when?: ConditionInput;
}

export interface FormInput {
  materials: FormMaterialInput[];
  sections: {
    fields: FormFieldInput[];
    id: string;
    title: string;
    when?: ConditionInput;
  }[];
  service: string;
  version: number;
}

export interface FormMaterial {
  hint: string;
  kind: string;
  many?: boolean;
  required: boolean;
  title: string;
  when?: Condition;
}

export interface FormMaterialInput {
  hint: string;
  kind: string;
  many?: boolean;
  required: boolean;
  title: string;
  when?: ConditionInput;
}

export interface HandOver {
  /** Until when the code made last can be used */
  codeUntil: string | null;
  /** Of a minor’s order: the 16th birthday, when the right of the guardian who filed ends */
  guardianUntilOn: string | null;
  /** When its applicant took it over */
  handedOverAt: string | null;
}

export interface HandOverInput {
  /** Until when the code made last can be used */
  codeUntil: string | null;
  /** Of a minor’s order: the 16th birthday, when the right of the guardian who filed ends */
  guardianUntilOn: string | null;
  /** When its applicant took it over */
  handedOverAt: string | null;
}

export interface Me {
  email: string | null;
  lang: "hans" | "hant" | "en";
  /** the one of the two that is written to */
  noticesTo: string;
  /** E.164 */
  phone: string | null;
  realName: RealName | null;
  secondFactor: boolean;
  /** For the pages: 32 bytes, hex, that seal what is typed and not yet sent while it waits in a tab */
  tabKey: string;
}

export interface MeInput {
  email: string | null;
  lang: "hans" | "hant" | "en";
  /** the one of the two that is written to */
  noticesTo: string;
  /** E.164 */
  phone: string | null;
  realName: RealNameInput | null;
  secondFactor: boolean;
  /** For the pages: 32 bytes, hex, that seal what is typed and not yet sent while it waits in a tab */
  tabKey: string;
}

export interface Message {
  body: string;
  /** @format uuid */
  id: string;
  orderNumber: string;
  /** UTC, ISO 8601 */
  readAt: string | null;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  sentAt: string;
  title: string;
}

export interface MessageInput {
  body: string;
  /** @format uuid */
  id: string;
  orderNumber: string;
  /** UTC, ISO 8601 */
  readAt: string | null;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  sentAt: string;
  title: string;
}

export interface MrzReading {
  line1: string | null;
  line2: string | null;
  /** Whether a second line that passes all its check digits was read */
  found: boolean;
  /** By field id, to be looked at and taken over; `checked` = a check digit guards it */
  suggestions: {
    checked: boolean;
    field: string;
    value: string;
  }[];
}

export interface MrzReadingInput {
  line1: string | null;
  line2: string | null;
  /** Whether a second line that passes all its check digits was read */
  found: boolean;
  /** By field id, to be looked at and taken over; `checked` = a check digit guards it */
  suggestions: {
    checked: boolean;
    field: string;
    value: string;
  }[];
}

export interface Order {
  /** Commands that may be given now */
  allowed: string[];
  /** As they stand, corrections included */
  answers: Partial<Record<string, string>>;
  /** @format uuid */
  applicationId: string;
  documents: Document[];
  /** Until when the next step should be done */
  dueAt: string | null;
  feeCents: number;
  formVersion: number;
  interview: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    startsAt: string;
    timeZone: string;
  } | null;
  /** The issuing authority of a lost passport: nothing is made before it has confirmed */
  issuer: "none" | "asked" | "confirmed";
  /** The post that makes the document (R-34, R-37) */
  madeAt: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  /** Only in 待制證: mail that comes earlier is returned (R-29, R-30) */
  mailing: {
    address: string[];
    envelopeMark: string;
    feeCents: number;
    items: string[];
    payee: string;
  } | null;
  /** What happens next, in the reader’s language (R-19) */
  nextAction: string;
  nextActor: "applicant" | "post" | "new-york" | "nobody";
  /** A void one must never be used again, also when it is found (R-35) */
  oldPassport: "none" | "valid" | "void" | "cancelled";
  orderNumber: string;
  overdue: boolean;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  service: string;
  status:
    | "in_review"
    | "supplement_requested"
    | "interview_required"
    | "interview_booked"
    | "awaiting_materials"
    | "materials_received"
    | "in_production"
    | "produced"
    | "mailed"
    | "closed"
    | "refused"
    | "withdrawn";
  statusText: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  submittedAt: string;
  supplement: {
    /** UTC, ISO 8601 */
    dueAt: string | null;
    items: {
      name: string;
      reason: string;
      target: "field" | "document";
    }[];
    note: string;
  } | null;
  timeline: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    at: string;
    status:
      | "in_review"
      | "supplement_requested"
      | "interview_required"
      | "interview_booked"
      | "awaiting_materials"
      | "materials_received"
      | "in_production"
      | "produced"
      | "mailed"
      | "closed"
      | "refused"
      | "withdrawn";
    statusText: string;
    step: string;
    version: number;
  }[];
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  updatedAt: string;
  version: number;
  waitingFor: "applicant" | "staff" | "nobody";
}

export interface OrderInput {
  /** Commands that may be given now */
  allowed: string[];
  /** As they stand, corrections included */
  answers: Partial<Record<string, string>>;
  /** @format uuid */
  applicationId: string;
  documents: DocumentInput[];
  /** Until when the next step should be done */
  dueAt: string | null;
  feeCents: number;
  formVersion: number;
  interview: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    startsAt: string;
    timeZone: string;
  } | null;
  /** The issuing authority of a lost passport: nothing is made before it has confirmed */
  issuer: "none" | "asked" | "confirmed";
  /** The post that makes the document (R-34, R-37) */
  madeAt: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  /** Only in 待制證: mail that comes earlier is returned (R-29, R-30) */
  mailing: {
    address: string[];
    envelopeMark: string;
    feeCents: number;
    items: string[];
    payee: string;
  } | null;
  /** What happens next, in the reader’s language (R-19) */
  nextAction: string;
  nextActor: "applicant" | "post" | "new-york" | "nobody";
  /** A void one must never be used again, also when it is found (R-35) */
  oldPassport: "none" | "valid" | "void" | "cancelled";
  orderNumber: string;
  overdue: boolean;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  service: string;
  status:
    | "in_review"
    | "supplement_requested"
    | "interview_required"
    | "interview_booked"
    | "awaiting_materials"
    | "materials_received"
    | "in_production"
    | "produced"
    | "mailed"
    | "closed"
    | "refused"
    | "withdrawn";
  statusText: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  submittedAt: string;
  supplement: {
    /** UTC, ISO 8601 */
    dueAt: string | null;
    items: {
      name: string;
      reason: string;
      target: "field" | "document";
    }[];
    note: string;
  } | null;
  timeline: {
    /**
     * UTC, ISO 8601
     * @format date-time
     */
    at: string;
    status:
      | "in_review"
      | "supplement_requested"
      | "interview_required"
      | "interview_booked"
      | "awaiting_materials"
      | "materials_received"
      | "in_production"
      | "produced"
      | "mailed"
      | "closed"
      | "refused"
      | "withdrawn";
    statusText: string;
    step: string;
    version: number;
  }[];
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  updatedAt: string;
  version: number;
  waitingFor: "applicant" | "staff" | "nobody";
}

export interface PasskeyCreation {
  authenticatorAttachment?: "platform" | "cross-platform";
  clientExtensionResults: Partial<
    Record<
      string,
      | (boolean | number | string)
      | Partial<
          Record<
            string,
            | (boolean | number | string)
            | Partial<Record<string, boolean | number | string>>
          >
        >
    >
  >;
  /** @maxLength 1400 */
  id: string;
  /** @maxLength 1400 */
  rawId: string;
  response: {
    /** @maxLength 8000 */
    attestationObject: string;
    /** @maxLength 8000 */
    authenticatorData?: string;
    /** @maxLength 8000 */
    clientDataJSON: string;
    /** @maxLength 8000 */
    publicKey?: string;
    publicKeyAlgorithm?: number;
    /** @maxItems 10 */
    transports?: string[];
  };
  type: "public-key";
}

export interface PasskeyCreationInput {
  authenticatorAttachment?: "platform" | "cross-platform";
  clientExtensionResults: Partial<
    Record<
      string,
      | (boolean | number | string)
      | Partial<
          Record<
            string,
            | (boolean | number | string)
            | Partial<Record<string, boolean | number | string>>
          >
        >
    >
  >;
  /** @maxLength 1400 */
  id: string;
  /** @maxLength 1400 */
  rawId: string;
  response: {
    /** @maxLength 8000 */
    attestationObject: string;
    /** @maxLength 8000 */
    authenticatorData?: string;
    /** @maxLength 8000 */
    clientDataJSON: string;
    /** @maxLength 8000 */
    publicKey?: string;
    publicKeyAlgorithm?: number;
    /** @maxItems 10 */
    transports?: string[];
  };
  type: "public-key";
}

export interface PasskeyProof {
  /** @maxLength 100 */
  challenge: string;
  passkey: PasskeySignature;
}

export interface PasskeyProofInput {
  /** @maxLength 100 */
  challenge: string;
  passkey: PasskeySignatureInput;
}

export interface PasskeySignature {
  authenticatorAttachment?: "platform" | "cross-platform";
  clientExtensionResults: Partial<
    Record<
      string,
      | (boolean | number | string)
      | Partial<
          Record<
            string,
            | (boolean | number | string)
            | Partial<Record<string, boolean | number | string>>
          >
        >
    >
  >;
  /** @maxLength 1400 */
  id: string;
  /** @maxLength 1400 */
  rawId: string;
  response: {
    /** @maxLength 8000 */
    authenticatorData: string;
    /** @maxLength 8000 */
    clientDataJSON: string;
    /** @maxLength 8000 */
    signature: string;
    /** @maxLength 8000 */
    userHandle?: string;
  };
  type: "public-key";
}

export interface PasskeySignatureInput {
  authenticatorAttachment?: "platform" | "cross-platform";
  clientExtensionResults: Partial<
    Record<
      string,
      | (boolean | number | string)
      | Partial<
          Record<
            string,
            | (boolean | number | string)
            | Partial<Record<string, boolean | number | string>>
          >
        >
    >
  >;
  /** @maxLength 1400 */
  id: string;
  /** @maxLength 1400 */
  rawId: string;
  response: {
    /** @maxLength 8000 */
    authenticatorData: string;
    /** @maxLength 8000 */
    clientDataJSON: string;
    /** @maxLength 8000 */
    signature: string;
    /** @maxLength 8000 */
    userHandle?: string;
  };
  type: "public-key";
}

/** It advises, an officer decides. Nothing found = an empty list. */
export interface PortraitAdvice {
  findings: {
    /** What was measured and what is wanted */
    params: Partial<Record<string, number>>;
    /** What is wrong and how to mend it */
    reason: string;
    rule:
      | "too-few-pixels"
      | "file-too-small"
      | "ratio"
      | "no-face"
      | "several-faces"
      | "head-too-small"
      | "head-too-large"
      | "head-too-high"
      | "head-too-low"
      | "head-off-centre"
      | "tilted"
      | "eyes-closed"
      | "too-dark"
      | "too-bright"
      | "background-not-white"
      | "background-uneven"
      | "blurred";
  }[];
}

/** It advises, an officer decides. Nothing found = an empty list. */
export interface PortraitAdviceInput {
  findings: {
    /** What was measured and what is wanted */
    params: Partial<Record<string, number>>;
    /** What is wrong and how to mend it */
    reason: string;
    rule:
      | "too-few-pixels"
      | "file-too-small"
      | "ratio"
      | "no-face"
      | "several-faces"
      | "head-too-small"
      | "head-too-large"
      | "head-too-high"
      | "head-too-low"
      | "head-off-centre"
      | "tilted"
      | "eyes-closed"
      | "too-dark"
      | "too-bright"
      | "background-not-white"
      | "background-uneven"
      | "blurred";
  }[];
}

export interface Post {
  code: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  consultationEmail: string | null;
  consultationPhones: string[];
  envelopeMark: string;
  hallAddress: string[];
  mailingAddress: string[];
  name: string;
  payee: string;
  paymentKinds: string[];
  phoneHours: string | null;
  protectionPhone: string;
  /** How long a draft is kept after its last change, and an order after its end, by how it ended (R-50) */
  retentionDays: {
    draft: number;
    issued: number;
    refused: number;
    withdrawn: number;
  };
  timeZone: string;
}

export interface PostInput {
  code: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  consultationEmail: string | null;
  consultationPhones: string[];
  envelopeMark: string;
  hallAddress: string[];
  mailingAddress: string[];
  name: string;
  payee: string;
  paymentKinds: string[];
  phoneHours: string | null;
  protectionPhone: string;
  /** How long a draft is kept after its last change, and an order after its end, by how it ended (R-50) */
  retentionDays: {
    draft: number;
    issued: number;
    refused: number;
    withdrawn: number;
  };
  timeZone: string;
}

export interface Problem {
  details?: Partial<Record<string, any>>;
  errors?: {
    field: string;
    reason: string;
    rule: string;
  }[];
  instance: string;
  status: number;
  title: string;
  type: string;
}

export interface ProblemInput {
  details?: Partial<Record<string, any>>;
  errors?: {
    field: string;
    reason: string;
    rule: string;
  }[];
  instance: string;
  status: number;
  title: string;
  type: string;
}

export interface RealName {
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  confirmedAt: string;
  kind: "passport" | "resident-id";
  /** masked */
  name: string;
  /** masked */
  number: string;
}

export interface RealNameInput {
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  confirmedAt: string;
  kind: "passport" | "resident-id";
  /** masked */
  name: string;
  /** masked */
  number: string;
}

export interface Requirements {
  advice: {
    code: string;
    text: string;
  }[];
  fee: {
    cents: number;
    lines: {
      count: number;
      eachCents: number;
      kind: "document" | "mailing" | "annotation";
    }[];
  };
  fraudNotice: string;
  mailing: {
    envelopeMark: string;
    items: {
      code: string;
      text: string;
    }[];
    when: string;
  };
  /** To upload: JPEG, at most 5 MB each (R-15) */
  materials: FormMaterial[];
  minor: boolean;
  name: string;
  payment: {
    kinds: {
      code: string;
      text: string;
    }[];
    payee: string;
  };
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  service:
    | "passport.issue"
    | "passport.renew"
    | "passport.replace"
    | "travel-document.issue"
    | "travel-document.renew"
    | "travel-document.replace";
  situation: string;
  /** Those of this service and age; the first is the usual one */
  situations: {
    id: string;
    title: string;
  }[];
  statements: {
    kind: "nationality" | "loss" | "guardian-consent";
    signer: "applicant" | "guardian";
    title: string;
  }[];
  /** Of a passport issued now (R-14) */
  validityYears: number | null;
}

export interface RequirementsInput {
  advice: {
    code: string;
    text: string;
  }[];
  fee: {
    cents: number;
    lines: {
      count: number;
      eachCents: number;
      kind: "document" | "mailing" | "annotation";
    }[];
  };
  fraudNotice: string;
  mailing: {
    envelopeMark: string;
    items: {
      code: string;
      text: string;
    }[];
    when: string;
  };
  /** To upload: JPEG, at most 5 MB each (R-15) */
  materials: FormMaterialInput[];
  minor: boolean;
  name: string;
  payment: {
    kinds: {
      code: string;
      text: string;
    }[];
    payee: string;
  };
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  service:
    | "passport.issue"
    | "passport.renew"
    | "passport.replace"
    | "travel-document.issue"
    | "travel-document.renew"
    | "travel-document.replace";
  situation: string;
  /** Those of this service and age; the first is the usual one */
  situations: {
    id: string;
    title: string;
  }[];
  statements: {
    kind: "nationality" | "loss" | "guardian-consent";
    signer: "applicant" | "guardian";
    title: string;
  }[];
  /** Of a passport issued now (R-14) */
  validityYears: number | null;
}

export interface SecondFactorNeeded {
  secondFactor: FactorChallenge;
}

export interface SecondFactorNeededInput {
  secondFactor: FactorChallengeInput;
}

export interface Session {
  token?: string;
}

export interface SessionInput {
  token?: string;
}

export interface SessionView {
  /** browser and system, as the client told them; may be empty */
  device: string;
  /** @format uuid */
  id: string;
  isCurrent: boolean;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  lastSeenAt: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  openedAt: string;
}

export interface SessionViewInput {
  /** browser and system, as the client told them; may be empty */
  device: string;
  /** @format uuid */
  id: string;
  isCurrent: boolean;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  lastSeenAt: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  openedAt: string;
}

export interface StaffChange {
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  askedAt: string;
  askedBy: string;
  /** UTC, ISO 8601 */
  decidedAt: string | null;
  /** Of an invitation that waits: where its link goes; who confirms looks whether that is right */
  email: string | null;
  /** @format uuid */
  id: string;
  kind: "invite" | "roles" | "disable" | "enable" | "reset-factors";
  /** Not by who asked, nor by whom it is about; anybody may refuse it */
  mayConfirm: boolean;
  /** Asked for by oneself: to refuse it is to withdraw it */
  mine: boolean;
  outcome: "carried-out" | "refused" | null;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI" | null;
  reason: string;
  roles:
    | (
        | "officer"
        | "mailroom"
        | "production"
        | "duty"
        | "supervisor"
        | "administrator"
        | "operator"
        | "auditor"
      )[]
    | null;
  subject: {
    login: string;
    name: string;
    post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  } | null;
}

export interface StaffChangeInput {
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  askedAt: string;
  askedBy: string;
  /** UTC, ISO 8601 */
  decidedAt: string | null;
  /** Of an invitation that waits: where its link goes; who confirms looks whether that is right */
  email: string | null;
  /** @format uuid */
  id: string;
  kind: "invite" | "roles" | "disable" | "enable" | "reset-factors";
  /** Not by who asked, nor by whom it is about; anybody may refuse it */
  mayConfirm: boolean;
  /** Asked for by oneself: to refuse it is to withdraw it */
  mine: boolean;
  outcome: "carried-out" | "refused" | null;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI" | null;
  reason: string;
  roles:
    | (
        | "officer"
        | "mailroom"
        | "production"
        | "duty"
        | "supervisor"
        | "administrator"
        | "operator"
        | "auditor"
      )[]
    | null;
  subject: {
    login: string;
    name: string;
    post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  } | null;
}

export type StaffChangeToAsk =
  | {
      invited: {
        /**
         * @format email
         * @maxLength 254
         */
        email: string;
        /**
         * @minLength 3
         * @maxLength 60
         */
        login: string;
        /**
         * @minLength 1
         * @maxLength 100
         */
        name: string;
        post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
        /**
         * @maxItems 8
         * @minItems 1
         */
        roles: (
          | "officer"
          | "mailroom"
          | "production"
          | "duty"
          | "supervisor"
          | "administrator"
          | "operator"
          | "auditor"
        )[];
      };
      kind: "invite";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
    }
  | {
      kind: "roles";
      post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
      /**
       * @maxItems 8
       * @minItems 1
       */
      roles: (
        | "officer"
        | "mailroom"
        | "production"
        | "duty"
        | "supervisor"
        | "administrator"
        | "operator"
        | "auditor"
      )[];
      /** @format uuid */
      staffId: string;
    }
  | {
      kind: "disable";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
      /** @format uuid */
      staffId: string;
    }
  | {
      kind: "enable";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
      /** @format uuid */
      staffId: string;
    }
  | {
      kind: "reset-factors";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
      /** @format uuid */
      staffId: string;
    };

export type StaffChangeToAskInput =
  | {
      invited: {
        /**
         * @format email
         * @maxLength 254
         */
        email: string;
        /**
         * @minLength 3
         * @maxLength 60
         */
        login: string;
        /**
         * @minLength 1
         * @maxLength 100
         */
        name: string;
        post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
        /**
         * @maxItems 8
         * @minItems 1
         */
        roles: (
          | "officer"
          | "mailroom"
          | "production"
          | "duty"
          | "supervisor"
          | "administrator"
          | "operator"
          | "auditor"
        )[];
      };
      kind: "invite";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
    }
  | {
      kind: "roles";
      post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
      /**
       * @maxItems 8
       * @minItems 1
       */
      roles: (
        | "officer"
        | "mailroom"
        | "production"
        | "duty"
        | "supervisor"
        | "administrator"
        | "operator"
        | "auditor"
      )[];
      /** @format uuid */
      staffId: string;
    }
  | {
      kind: "disable";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
      /** @format uuid */
      staffId: string;
    }
  | {
      kind: "enable";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
      /** @format uuid */
      staffId: string;
    }
  | {
      kind: "reset-factors";
      /**
       * Why, for the second administrator and the audit trail
       * @minLength 1
       * @maxLength 500
       */
      reason: string;
      /** @format uuid */
      staffId: string;
    };

export interface StaffMember {
  /** Otherwise one comes in by the organisation’s login */
  hasPassword: boolean;
  /** @format uuid */
  id: string;
  name: string;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  roles: (
    | "officer"
    | "mailroom"
    | "production"
    | "duty"
    | "supervisor"
    | "administrator"
    | "operator"
    | "auditor"
  )[];
  /** For the pages: 32 bytes, hex, that seal what is typed and not yet sent while it waits in a tab */
  tabKey: string;
  temporalWebUrl: string | null;
}

export interface StaffMemberInput {
  /** Otherwise one comes in by the organisation’s login */
  hasPassword: boolean;
  /** @format uuid */
  id: string;
  name: string;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  roles: (
    | "officer"
    | "mailroom"
    | "production"
    | "duty"
    | "supervisor"
    | "administrator"
    | "operator"
    | "auditor"
  )[];
  /** For the pages: 32 bytes, hex, that seal what is typed and not yet sent while it waits in a tab */
  tabKey: string;
  temporalWebUrl: string | null;
}

export interface StaffPerson {
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  createdAt: string;
  /** Second factors that count */
  factors: number;
  /** @format uuid */
  id: string;
  login: string;
  name: string;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  roles: (
    | "officer"
    | "mailroom"
    | "production"
    | "duty"
    | "supervisor"
    | "administrator"
    | "operator"
    | "auditor"
  )[];
  state: "invited" | "active" | "disabled";
}

export interface StaffPersonInput {
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  createdAt: string;
  /** Second factors that count */
  factors: number;
  /** @format uuid */
  id: string;
  login: string;
  name: string;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  roles: (
    | "officer"
    | "mailroom"
    | "production"
    | "duty"
    | "supervisor"
    | "administrator"
    | "operator"
    | "auditor"
  )[];
  state: "invited" | "active" | "disabled";
}

export interface StandingConsent {
  /** @format uuid */
  applicationId: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  at: string;
  given: "given" | "refused";
  kind: "face";
  /** Null for a draft, of which it can be withdrawn */
  orderNumber: string | null;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  service: string;
  version: string;
  /** UTC, ISO 8601 */
  withdrawnAt: string | null;
}

export interface StandingConsentInput {
  /** @format uuid */
  applicationId: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  at: string;
  given: "given" | "refused";
  kind: "face";
  /** Null for a draft, of which it can be withdrawn */
  orderNumber: string | null;
  post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
  service: string;
  version: string;
  /** UTC, ISO 8601 */
  withdrawnAt: string | null;
}

export interface Statement {
  kind: "nationality" | "loss" | "guardian-consent";
  text: string;
  textHash: string;
  title: string;
  version: string;
}

export interface StatementInput {
  kind: "nationality" | "loss" | "guardian-consent";
  text: string;
  textHash: string;
  title: string;
  version: string;
}

export interface StepUpAsked {
  challenge: string | null;
  kinds: ("totp" | "passkey" | "password")[];
  /** options for navigator.credentials.get() */
  passkey?: Partial<Record<string, any>>;
}

export interface StepUpAskedInput {
  challenge: string | null;
  kinds: ("totp" | "passkey" | "password")[];
  /** options for navigator.credentials.get() */
  passkey?: Partial<Record<string, any>>;
}

export interface Task {
  /** UTC, ISO 8601 */
  dueAt: string | null;
  /** @format uuid */
  id: string;
  kind:
    | "review"
    | "interview"
    | "issuer"
    | "production"
    | "dispatch"
    | "return-originals"
    | "overdue";
  mine: boolean;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  openedAt: string;
  orderNumber: string;
  ownDistrict: boolean;
  service: string;
  status:
    | "in_review"
    | "supplement_requested"
    | "interview_required"
    | "interview_booked"
    | "awaiting_materials"
    | "materials_received"
    | "in_production"
    | "produced"
    | "mailed"
    | "closed"
    | "refused"
    | "withdrawn";
  statusText: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  submittedAt: string;
  version: number;
}

export interface TaskInput {
  /** UTC, ISO 8601 */
  dueAt: string | null;
  /** @format uuid */
  id: string;
  kind:
    | "review"
    | "interview"
    | "issuer"
    | "production"
    | "dispatch"
    | "return-originals"
    | "overdue";
  mine: boolean;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  openedAt: string;
  orderNumber: string;
  ownDistrict: boolean;
  service: string;
  status:
    | "in_review"
    | "supplement_requested"
    | "interview_required"
    | "interview_booked"
    | "awaiting_materials"
    | "materials_received"
    | "in_production"
    | "produced"
    | "mailed"
    | "closed"
    | "refused"
    | "withdrawn";
  statusText: string;
  /**
   * UTC, ISO 8601
   * @format date-time
   */
  submittedAt: string;
  version: number;
}

export type QueryParamsType = Record<string | number, any>;
export type ResponseFormat = keyof Omit<Body, "body" | "bodyUsed">;

export interface FullRequestParams extends Omit<RequestInit, "body"> {
  /** set parameter to `true` for call `securityWorker` for this request */
  secure?: boolean;
  /** request path */
  path: string;
  /** content type of request body */
  type?: ContentType;
  /** query params */
  query?: QueryParamsType;
  /** format of response (i.e. response.json() -> format: "json") */
  format?: ResponseFormat;
  /** request body */
  body?: unknown;
  /** base url */
  baseUrl?: string;
  /** request cancellation token */
  cancelToken?: CancelToken;
}

export type RequestParams = Omit<
  FullRequestParams,
  "body" | "method" | "query" | "path"
>;

export interface ApiConfig<SecurityDataType = unknown> {
  baseUrl?: string;
  baseApiParams?: Omit<RequestParams, "baseUrl" | "cancelToken" | "signal">;
  securityWorker?: (
    securityData: SecurityDataType | null,
  ) => Promise<RequestParams | void> | RequestParams | void;
  customFetch?: typeof fetch;
}

export interface HttpResponse<D extends unknown, E extends unknown = unknown>
  extends Response {
  data: D;
  error: E;
}

type CancelToken = Symbol | string | number;

export enum ContentType {
  Json = "application/json",
  JsonApi = "application/vnd.api+json",
  FormData = "multipart/form-data",
  UrlEncoded = "application/x-www-form-urlencoded",
  Text = "text/plain",
}

export class HttpClient<SecurityDataType = unknown> {
  public baseUrl: string = "";
  private securityData: SecurityDataType | null = null;
  private securityWorker?: ApiConfig<SecurityDataType>["securityWorker"];
  private abortControllers = new Map<CancelToken, AbortController>();
  private customFetch = (...fetchParams: Parameters<typeof fetch>) =>
    fetch(...fetchParams);

  private baseApiParams: RequestParams = {
    credentials: "same-origin",
    headers: {},
    redirect: "follow",
    referrerPolicy: "no-referrer",
  };

  constructor(apiConfig: ApiConfig<SecurityDataType> = {}) {
    Object.assign(this, apiConfig);
  }

  public setSecurityData = (data: SecurityDataType | null) => {
    this.securityData = data;
  };

  protected encodeQueryParam(key: string, value: any) {
    const encodedKey = encodeURIComponent(key);
    return `${encodedKey}=${encodeURIComponent(typeof value === "number" ? value : `${value}`)}`;
  }

  protected addQueryParam(query: QueryParamsType, key: string) {
    return this.encodeQueryParam(key, query[key]);
  }

  protected addArrayQueryParam(query: QueryParamsType, key: string) {
    const value = query[key];
    return value.map((v: any) => this.encodeQueryParam(key, v)).join("&");
  }

  protected toQueryString(rawQuery?: QueryParamsType): string {
    const query = rawQuery || {};
    const keys = Object.keys(query).filter(
      (key) => "undefined" !== typeof query[key],
    );
    return keys
      .map((key) =>
        Array.isArray(query[key])
          ? this.addArrayQueryParam(query, key)
          : this.addQueryParam(query, key),
      )
      .join("&");
  }

  protected addQueryParams(rawQuery?: QueryParamsType): string {
    const queryString = this.toQueryString(rawQuery);
    return queryString ? `?${queryString}` : "";
  }

  private contentFormatters: Record<ContentType, (input: any) => any> = {
    [ContentType.Json]: (input: any) =>
      input !== null && (typeof input === "object" || typeof input === "string")
        ? JSON.stringify(input)
        : input,
    [ContentType.JsonApi]: (input: any) =>
      input !== null && (typeof input === "object" || typeof input === "string")
        ? JSON.stringify(input)
        : input,
    [ContentType.Text]: (input: any) =>
      input !== null && typeof input !== "string"
        ? JSON.stringify(input)
        : input,
    [ContentType.FormData]: (input: any) => {
      if (input instanceof FormData) {
        return input;
      }

      return Object.keys(input || {}).reduce((formData, key) => {
        const property = input[key];
        formData.append(
          key,
          property instanceof Blob
            ? property
            : typeof property === "object" && property !== null
              ? JSON.stringify(property)
              : `${property}`,
        );
        return formData;
      }, new FormData());
    },
    [ContentType.UrlEncoded]: (input: any) => this.toQueryString(input),
  };

  protected mergeRequestParams(
    params1: RequestParams,
    params2?: RequestParams,
  ): RequestParams {
    return {
      ...this.baseApiParams,
      ...params1,
      ...(params2 || {}),
      headers: {
        ...(this.baseApiParams.headers || {}),
        ...(params1.headers || {}),
        ...((params2 && params2.headers) || {}),
      },
    };
  }

  protected createAbortSignal = (
    cancelToken: CancelToken,
  ): AbortSignal | undefined => {
    if (this.abortControllers.has(cancelToken)) {
      const abortController = this.abortControllers.get(cancelToken);
      if (abortController) {
        return abortController.signal;
      }
      return void 0;
    }

    const abortController = new AbortController();
    this.abortControllers.set(cancelToken, abortController);
    return abortController.signal;
  };

  public abortRequest = (cancelToken: CancelToken) => {
    const abortController = this.abortControllers.get(cancelToken);

    if (abortController) {
      abortController.abort();
      this.abortControllers.delete(cancelToken);
    }
  };

  public request = async <T = any, E = any>({
    body,
    secure,
    path,
    type,
    query,
    format,
    baseUrl,
    cancelToken,
    ...params
  }: FullRequestParams): Promise<HttpResponse<T, E>> => {
    const secureParams =
      ((typeof secure === "boolean" ? secure : this.baseApiParams.secure) &&
        this.securityWorker &&
        (await this.securityWorker(this.securityData))) ||
      {};
    const requestParams = this.mergeRequestParams(params, secureParams);
    const queryString = query && this.toQueryString(query);
    const payloadFormatter = this.contentFormatters[type || ContentType.Json];
    const responseFormat = format || requestParams.format;

    return this.customFetch(
      `${baseUrl || this.baseUrl || ""}${path}${queryString ? `?${queryString}` : ""}`,
      {
        ...requestParams,
        headers: {
          ...(requestParams.headers || {}),
          ...(type && type !== ContentType.FormData
            ? { "Content-Type": type }
            : {}),
        },
        signal:
          (cancelToken
            ? this.createAbortSignal(cancelToken)
            : requestParams.signal) || null,
        body:
          typeof body === "undefined" || body === null
            ? null
            : payloadFormatter(body),
      },
    ).then(async (response) => {
      const r = response as HttpResponse<T, E>;
      r.data = null as unknown as T;
      r.error = null as unknown as E;

      const responseToParse = responseFormat ? response.clone() : response;
      const data = !responseFormat
        ? r
        : await responseToParse[responseFormat]()
            .then((data) => {
              if (r.ok) {
                r.data = data;
              } else {
                r.error = data;
              }
              return r;
            })
            .catch((e) => {
              r.error = e;
              return r;
            });

      if (cancelToken) {
        this.abortControllers.delete(cancelToken);
      }

      if (!response.ok) throw data;
      return data;
    });
  };
}

/**
 * @title Consular Cases 領事
 * @version 1
 *
 * Consular services of the Chinese posts in the United States. Errors are RFC 9457 problem documents in the language of Accept-Language (zh-Hans, zh-Hant, en). Commands need an Idempotency-Key; repeating one gives its first answer.
 */
export class Api<
  SecurityDataType extends unknown,
> extends HttpClient<SecurityDataType> {
  ready = {
    /**
     * No description
     *
     * @tags Health
     * @name Ready
     * @request GET:/ready
     */
    ready: (params: RequestParams = {}) =>
      this.request<
        any,
        {
          missing: string[];
          ready: boolean;
        }
      >({
        path: `/ready`,
        method: "GET",
        ...params,
      }),
  };
  v1 = {
    /**
     * No description
     *
     * @tags Catalogue
     * @name ListPosts
     * @request GET:/v1/posts
     */
    listPosts: (params: RequestParams = {}) =>
      this.request<
        {
          posts: Post[];
        },
        Problem
      >({
        path: `/v1/posts`,
        method: "GET",
        format: "json",
        ...params,
      }),

    /**
     * @description All services, and whom to turn to for those that cannot be ordered here (R-09, R-10).
     *
     * @tags Catalogue
     * @name ListServices
     * @request GET:/v1/services
     */
    listServices: (
      query?: {
        /** @default "WAS" */
        post?: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          fraudNotice: string;
          services: {
            code: string;
            elsewhere: string | null;
            name: string;
            orderable: boolean;
            purpose: string;
          }[];
        },
        Problem
      >({
        path: `/v1/services`,
        method: "GET",
        query: query,
        format: "json",
        ...params,
      }),

    /**
     * @description The form of a service; without a version the current one. A draft keeps its own.
     *
     * @tags Catalogue
     * @name GetForm
     * @request GET:/v1/forms/{service}
     */
    getForm: (
      service: string,
      query?: {
        version?: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<Form, Problem>({
        path: `/v1/forms/${service}`,
        method: "GET",
        query: query,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Catalogue
     * @name GetStatement
     * @request GET:/v1/statements/{kind}
     */
    getStatement: (
      kind: "nationality" | "loss" | "guardian-consent",
      params: RequestParams = {},
    ) =>
      this.request<Statement, Problem>({
        path: `/v1/statements/${kind}`,
        method: "GET",
        format: "json",
        ...params,
      }),

    /**
     * @description For browsers: that a page broke its content policy.
     *
     * @tags Edge
     * @name ReportPolicy
     * @request POST:/v1/policy-reports
     */
    reportPolicy: (
      data:
        | {
            "csp-report": {
              /** @maxLength 500 */
              "effective-directive"?: string;
              /** @maxLength 500 */
              "violated-directive"?: string;
              [key: string]: any;
            };
            [key: string]: any;
          }
        | {
            body?: {
              /** @maxLength 500 */
              effectiveDirective?: string;
              [key: string]: any;
            } | null;
            /** @maxLength 100 */
            type: string;
            [key: string]: any;
          }[],
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/policy-reports`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Catalogue
     * @name ListDurations
     * @request GET:/v1/services/{service}/durations
     */
    listDurations: (
      service: string,
      query: {
        post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
      },
      params: RequestParams = {},
    ) =>
      this.request<Durations, Problem>({
        path: `/v1/services/${service}/durations`,
        method: "GET",
        query: query,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Catalogue
     * @name GetQuestionnaire
     * @request GET:/v1/questionnaire
     */
    getQuestionnaire: (params: RequestParams = {}) =>
      this.request<
        {
          questions: FormField[];
        },
        Problem
      >({
        path: `/v1/questionnaire`,
        method: "GET",
        format: "json",
        ...params,
      }),

    /**
     * @description The right service for these answers to the questionnaire, with the reasons, or where to go instead.
     *
     * @tags Catalogue
     * @name AdviseService
     * @request POST:/v1/service-advice
     */
    adviseService: (
      data: {
        answers: Partial<Record<string, string>>;
        /** @default "WAS" */
        post?: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          elsewhere: string | null;
          name: string | null;
          orderable: boolean;
          reasons: string[];
          service: string | null;
          situation: string | null;
        },
        Problem
      >({
        path: `/v1/service-advice`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Materials, statements, fee, what is mailed and when, under the policy in force at the post today.
     *
     * @tags Catalogue
     * @name GetRequirements
     * @request GET:/v1/services/{service}/requirements
     */
    getRequirements: (
      service: string,
      query: {
        /** @default "false" */
        minor?: "true" | "false";
        post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
        /** @maxLength 60 */
        situation?: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<Requirements, Problem>({
        path: `/v1/services/${service}/requirements`,
        method: "GET",
        query: query,
        format: "json",
        ...params,
      }),

    /**
     * @description Registers an e-mail address or a Chinese mobile number and sends a one-time code there. The answer is the same for a known one.
     *
     * @tags Accounts
     * @name Register
     * @request POST:/v1/accounts
     */
    register: (
      data:
        | {
            /** @maxLength 254 */
            email: any;
            lang?: "hans" | "hant" | "en";
            /** @maxLength 512 */
            password: string;
          }
        | {
            lang?: "hans" | "hant" | "en";
            /** @maxLength 512 */
            password: string;
            /**
             * a mobile number of mainland China, with or without +86
             * @maxLength 30
             */
            phone: string;
          },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          codeSent: true;
        },
        Problem
      >({
        path: `/v1/accounts`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name ConfirmAccount
     * @request POST:/v1/accounts/confirmation
     */
    confirmAccount: (
      data:
        | {
            code: string;
            /** @maxLength 254 */
            email: any;
          }
        | {
            code: string;
            /**
             * a mobile number of mainland China, with or without +86
             * @maxLength 30
             */
            phone: string;
          },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          confirmed: true;
        },
        Problem
      >({
        path: `/v1/accounts/confirmation`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name Logout
     * @request DELETE:/v1/sessions/current
     */
    logout: (params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/sessions/current`,
        method: "DELETE",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name StaffLogout
     * @request DELETE:/v1/staff/sessions/current
     */
    staffLogout: (params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/staff/sessions/current`,
        method: "DELETE",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name Me
     * @request GET:/v1/me
     * @secure
     */
    me: (params: RequestParams = {}) =>
      this.request<Me, Problem>({
        path: `/v1/me`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description The language of e-mails and, where a request names none, of messages.
     *
     * @tags Accounts
     * @name ChangeLanguage
     * @request PATCH:/v1/me
     * @secure
     */
    changeLanguage: (
      data: {
        lang: "hans" | "hant" | "en";
      },
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/me`,
        method: "PATCH",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * @description Opens a session, or asks for the second factor. Unknown people and wrong passwords are answered alike.
     *
     * @tags Accounts
     * @name Login
     * @request POST:/v1/sessions
     */
    login: (
      data:
        | {
            /** @maxLength 254 */
            email: any;
            /** @maxLength 512 */
            password: string;
            /**
             * cookie: for browsers, HttpOnly
             * @default "token"
             */
            transport?: "token" | "cookie";
          }
        | {
            /** @maxLength 512 */
            password: string;
            /**
             * a mobile number of mainland China, with or without +86
             * @maxLength 30
             */
            phone: string;
            /**
             * cookie: for browsers, HttpOnly
             * @default "token"
             */
            transport?: "token" | "cookie";
          },
      params: RequestParams = {},
    ) =>
      this.request<Session, Problem>({
        path: `/v1/sessions`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name FinishLogin
     * @request POST:/v1/sessions/second-factor
     */
    finishLogin: (data: FactorProofInput, params: RequestParams = {}) =>
      this.request<Session, Problem>({
        path: `/v1/sessions/second-factor`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description For a login with a passkey alone: what it has to sign.
     *
     * @tags Accounts
     * @name AskPasskeyLogin
     * @request POST:/v1/sessions/passkey/challenge
     */
    askPasskeyLogin: (
      data: {
        /**
         * cookie: for browsers, HttpOnly
         * @default "token"
         */
        transport?: "token" | "cookie";
      },
      params: RequestParams = {},
    ) =>
      this.request<FactorChallenge, Problem>({
        path: `/v1/sessions/passkey/challenge`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name PasskeyLogin
     * @request POST:/v1/sessions/passkey
     */
    passkeyLogin: (data: PasskeyProofInput, params: RequestParams = {}) =>
      this.request<Session, Problem>({
        path: `/v1/sessions/passkey`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Ends all other sessions.
     *
     * @tags Accounts
     * @name ChangePassword
     * @request PUT:/v1/me/password
     * @secure
     */
    changePassword: (
      data: {
        /** @maxLength 512 */
        current: string;
        /** @maxLength 512 */
        password: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/me/password`,
        method: "PUT",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * @description Sends a code. The answer is the same for an unknown address.
     *
     * @tags Accounts
     * @name AskPasswordReset
     * @request POST:/v1/password-resets
     */
    askPasswordReset: (
      data:
        | {
            /** @maxLength 254 */
            email: any;
          }
        | {
            /**
             * a mobile number of mainland China, with or without +86
             * @maxLength 30
             */
            phone: string;
          },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          codeSent: true;
        },
        Problem
      >({
        path: `/v1/password-resets`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description With the code: what has to be given beside the new password. No kinds: nothing.
     *
     * @tags Accounts
     * @name ConfirmPasswordReset
     * @request POST:/v1/password-resets/confirmation
     */
    confirmPasswordReset: (
      data:
        | {
            code: string;
            /** @maxLength 254 */
            email: any;
          }
        | {
            code: string;
            /**
             * a mobile number of mainland China, with or without +86
             * @maxLength 30
             */
            phone: string;
          },
      params: RequestParams = {},
    ) =>
      this.request<FactorChallenge, Problem>({
        path: `/v1/password-resets/confirmation`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Ends all sessions. Who has a second factor gives it here.
     *
     * @tags Accounts
     * @name ResetPassword
     * @request PUT:/v1/password-resets/password
     */
    resetPassword: (
      data: {
        /** @maxLength 100 */
        challenge: string;
        code?: string;
        passkey?: PasskeySignatureInput;
        /** @maxLength 512 */
        password: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/password-resets/password`,
        method: "PUT",
        body: data,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * @description Sends a code to a new address. The answer is the same for one that somebody else has.
     *
     * @tags Accounts
     * @name AskAddress
     * @request POST:/v1/me/addresses
     * @secure
     */
    askAddress: (
      data:
        | {
            /** @maxLength 254 */
            email: any;
          }
        | {
            /**
             * a mobile number of mainland China, with or without +86
             * @maxLength 30
             */
            phone: string;
          },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          codeSent: true;
        },
        Problem
      >({
        path: `/v1/me/addresses`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Takes the place of an address of the same kind.
     *
     * @tags Accounts
     * @name AddAddress
     * @request POST:/v1/me/addresses/confirmation
     * @secure
     */
    addAddress: (
      data:
        | {
            code: string;
            /** @maxLength 254 */
            email: any;
          }
        | {
            code: string;
            /**
             * a mobile number of mainland China, with or without +86
             * @maxLength 30
             */
            phone: string;
          },
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/me/addresses/confirmation`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name RemoveAddress
     * @request DELETE:/v1/me/addresses/{kind}
     * @secure
     */
    removeAddress: (kind: "email" | "phone", params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/me/addresses/${kind}`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * @description Has the identity authority compare number and name. A later paper of the same person takes the place of the first.
     *
     * @tags Accounts
     * @name ConfirmRealName
     * @request POST:/v1/me/real-name
     * @secure
     */
    confirmRealName: (
      data: {
        kind: "passport" | "resident-id";
        /**
         * @minLength 1
         * @maxLength 100
         */
        name: string;
        /**
         * @minLength 1
         * @maxLength 60
         */
        number: string;
        /**
         * whom to ask instead, when the paper cannot be accepted
         * @default "WAS"
         */
        post?: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
      },
      params: RequestParams = {},
    ) =>
      this.request<RealName, Problem>({
        path: `/v1/me/real-name`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name ListSessions
     * @request GET:/v1/me/sessions
     * @secure
     */
    listSessions: (params: RequestParams = {}) =>
      this.request<
        {
          sessions: SessionView[];
        },
        Problem
      >({
        path: `/v1/me/sessions`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Ends all sessions but the present one.
     *
     * @tags Accounts
     * @name EndOtherSessions
     * @request DELETE:/v1/me/sessions
     * @secure
     */
    endOtherSessions: (params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/me/sessions`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name EndOwnSession
     * @request DELETE:/v1/me/sessions/{id}
     * @secure
     */
    endOwnSession: (id: string, params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/me/sessions/${id}`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * @description What the step-up has to be answered with. Without a challenge: the password.
     *
     * @tags Accounts
     * @name AskStepUp
     * @request POST:/v1/me/step-up/challenge
     * @secure
     */
    askStepUp: (params: RequestParams = {}) =>
      this.request<StepUpAsked, Problem>({
        path: `/v1/me/step-up/challenge`,
        method: "POST",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Opens critical acts for ten minutes. The session gets a new token; the old one opens nothing any more.
     *
     * @tags Accounts
     * @name StepUp
     * @request POST:/v1/me/step-up
     * @secure
     */
    stepUp: (
      data:
        | FactorProofInput
        | {
            /** @maxLength 512 */
            password: string;
          },
      params: RequestParams = {},
    ) =>
      this.request<Session, Problem>({
        path: `/v1/me/step-up`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name ListFactors
     * @request GET:/v1/me/factors
     * @secure
     */
    listFactors: (params: RequestParams = {}) =>
      this.request<
        {
          factors: {
            /** @format date-time */
            addedAt: string;
            /** @format uuid */
            id: string;
            kind: "totp" | "passkey";
            lastUsedAt: string | null;
            name: string;
          }[];
        },
        Problem
      >({
        path: `/v1/me/factors`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description A secret for an authenticator app. It counts only after its first code.
     *
     * @tags Accounts
     * @name AddTotp
     * @request POST:/v1/me/factors/totp
     * @secure
     */
    addTotp: (
      data: {
        /**
         * @minLength 1
         * @maxLength 50
         */
        name: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          /** @format uuid */
          id: string;
          /** The same as a QR code: the path of an SVG of `size` modules */
          qr: {
            path: string;
            size: number;
          };
          /** base32, to be typed where no picture can be read */
          secret: string;
          /** otpauth://, as a link */
          uri: string;
        },
        Problem
      >({
        path: `/v1/me/factors/totp`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name ConfirmTotp
     * @request POST:/v1/me/factors/{id}/confirmation
     * @secure
     */
    confirmTotp: (
      id: string,
      data: {
        code: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/me/factors/${id}/confirmation`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name AskPasskey
     * @request POST:/v1/me/factors/passkey
     * @secure
     */
    askPasskey: (
      data: {
        /**
         * @minLength 1
         * @maxLength 50
         */
        name: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          challenge: string;
          /** options for navigator.credentials.create() */
          passkey: Partial<Record<string, any>>;
        },
        Problem
      >({
        path: `/v1/me/factors/passkey`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name AddPasskey
     * @request POST:/v1/me/factors/passkey/confirmation
     * @secure
     */
    addPasskey: (
      data: {
        /** @maxLength 100 */
        challenge: string;
        passkey: PasskeyCreationInput;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          /** @format uuid */
          id: string;
        },
        Problem
      >({
        path: `/v1/me/factors/passkey/confirmation`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Accounts
     * @name RemoveFactor
     * @request DELETE:/v1/me/factors/{id}
     * @secure
     */
    removeFactor: (id: string, params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/me/factors/${id}`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name ListStaffSessions
     * @request GET:/v1/staff/me/sessions
     * @secure
     */
    listStaffSessions: (params: RequestParams = {}) =>
      this.request<
        {
          sessions: SessionView[];
        },
        Problem
      >({
        path: `/v1/staff/me/sessions`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Ends all sessions but the present one.
     *
     * @tags Staff
     * @name EndOtherStaffSessions
     * @request DELETE:/v1/staff/me/sessions
     * @secure
     */
    endOtherStaffSessions: (params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/staff/me/sessions`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name EndOwnStaffSession
     * @request DELETE:/v1/staff/me/sessions/{id}
     * @secure
     */
    endOwnStaffSession: (id: string, params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/staff/me/sessions/${id}`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * @description What the step-up has to be answered with. Without a challenge: the password.
     *
     * @tags Staff
     * @name AskStaffStepUp
     * @request POST:/v1/staff/me/step-up/challenge
     * @secure
     */
    askStaffStepUp: (params: RequestParams = {}) =>
      this.request<StepUpAsked, Problem>({
        path: `/v1/staff/me/step-up/challenge`,
        method: "POST",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Opens critical acts for ten minutes. The session gets a new token; the old one opens nothing any more.
     *
     * @tags Staff
     * @name StaffStepUp
     * @request POST:/v1/staff/me/step-up
     * @secure
     */
    staffStepUp: (data: FactorProofInput, params: RequestParams = {}) =>
      this.request<Session, Problem>({
        path: `/v1/staff/me/step-up`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name ListStaffFactors
     * @request GET:/v1/staff/me/factors
     * @secure
     */
    listStaffFactors: (params: RequestParams = {}) =>
      this.request<
        {
          factors: {
            /** @format date-time */
            addedAt: string;
            /** @format uuid */
            id: string;
            kind: "totp" | "passkey";
            lastUsedAt: string | null;
            name: string;
          }[];
        },
        Problem
      >({
        path: `/v1/staff/me/factors`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description A secret for an authenticator app. It counts only after its first code.
     *
     * @tags Staff
     * @name AddStaffTotp
     * @request POST:/v1/staff/me/factors/totp
     * @secure
     */
    addStaffTotp: (
      data: {
        /**
         * @minLength 1
         * @maxLength 50
         */
        name: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          /** @format uuid */
          id: string;
          /** The same as a QR code: the path of an SVG of `size` modules */
          qr: {
            path: string;
            size: number;
          };
          /** base32, to be typed where no picture can be read */
          secret: string;
          /** otpauth://, as a link */
          uri: string;
        },
        Problem
      >({
        path: `/v1/staff/me/factors/totp`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name ConfirmStaffTotp
     * @request POST:/v1/staff/me/factors/{id}/confirmation
     * @secure
     */
    confirmStaffTotp: (
      id: string,
      data: {
        code: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/staff/me/factors/${id}/confirmation`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name AskStaffPasskey
     * @request POST:/v1/staff/me/factors/passkey
     * @secure
     */
    askStaffPasskey: (
      data: {
        /**
         * @minLength 1
         * @maxLength 50
         */
        name: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          challenge: string;
          /** options for navigator.credentials.create() */
          passkey: Partial<Record<string, any>>;
        },
        Problem
      >({
        path: `/v1/staff/me/factors/passkey`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name AddStaffPasskey
     * @request POST:/v1/staff/me/factors/passkey/confirmation
     * @secure
     */
    addStaffPasskey: (
      data: {
        /** @maxLength 100 */
        challenge: string;
        passkey: PasskeyCreationInput;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          /** @format uuid */
          id: string;
        },
        Problem
      >({
        path: `/v1/staff/me/factors/passkey/confirmation`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name RemoveStaffFactor
     * @request DELETE:/v1/staff/me/factors/{id}
     * @secure
     */
    removeStaffFactor: (id: string, params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/staff/me/factors/${id}`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * @description A ZIP file with all data of the account. Needs a step-up; twice a day.
     *
     * @tags Accounts
     * @name ExportOwnData
     * @request GET:/v1/me/export
     * @secure
     */
    exportOwnData: (params: RequestParams = {}) =>
      this.request<Blob, Problem>({
        path: `/v1/me/export`,
        method: "GET",
        secure: true,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Drafts
     * @name CreateDraft
     * @request POST:/v1/drafts
     * @secure
     */
    createDraft: (
      data: {
        post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
        service:
          | "passport.issue"
          | "passport.renew"
          | "passport.replace"
          | "travel-document.issue"
          | "travel-document.renew"
          | "travel-document.replace";
        /**
         * One of the requirements’ situations: what it says is answered already
         * @maxLength 60
         */
        situation?: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<Draft, Problem>({
        path: `/v1/drafts`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Drafts
     * @name ListDrafts
     * @request GET:/v1/drafts
     * @secure
     */
    listDrafts: (params: RequestParams = {}) =>
      this.request<
        {
          drafts: {
            /** @format uuid */
            id: string;
            post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
            service: string;
            /**
             * UTC, ISO 8601
             * @format date-time
             */
            updatedAt: string;
          }[];
        },
        Problem
      >({
        path: `/v1/drafts`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Drafts
     * @name GetDraft
     * @request GET:/v1/drafts/{id}
     * @secure
     */
    getDraft: (id: string, params: RequestParams = {}) =>
      this.request<Draft, Problem>({
        path: `/v1/drafts/${id}`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Saves the given answers and leaves the others. A faulty answer is saved too, and named in `faults`.
     *
     * @tags Drafts
     * @name SaveDraft
     * @request PATCH:/v1/drafts/{id}
     * @secure
     */
    saveDraft: (
      id: string,
      data: {
        /** By field id; see the form */
        answers: Partial<Record<string, string>>;
        seenRevision?: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          faults: {
            advice: boolean;
            field: string;
            reason: string;
            rule: string;
          }[];
          revision: number;
        },
        Problem
      >({
        path: `/v1/drafts/${id}`,
        method: "PATCH",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Drafts
     * @name DeleteDraft
     * @request DELETE:/v1/drafts/{id}
     * @secure
     */
    deleteDraft: (id: string, params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/drafts/${id}`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * @description Signs a statement with a drawn signature (R-13, R-14, R-15).
     *
     * @tags Drafts
     * @name SignStatement
     * @request PUT:/v1/drafts/{id}/statements/{kind}
     * @secure
     */
    signStatement: (
      id: string,
      kind: "nationality" | "loss" | "guardian-consent",
      data: {
        signature: {
          height: number;
          /**
           * x, y pairs of each stroke, in a box of width × height
           * @maxItems 200
           * @minItems 1
           */
          strokes: number[][];
          width: number;
        };
        /** SHA-256 of the text that was read */
        textHash: string;
        /** @maxLength 40 */
        version: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/drafts/${id}/statements/${kind}`,
        method: "PUT",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * @description Checks everything again and makes the order. Needs an Idempotency-Key: repeating it gives the same order.
     *
     * @tags Drafts
     * @name SubmitDraft
     * @request POST:/v1/drafts/{id}/submission
     * @secure
     */
    submitDraft: (id: string, params: RequestParams = {}) =>
      this.request<
        {
          feeCents: number;
          orderNumber: string;
          status:
            | "in_review"
            | "supplement_requested"
            | "interview_required"
            | "interview_booked"
            | "awaiting_materials"
            | "materials_received"
            | "in_production"
            | "produced"
            | "mailed"
            | "closed"
            | "refused"
            | "withdrawn";
          /**
           * UTC, ISO 8601
           * @format date-time
           */
          submittedAt: string;
        },
        Problem
      >({
        path: `/v1/drafts/${id}/submission`,
        method: "POST",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description multipart/form-data with one part `file`: a JPEG of at most 5 MB (R-15). The kind is in the query; `replace=true` puts it in the place of the present one. A portrait that is a PNG is converted when `convert=jpeg` asks for it.
     *
     * @tags Drafts
     * @name UploadDocument
     * @request POST:/v1/drafts/{id}/documents
     * @secure
     */
    uploadDocument: (
      id: string,
      query: {
        convert?: "jpeg";
        /** @maxLength 60 */
        kind: string;
        /** @default "false" */
        replace?: "true" | "false";
      },
      data: {
        /**
         * One picture
         * @format binary
         */
        file: File;
      },
      params: RequestParams = {},
    ) =>
      this.request<Document, Problem>({
        path: `/v1/drafts/${id}/documents`,
        method: "POST",
        query: query,
        body: data,
        secure: true,
        type: ContentType.FormData,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Drafts
     * @name GetDocument
     * @request GET:/v1/drafts/{id}/documents/{documentId}
     * @secure
     */
    getDocument: (id: string, documentId: string, params: RequestParams = {}) =>
      this.request<Blob, Problem>({
        path: `/v1/drafts/${id}/documents/${documentId}`,
        method: "GET",
        secure: true,
        format: "blob",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Drafts
     * @name DeleteDocument
     * @request DELETE:/v1/drafts/{id}/documents/{documentId}
     * @secure
     */
    deleteDocument: (
      id: string,
      documentId: string,
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/drafts/${id}/documents/${documentId}`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * @description A small JPEG, upright and without any metadata (R-15).
     *
     * @tags Drafts
     * @name GetDocumentPreview
     * @request GET:/v1/drafts/{id}/documents/{documentId}/preview
     * @secure
     */
    getDocumentPreview: (
      id: string,
      documentId: string,
      params: RequestParams = {},
    ) =>
      this.request<Blob, Problem>({
        path: `/v1/drafts/${id}/documents/${documentId}/preview`,
        method: "GET",
        secure: true,
        format: "blob",
        ...params,
      }),

    /**
     * @description A small JPEG, upright and without any metadata (R-15).
     *
     * @tags Orders
     * @name GetOrderDocumentPreview
     * @request GET:/v1/orders/{orderNumber}/documents/{documentId}/preview
     * @secure
     */
    getOrderDocumentPreview: (
      orderNumber: string,
      documentId: string,
      params: RequestParams = {},
    ) =>
      this.request<Blob, Problem>({
        path: `/v1/orders/${orderNumber}/documents/${documentId}/preview`,
        method: "GET",
        secure: true,
        format: "blob",
        ...params,
      }),

    /**
     * @description Checks the current portrait against the published photo rules (R-16) and keeps what it finds with the picture. To be called after the upload. It advises, an officer decides.
     *
     * @tags Drafts
     * @name CheckPortrait
     * @request POST:/v1/drafts/{id}/portrait-check
     * @secure
     */
    checkPortrait: (
      id: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<PortraitAdvice, Problem>({
        path: `/v1/drafts/${id}/portrait-check`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Crops and scales the current portrait around the face to the rule’s ratio and size, as a JPEG without metadata, which takes its place (R-16). A new portrait asks for a new face comparison.
     *
     * @tags Drafts
     * @name FitPortrait
     * @request POST:/v1/drafts/{id}/portrait-fit
     * @secure
     */
    fitPortrait: (
      id: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<Document, Problem>({
        path: `/v1/drafts/${id}/portrait-fit`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Catalogue
     * @name GetConsentText
     * @request GET:/v1/consents/{kind}
     */
    getConsentText: (kind: "face", params: RequestParams = {}) =>
      this.request<ConsentText, Problem>({
        path: `/v1/consents/${kind}`,
        method: "GET",
        format: "json",
        ...params,
      }),

    /**
     * @description What was said last of each draft and order of the account.
     *
     * @tags Accounts
     * @name ListConsents
     * @request GET:/v1/me/consents
     * @secure
     */
    listConsents: (params: RequestParams = {}) =>
      this.request<
        {
          consents: StandingConsent[];
        },
        Problem
      >({
        path: `/v1/me/consents`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Consents or refuses, until the submission; refusing later withdraws, and deletes what comparisons have said. Who refuses is interviewed instead.
     *
     * @tags Drafts
     * @name AnswerConsent
     * @request PUT:/v1/drafts/{id}/consents/{kind}
     * @secure
     */
    answerConsent: (
      id: string,
      kind: "face",
      data: {
        given: boolean;
        textHash: string;
        /** @maxLength 40 */
        version: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/drafts/${id}/consents/${kind}`,
        method: "PUT",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Drafts
     * @name ListFaceChecks
     * @request GET:/v1/drafts/{id}/face-checks
     * @secure
     */
    listFaceChecks: (id: string, params: RequestParams = {}) =>
      this.request<FaceChecks, Problem>({
        path: `/v1/drafts/${id}/face-checks`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description multipart/form-data with one part `file`: a selfie, a JPEG of at most 5 MB. It is compared with the current portrait and thrown away. Tries a day are limited by policy (R-17).
     *
     * @tags Drafts
     * @name CheckFace
     * @request POST:/v1/drafts/{id}/face-checks
     * @secure
     */
    checkFace: (
      id: string,
      data: {
        /**
         * One picture
         * @format binary
         */
        file: File;
      },
      params: RequestParams = {},
    ) =>
      this.request<FaceChecks, Problem>({
        path: `/v1/drafts/${id}/face-checks`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.FormData,
        format: "json",
        ...params,
      }),

    /**
     * @description Goes on without a comparison after several failures; an interview is due then (R-17).
     *
     * @tags Drafts
     * @name SkipFaceCheck
     * @request POST:/v1/drafts/{id}/face-checks/skip
     * @secure
     */
    skipFaceCheck: (
      id: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<FaceChecks, Problem>({
        path: `/v1/drafts/${id}/face-checks/skip`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Drafts
     * @name ReadMrz
     * @request POST:/v1/drafts/{id}/mrz-reading
     * @secure
     */
    readMrz: (id: string, data?: object | null, params: RequestParams = {}) =>
      this.request<MrzReading, Problem>({
        path: `/v1/drafts/${id}/mrz-reading`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Orders
     * @name ListOrders
     * @request GET:/v1/orders
     * @secure
     */
    listOrders: (params: RequestParams = {}) =>
      this.request<
        {
          orders: {
            /** Until when the next step should be done */
            dueAt: string | null;
            /** What happens next, in the reader’s language (R-19) */
            nextAction: string;
            nextActor: "applicant" | "post" | "new-york" | "nobody";
            orderNumber: string;
            overdue: boolean;
            post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
            service: string;
            status:
              | "in_review"
              | "supplement_requested"
              | "interview_required"
              | "interview_booked"
              | "awaiting_materials"
              | "materials_received"
              | "in_production"
              | "produced"
              | "mailed"
              | "closed"
              | "refused"
              | "withdrawn";
            statusText: string;
            /**
             * UTC, ISO 8601
             * @format date-time
             */
            submittedAt: string;
            /**
             * UTC, ISO 8601
             * @format date-time
             */
            updatedAt: string;
            version: number;
            waitingFor: "applicant" | "staff" | "nobody";
          }[];
        },
        Problem
      >({
        path: `/v1/orders`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Orders
     * @name GetOrder
     * @request GET:/v1/orders/{orderNumber}
     * @secure
     */
    getOrder: (orderNumber: string, params: RequestParams = {}) =>
      this.request<Order, Problem>({
        path: `/v1/orders/${orderNumber}`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Answers an open supplement request: corrected answers here, documents uploaded before. Nothing else can be changed.
     *
     * @tags Orders
     * @name ProvideSupplement
     * @request POST:/v1/orders/{orderNumber}/supplement
     * @secure
     */
    provideSupplement: (
      orderNumber: string,
      data: {
        answers: Partial<Record<string, string>>;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/orders/${orderNumber}/supplement`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description A document for an open supplement request; it waits as pending until the supplement is provided.
     *
     * @tags Orders
     * @name UploadSupplementDocument
     * @request POST:/v1/orders/{orderNumber}/documents
     * @secure
     */
    uploadSupplementDocument: (
      orderNumber: string,
      query: {
        /** @maxLength 60 */
        kind: string;
        /** @default "false" */
        replace?: "true" | "false";
      },
      data: {
        /**
         * One picture
         * @format binary
         */
        file: File;
      },
      params: RequestParams = {},
    ) =>
      this.request<Document, Problem>({
        path: `/v1/orders/${orderNumber}/documents`,
        method: "POST",
        query: query,
        body: data,
        secure: true,
        type: ContentType.FormData,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Orders
     * @name BookInterview
     * @request POST:/v1/orders/{orderNumber}/interview
     * @secure
     */
    bookInterview: (
      orderNumber: string,
      data: {
        /**
         * UTC, ISO 8601
         * @format date-time
         */
        startsAt: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/orders/${orderNumber}/interview`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Cancels the booked interview; another time is to be chosen.
     *
     * @tags Orders
     * @name CancelInterview
     * @request POST:/v1/orders/{orderNumber}/interview-cancellation
     * @secure
     */
    cancelInterview: (
      orderNumber: string,
      data: object,
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/orders/${orderNumber}/interview-cancellation`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Confirms that the new document has arrived; closes the order.
     *
     * @tags Orders
     * @name ConfirmReceipt
     * @request POST:/v1/orders/{orderNumber}/receipt
     * @secure
     */
    confirmReceipt: (
      orderNumber: string,
      data: object,
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/orders/${orderNumber}/receipt`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Withdraws the order; possible until production starts (R-20).
     *
     * @tags Orders
     * @name Withdraw
     * @request POST:/v1/orders/{orderNumber}/withdrawal
     * @secure
     */
    withdraw: (
      orderNumber: string,
      data: {
        /**
         * @maxLength 1000
         * @default ""
         */
        note?: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/orders/${orderNumber}/withdrawal`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Helping others
     * @name GetHandOver
     * @request GET:/v1/orders/{orderNumber}/hand-over
     * @secure
     */
    getHandOver: (orderNumber: string, params: RequestParams = {}) =>
      this.request<HandOver, Problem>({
        path: `/v1/orders/${orderNumber}/hand-over`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Makes a code with which the applicant’s own account takes the order over. It is told this once; a new one ends the one before.
     *
     * @tags Helping others
     * @name OfferHandOver
     * @request POST:/v1/orders/{orderNumber}/hand-over
     * @secure
     */
    offerHandOver: (
      orderNumber: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<
        {
          code: string;
          /**
           * UTC, ISO 8601
           * @format date-time
           */
          codeUntil: string;
        },
        Problem
      >({
        path: `/v1/orders/${orderNumber}/hand-over`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Helping others
     * @name RevokeHandOver
     * @request DELETE:/v1/orders/{orderNumber}/hand-over
     * @secure
     */
    revokeHandOver: (orderNumber: string, params: RequestParams = {}) =>
      this.request<void, Problem>({
        path: `/v1/orders/${orderNumber}/hand-over`,
        method: "DELETE",
        secure: true,
        ...params,
      }),

    /**
     * @description Takes an order over with its claim code; without one when the account’s confirmed real name is the applicant’s. An unknown order and a wrong code are refused alike.
     *
     * @tags Helping others
     * @name TakeOrderOver
     * @request POST:/v1/hand-overs
     * @secure
     */
    takeOrderOver: (
      data: {
        /**
         * @minLength 1
         * @maxLength 60
         */
        code?: string;
        /** @maxLength 40 */
        orderNumber: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          /** Until when the next step should be done */
          dueAt: string | null;
          /** What happens next, in the reader’s language (R-19) */
          nextAction: string;
          nextActor: "applicant" | "post" | "new-york" | "nobody";
          orderNumber: string;
          overdue: boolean;
          post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
          service: string;
          status:
            | "in_review"
            | "supplement_requested"
            | "interview_required"
            | "interview_booked"
            | "awaiting_materials"
            | "materials_received"
            | "in_production"
            | "produced"
            | "mailed"
            | "closed"
            | "refused"
            | "withdrawn";
          statusText: string;
          /**
           * UTC, ISO 8601
           * @format date-time
           */
          submittedAt: string;
          /**
           * UTC, ISO 8601
           * @format date-time
           */
          updatedAt: string;
          version: number;
          waitingFor: "applicant" | "staff" | "nobody";
        },
        Problem
      >({
        path: `/v1/hand-overs`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Messages
     * @name ListMessages
     * @request GET:/v1/messages
     * @secure
     */
    listMessages: (
      query?: {
        /** @maxLength 40 */
        orderNumber?: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          messages: Message[];
          unread: number;
        },
        Problem
      >({
        path: `/v1/messages`,
        method: "GET",
        query: query,
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Messages
     * @name CountUnreadMessages
     * @request GET:/v1/messages/unread-count
     * @secure
     */
    countUnreadMessages: (params: RequestParams = {}) =>
      this.request<
        {
          unread: number;
        },
        Problem
      >({
        path: `/v1/messages/unread-count`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Marks the messages that are on the screen as read; answers how many are left unread.
     *
     * @tags Messages
     * @name ReadMessages
     * @request POST:/v1/messages/read
     * @secure
     */
    readMessages: (
      data: {
        /**
         * @maxItems 200
         * @minItems 1
         */
        ids: string[];
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          unread: number;
        },
        Problem
      >({
        path: `/v1/messages/read`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Messages
     * @name ReadMessage
     * @request POST:/v1/messages/{id}/read
     * @secure
     */
    readMessage: (
      id: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/messages/${id}/read`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * @description The confirmation 確認單 of a submitted order, as it stands now.
     *
     * @tags Papers
     * @name GetConfirmationPdf
     * @request GET:/v1/orders/{orderNumber}/confirmation.pdf
     * @secure
     */
    getConfirmationPdf: (
      orderNumber: string,
      query?: {
        lang?: "hans" | "hant" | "en";
      },
      params: RequestParams = {},
    ) =>
      this.request<Blob, Problem>({
        path: `/v1/orders/${orderNumber}/confirmation.pdf`,
        method: "GET",
        query: query,
        secure: true,
        ...params,
      }),

    /**
     * @description The slip 便簽 for the envelope; from 待制證 on.
     *
     * @tags Papers
     * @name GetSlipPdf
     * @request GET:/v1/orders/{orderNumber}/slip.pdf
     * @secure
     */
    getSlipPdf: (
      orderNumber: string,
      query?: {
        lang?: "hans" | "hant" | "en";
      },
      params: RequestParams = {},
    ) =>
      this.request<Blob, Problem>({
        path: `/v1/orders/${orderNumber}/slip.pdf`,
        method: "GET",
        query: query,
        secure: true,
        ...params,
      }),

    /**
     * @description The mailing label with the post’s own envelope mark; from 待制證 on.
     *
     * @tags Papers
     * @name GetLabelPdf
     * @request GET:/v1/orders/{orderNumber}/label.pdf
     * @secure
     */
    getLabelPdf: (
      orderNumber: string,
      query?: {
        lang?: "hans" | "hant" | "en";
      },
      params: RequestParams = {},
    ) =>
      this.request<Blob, Problem>({
        path: `/v1/orders/${orderNumber}/label.pdf`,
        method: "GET",
        query: query,
        secure: true,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name GetCaseSlipPdf
     * @request GET:/v1/staff/cases/{orderNumber}/slip.pdf
     * @secure
     */
    getCaseSlipPdf: (
      orderNumber: string,
      query?: {
        lang?: "hans" | "hant" | "en";
      },
      params: RequestParams = {},
    ) =>
      this.request<Blob, Problem>({
        path: `/v1/staff/cases/${orderNumber}/slip.pdf`,
        method: "GET",
        query: query,
        secure: true,
        ...params,
      }),

    /**
     * @description A small JPEG, upright and without any metadata (R-15).
     *
     * @tags Staff
     * @name GetCaseDocumentPreview
     * @request GET:/v1/staff/cases/{orderNumber}/documents/{documentId}/preview
     * @secure
     */
    getCaseDocumentPreview: (
      orderNumber: string,
      documentId: string,
      params: RequestParams = {},
    ) =>
      this.request<Blob, Problem>({
        path: `/v1/staff/cases/${orderNumber}/documents/${documentId}/preview`,
        method: "GET",
        secure: true,
        format: "blob",
        ...params,
      }),

    /**
     * @description Never opens a session by itself: asks for the second factor, or for the enrolment of the first one.
     *
     * @tags Staff
     * @name StaffLogin
     * @request POST:/v1/staff/sessions
     */
    staffLogin: (
      data: {
        /**
         * @minLength 1
         * @maxLength 100
         */
        login: string;
        /** @maxLength 512 */
        password: string;
        /**
         * cookie: for browsers, HttpOnly
         * @default "token"
         */
        transport?: "token" | "cookie";
      },
      params: RequestParams = {},
    ) =>
      this.request<SecondFactorNeeded | EnrolmentNeeded, Problem>({
        path: `/v1/staff/sessions`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name FinishStaffLogin
     * @request POST:/v1/staff/sessions/second-factor
     */
    finishStaffLogin: (data: FactorProofInput, params: RequestParams = {}) =>
      this.request<Session, Problem>({
        path: `/v1/staff/sessions/second-factor`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name BeginFirstTotp
     * @request POST:/v1/staff/enrolment/totp
     */
    beginFirstTotp: (
      data: {
        /** @maxLength 100 */
        challenge: string;
        /**
         * @minLength 1
         * @maxLength 50
         */
        name: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          /** @format uuid */
          id: string;
          /** The same as a QR code: the path of an SVG of `size` modules */
          qr: {
            path: string;
            size: number;
          };
          /** base32, to be typed where no picture can be read */
          secret: string;
          /** otpauth://, as a link */
          uri: string;
        },
        Problem
      >({
        path: `/v1/staff/enrolment/totp`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name ConfirmFirstTotp
     * @request POST:/v1/staff/enrolment/totp/confirmation
     */
    confirmFirstTotp: (
      data: {
        /** @maxLength 100 */
        challenge: string;
        code: string;
        /** @format uuid */
        id: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<Session, Problem>({
        path: `/v1/staff/enrolment/totp/confirmation`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name BeginFirstPasskey
     * @request POST:/v1/staff/enrolment/passkey
     */
    beginFirstPasskey: (
      data: {
        /** @maxLength 100 */
        challenge: string;
        /**
         * @minLength 1
         * @maxLength 50
         */
        name: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          challenge: string;
          /** options for navigator.credentials.create() */
          passkey: Partial<Record<string, any>>;
        },
        Problem
      >({
        path: `/v1/staff/enrolment/passkey`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name AddFirstPasskey
     * @request POST:/v1/staff/enrolment/passkey/confirmation
     */
    addFirstPasskey: (
      data: {
        /** @maxLength 100 */
        enrolment: string;
        made: {
          /** @maxLength 100 */
          challenge: string;
          passkey: PasskeyCreationInput;
        };
      },
      params: RequestParams = {},
    ) =>
      this.request<Session, Problem>({
        path: `/v1/staff/enrolment/passkey/confirmation`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description With the link of an invitation: chooses a password. The first second factor comes next.
     *
     * @tags Staff
     * @name AcceptInvitation
     * @request POST:/v1/staff/invitations/acceptance
     */
    acceptInvitation: (
      data: {
        /** @maxLength 100 */
        invitation: string;
        /** @maxLength 512 */
        password: string;
        /**
         * cookie: for browsers, HttpOnly
         * @default "token"
         */
        transport?: "token" | "cookie";
      },
      params: RequestParams = {},
    ) =>
      this.request<SecondFactorNeeded | EnrolmentNeeded, Problem>({
        path: `/v1/staff/invitations/acceptance`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Ends all other sessions.
     *
     * @tags Staff
     * @name ChangeStaffPassword
     * @request PUT:/v1/staff/me/password
     * @secure
     */
    changeStaffPassword: (
      data: {
        /** @maxLength 512 */
        current: string;
        /** @maxLength 512 */
        password: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/staff/me/password`,
        method: "PUT",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name OpenIdOffered
     * @request GET:/v1/staff/openid
     */
    openIdOffered: (params: RequestParams = {}) =>
      this.request<
        {
          offered: boolean;
        },
        Problem
      >({
        path: `/v1/staff/openid`,
        method: "GET",
        format: "json",
        ...params,
      }),

    /**
     * @description Where to send the browser. With an invitation its member is linked to whoever logs in there.
     *
     * @tags Staff
     * @name StartOpenId
     * @request POST:/v1/staff/openid/start
     */
    startOpenId: (
      data: {
        /** @maxLength 100 */
        invitation?: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          url: string;
        },
        Problem
      >({
        path: `/v1/staff/openid/start`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description The provider sends the browser here; it goes on to the desk, which finishes the login.
     *
     * @tags Staff
     * @name FinishOpenId
     * @request GET:/v1/staff/openid/callback
     */
    finishOpenId: (params: RequestParams = {}) =>
      this.request<any, void | Problem>({
        path: `/v1/staff/openid/callback`,
        method: "GET",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name OpenIdLogin
     * @request POST:/v1/staff/openid/session
     */
    openIdLogin: (
      data: {
        /** @maxLength 100 */
        login: string;
        /**
         * cookie: for browsers, HttpOnly
         * @default "token"
         */
        transport?: "token" | "cookie";
      },
      params: RequestParams = {},
    ) =>
      this.request<Session, Problem>({
        path: `/v1/staff/openid/session`,
        method: "POST",
        body: data,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Of one’s own post; administrators of the embassy see those of all posts.
     *
     * @tags People
     * @name ListPeople
     * @request GET:/v1/staff/people
     * @secure
     */
    listPeople: (params: RequestParams = {}) =>
      this.request<
        {
          people: StaffPerson[];
        },
        Problem
      >({
        path: `/v1/staff/people`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Those that wait first.
     *
     * @tags People
     * @name ListStaffChanges
     * @request GET:/v1/staff/changes
     * @secure
     */
    listStaffChanges: (params: RequestParams = {}) =>
      this.request<
        {
          changes: StaffChange[];
        },
        Problem
      >({
        path: `/v1/staff/changes`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags People
     * @name AskStaffChange
     * @request POST:/v1/staff/changes
     * @secure
     */
    askStaffChange: (data: StaffChangeToAskInput, params: RequestParams = {}) =>
      this.request<
        {
          /** @format uuid */
          id: string;
        },
        Problem
      >({
        path: `/v1/staff/changes`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Carries it out. By another administrator than who asked. An invitation goes by e-mail to whom it is for.
     *
     * @tags People
     * @name ConfirmStaffChange
     * @request POST:/v1/staff/changes/{id}/confirmation
     * @secure
     */
    confirmStaffChange: (
      id: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/staff/changes/${id}/confirmation`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * No description
     *
     * @tags People
     * @name RefuseStaffChange
     * @request POST:/v1/staff/changes/{id}/refusal
     * @secure
     */
    refuseStaffChange: (
      id: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/staff/changes/${id}/refusal`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * @description Newest first. Auditors see all; supervisors what their post did and what was done to its cases.
     *
     * @tags Audit
     * @name ListAudit
     * @request GET:/v1/staff/audit
     * @secure
     */
    listAudit: (
      query?: {
        /** @maxLength 60 */
        action?: string;
        /**
         * A login, or an id
         * @maxLength 100
         */
        actor?: string;
        /** Older than this record */
        before?: number;
        /**
         * UTC, ISO 8601
         * @format date-time
         */
        from?: string;
        /** @default 50 */
        limit?: number;
        /** @maxLength 40 */
        order?: string;
        /**
         * UTC, ISO 8601
         * @format date-time
         */
        to?: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          records: AuditRecord[];
        },
        Problem
      >({
        path: `/v1/staff/audit`,
        method: "GET",
        query: query,
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Audit
     * @name GetAuditState
     * @request GET:/v1/staff/audit/state
     * @secure
     */
    getAuditState: (params: RequestParams = {}) =>
      this.request<
        {
          /** Links in the chain */
          head: number;
          /** UTC, ISO 8601 */
          linkedAt: string | null;
          /** Records that wait for their link; a second’s worth is normal */
          pending: number;
          records: number;
        },
        Problem
      >({
        path: `/v1/staff/audit/state`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name StaffMe
     * @request GET:/v1/staff/me
     * @secure
     */
    staffMe: (params: RequestParams = {}) =>
      this.request<StaffMember, Problem>({
        path: `/v1/staff/me`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name ListQueues
     * @request GET:/v1/staff/queues
     * @secure
     */
    listQueues: (params: RequestParams = {}) =>
      this.request<
        {
          queues: {
            claimed: number;
            kind:
              | "review"
              | "interview"
              | "issuer"
              | "production"
              | "dispatch"
              | "return-originals"
              | "overdue";
            /** UTC, ISO 8601 */
            oldest: string | null;
            waiting: number;
          }[];
        },
        Problem
      >({
        path: `/v1/staff/queues`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description One’s own claimed tasks first, then what waits: own district first, then by submission (R-21).
     *
     * @tags Staff
     * @name ListTasks
     * @request GET:/v1/staff/tasks
     * @secure
     */
    listTasks: (
      query?: {
        kind?:
          | "review"
          | "interview"
          | "issuer"
          | "production"
          | "dispatch"
          | "return-originals"
          | "overdue";
        /** @default 50 */
        limit?: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          tasks: Task[];
        },
        Problem
      >({
        path: `/v1/staff/tasks`,
        method: "GET",
        query: query,
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description Takes the next task of a queue; one does not pick (R-21). Answers null when nothing waits.
     *
     * @tags Staff
     * @name ClaimNextTask
     * @request POST:/v1/staff/tasks/next
     * @secure
     */
    claimNextTask: (
      data: {
        kind:
          | "review"
          | "interview"
          | "issuer"
          | "production"
          | "dispatch"
          | "return-originals"
          | "overdue";
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          task: Task | null;
        },
        Problem
      >({
        path: `/v1/staff/tasks/next`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name ReleaseTask
     * @request POST:/v1/staff/tasks/{id}/release
     * @secure
     */
    releaseTask: (
      id: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/staff/tasks/${id}/release`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * @description Ticks off a claimed task that closes no step: originals returned after a withdrawal (R-32).
     *
     * @tags Staff
     * @name CompleteTask
     * @request POST:/v1/staff/tasks/{id}/completion
     * @secure
     */
    completeTask: (
      id: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<void, Problem>({
        path: `/v1/staff/tasks/${id}/completion`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        ...params,
      }),

    /**
     * @description Claims the open task of the order in one’s hand (production, dispatch, interview); review is taken in turn only.
     *
     * @tags Staff
     * @name ClaimCase
     * @request POST:/v1/staff/cases/{orderNumber}/claim
     * @secure
     */
    claimCase: (
      orderNumber: string,
      data?: object | null,
      params: RequestParams = {},
    ) =>
      this.request<
        {
          task: Task;
        },
        Problem
      >({
        path: `/v1/staff/cases/${orderNumber}/claim`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name GetCase
     * @request GET:/v1/staff/cases/{orderNumber}
     * @secure
     */
    getCase: (orderNumber: string, params: RequestParams = {}) =>
      this.request<Case, Problem>({
        path: `/v1/staff/cases/${orderNumber}`,
        method: "GET",
        secure: true,
        format: "json",
        ...params,
      }),

    /**
     * @description By order number or by the applicant’s whole Chinese name, at one’s own post. In a body: names do not belong into URLs.
     *
     * @tags Staff
     * @name SearchCases
     * @request POST:/v1/staff/case-search
     * @secure
     */
    searchCases: (
      data: {
        /**
         * @minLength 1
         * @maxLength 100
         */
        text: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          cases: {
            /** Until when the next step should be done */
            dueAt: string | null;
            /** What happens next, in the reader’s language (R-19) */
            nextAction: string;
            nextActor: "applicant" | "post" | "new-york" | "nobody";
            orderNumber: string;
            overdue: boolean;
            post: "WAS" | "NYC" | "SFO" | "LAX" | "CHI";
            service: string;
            status:
              | "in_review"
              | "supplement_requested"
              | "interview_required"
              | "interview_booked"
              | "awaiting_materials"
              | "materials_received"
              | "in_production"
              | "produced"
              | "mailed"
              | "closed"
              | "refused"
              | "withdrawn";
            statusText: string;
            /**
             * UTC, ISO 8601
             * @format date-time
             */
            submittedAt: string;
            /**
             * UTC, ISO 8601
             * @format date-time
             */
            updatedAt: string;
            version: number;
            waitingFor: "applicant" | "staff" | "nobody";
          }[];
        },
        Problem
      >({
        path: `/v1/staff/case-search`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * No description
     *
     * @tags Staff
     * @name GetCaseDocument
     * @request GET:/v1/staff/cases/{orderNumber}/documents/{documentId}
     * @secure
     */
    getCaseDocument: (
      orderNumber: string,
      documentId: string,
      params: RequestParams = {},
    ) =>
      this.request<Blob, Problem>({
        path: `/v1/staff/cases/${orderNumber}/documents/${documentId}`,
        method: "GET",
        secure: true,
        format: "blob",
        ...params,
      }),

    /**
     * @description Tells masked answers as they are, as far as one may see them, and the ones that a supplement replaced. To compare with a document one must hold a task of the case.
     *
     * @tags Staff
     * @name ShowValues
     * @request POST:/v1/staff/cases/{orderNumber}/shown
     * @secure
     */
    showValues: (
      orderNumber: string,
      data: {
        /**
         * @maxItems 60
         * @minItems 1
         */
        fields: string[];
        reason:
          | "compare-with-document"
          | "contact-applicant"
          | "mailing"
          | "investigation";
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          before: Partial<Record<string, string>>;
          values: Partial<Record<string, string>>;
        },
        Problem
      >({
        path: `/v1/staff/cases/${orderNumber}/shown`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Asks for supplements or corrections: one request, each item with a coded reason (R-23).
     *
     * @tags Staff commands
     * @name RequestSupplement
     * @request POST:/v1/staff/cases/{orderNumber}/supplement-requests
     * @secure
     */
    requestSupplement: (
      orderNumber: string,
      data: {
        /**
         * @maxItems 50
         * @minItems 1
         */
        items: {
          /** @maxLength 80 */
          name: string;
          reason:
            | "unreadable"
            | "incomplete"
            | "wrong-document"
            | "expired"
            | "disagrees"
            | "portrait-rules"
            | "other";
          target: "field" | "document";
        }[];
        /**
         * @maxLength 2000
         * @default ""
         */
        note?: string;
        seenVersion: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/supplement-requests`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Requires a video interview (R-26).
     *
     * @tags Staff commands
     * @name RequireInterview
     * @request POST:/v1/staff/cases/{orderNumber}/interview-requirement
     * @secure
     */
    requireInterview: (
      orderNumber: string,
      data: {
        /**
         * @maxLength 2000
         * @default ""
         */
        note?: string;
        reason: "minor" | "face-check" | "officer";
        seenVersion: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/interview-requirement`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Records how the interview went (R-28).
     *
     * @tags Staff commands
     * @name RecordInterview
     * @request POST:/v1/staff/cases/{orderNumber}/interview-result
     * @secure
     */
    recordInterview: (
      orderNumber: string,
      data: {
        /** Of a minor: the guardian who filed took part; without, it was not held (R-14) */
        guardianPresent?: boolean;
        /**
         * @maxLength 2000
         * @default ""
         */
        note?: string;
        outcome: "held" | "no-show";
        seenVersion: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/interview-result`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Approves: the order becomes 待制證 and its applicant may mail (R-23).
     *
     * @tags Staff commands
     * @name Approve
     * @request POST:/v1/staff/cases/{orderNumber}/approval
     * @secure
     */
    approve: (
      orderNumber: string,
      data: {
        /** Where the nationality statement left a doubt: the officer has settled it (R-13) */
        nationalityChecked?: boolean;
        /**
         * @maxLength 2000
         * @default ""
         */
        note?: string;
        seenVersion: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/approval`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description What the original issuing authority of a lost passport answered; before it has confirmed nothing is made (R-35).
     *
     * @tags Staff commands
     * @name RecordIssuerAnswer
     * @request POST:/v1/staff/cases/{orderNumber}/issuer-answer
     * @secure
     */
    recordIssuerAnswer: (
      orderNumber: string,
      data: {
        /**
         * @maxLength 2000
         * @default ""
         */
        note?: string;
        outcome: "confirmed" | "denied";
        seenVersion?: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/issuer-answer`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Refuses on a coded ground (R-23); after the approval only once the issuing authority has denied (R-35).
     *
     * @tags Staff commands
     * @name Refuse
     * @request POST:/v1/staff/cases/{orderNumber}/refusal
     * @secure
     */
    refuse: (
      orderNumber: string,
      data: {
        ground:
          | "not-a-national"
          | "identity-unproved"
          | "false-statements"
          | "serving-sentence"
          | "court-notice"
          | "criminal-suspect"
          | "state-security"
          | "exit-ban"
          | "foreign-nationality-acquired"
          | "wrong-service"
          | "outside-united-states";
        /**
         * @maxLength 2000
         * @default ""
         */
        note?: string;
        seenVersion: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/refusal`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Checks the mailed materials in; complete ones go to production (R-29, R-33).
     *
     * @tags Staff commands
     * @name ReceiveMaterials
     * @request POST:/v1/staff/cases/{orderNumber}/materials
     * @secure
     */
    receiveMaterials: (
      orderNumber: string,
      data: {
        /** @maxItems 5 */
        items: (
          | "old-passport"
          | "slip"
          | "photo"
          | "payment"
          | "return-envelope"
        )[];
        payment: {
          cents: number;
          kind:
            | "money-order"
            | "cashiers-check"
            | "card-authorisation"
            | "wechat-pay"
            | "personal-check"
            | "cash";
          /** @maxLength 200 */
          payee?: string;
        };
        /**
         * @minLength 1
         * @maxLength 60
         */
        returnTracking: string;
        seenVersion?: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/materials`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description The document was made, with its number: a passport in New York (R-34), else at the post (R-37).
     *
     * @tags Staff commands
     * @name CompleteProduction
     * @request POST:/v1/staff/cases/{orderNumber}/production
     * @secure
     */
    completeProduction: (
      orderNumber: string,
      data: {
        documentNumber: string;
        seenVersion: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/production`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description The return envelope was mailed with the applicant’s own tracking number (R-36).
     *
     * @tags Staff commands
     * @name MailDocument
     * @request POST:/v1/staff/cases/{orderNumber}/dispatch
     * @secure
     */
    mailDocument: (
      orderNumber: string,
      data: {
        seenVersion: number;
        /**
         * @minLength 1
         * @maxLength 60
         */
        tracking: string;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/dispatch`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Closes a mailed case.
     *
     * @tags Staff commands
     * @name CloseCase
     * @request POST:/v1/staff/cases/{orderNumber}/closure
     * @secure
     */
    closeCase: (
      orderNumber: string,
      data: {
        /**
         * @maxLength 2000
         * @default ""
         */
        note?: string;
        seenVersion?: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/closure`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Gives the present step a new deadline, so many days from today.
     *
     * @tags Staff commands
     * @name ExtendDeadline
     * @request POST:/v1/staff/cases/{orderNumber}/extension
     * @secure
     */
    extendDeadline: (
      orderNumber: string,
      data: {
        days: number;
        /**
         * @maxLength 2000
         * @default ""
         */
        note?: string;
        seenVersion?: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/extension`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Ends a case whose deadline has passed.
     *
     * @tags Staff commands
     * @name Lapse
     * @request POST:/v1/staff/cases/{orderNumber}/lapse
     * @secure
     */
    lapse: (
      orderNumber: string,
      data: {
        /**
         * @maxLength 2000
         * @default ""
         */
        note?: string;
        seenVersion?: number;
      },
      params: RequestParams = {},
    ) =>
      this.request<CommandAnswer, Problem>({
        path: `/v1/staff/cases/${orderNumber}/lapse`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),

    /**
     * @description Temporal’s codec endpoint: decodes payloads for Temporal Web. Operators only; logged.
     *
     * @tags Operators
     * @name DecodePayloads
     * @request POST:/v1/codec/decode
     * @secure
     */
    decodePayloads: (
      data: {
        /** @maxItems 2000 */
        payloads: {
          /** @maxLength 3000000 */
          data?: string;
          metadata?: Partial<Record<string, string>>;
        }[];
      },
      params: RequestParams = {},
    ) =>
      this.request<
        {
          /** @maxItems 2000 */
          payloads: {
            /** @maxLength 3000000 */
            data?: string;
            metadata?: Partial<Record<string, string>>;
          }[];
        },
        Problem
      >({
        path: `/v1/codec/decode`,
        method: "POST",
        body: data,
        secure: true,
        type: ContentType.Json,
        format: "json",
        ...params,
      }),
  };
}
