import type { Text } from './texts/text.ts';

/** 駐美使領館: the embassy and four consulates general. */
export const POST_CODES = ['WAS', 'NYC', 'SFO', 'LAX', 'CHI'] as const;
export type PostCode = (typeof POST_CODES)[number];

/** How a fee may be paid. Personal cheques and cash are no member: nobody accepts them. */
export const PAYMENT_KINDS = ['money-order', 'cashiers-check', 'card-authorisation', 'wechat-pay'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** An embassy or consulate general as applicants need it. Null = not published in our sources; an administrator adds it. */
export type Post = {
  code: PostCode;
  name: Text;
  /** Where envelopes go; in Los Angeles another house than the hall. One line of the label each. */
  mailingAddress: readonly string[];
  hallAddress: readonly string[];
  consultationEmail: string | null;
  consultationPhones: readonly string[];
  /** In the post's own time; not on holidays. */
  phoneHours: Text | null;
  /** Consular protection, E.164, day and night. */
  protectionPhone: string;
  /** To whom money orders and cashier's checks are made out, exactly. */
  payee: string;
  /** IANA. */
  timeZone: string;
  /** What must stand on an envelope; the policy in force may say otherwise. */
  envelopeMark: string;
  paymentKinds: readonly PaymentKind[];
};

/** Whether `text` is a post's code. */
export function isPostCode(text: string): text is PostCode {
  return POST_CODES.some((code) => code === text);
}
