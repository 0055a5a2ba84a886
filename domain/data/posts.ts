import type { PaymentKind, Post, PostCode } from '../posts.ts';

const ENVELOPE_MARK = '證件辦理';
const PAYMENT_KINDS: readonly PaymentKind[] = [
  'money-order',
  'cashiers-check',
  'card-authorisation',
  'wechat-pay',
];

/**
 * The posts as the notice of 2021 leaves them. Protection phones: list of 2023. Where no source names a value it
 * is null, or marked (ours) where one is needed to run; an administrator confirms it before real use.
 */
export const POSTS: Readonly<Record<PostCode, Post>> = {
  WAS: {
    code: 'WAS',
    name: { hans: '驻美国大使馆', hant: '駐美國大使館', en: 'Embassy in Washington, D.C.' },
    mailingAddress: ['2201 Wisconsin Avenue, NW, Suite 110', 'Washington, DC 20007'],
    hallAddress: ['2201 Wisconsin Avenue, NW, Suite 110', 'Washington, DC 20007'],
    consultationEmail: 'visaoffice.dc@gmail.com',
    consultationPhones: ['+12028551555', '+12027908746'],
    phoneHours: {
      hans: '周一至周五 9:30–12:00,14:00–15:30(节假日除外)',
      hant: '週一至週五 9:30–12:00,14:00–15:30(節假日除外)',
      en: 'Monday to Friday 9:30–12:00 and 14:00–15:30, except holidays',
    },
    protectionPhone: '+12024952216',
    payee: 'Chinese Embassy',
    timeZone: 'America/New_York',
    envelopeMark: ENVELOPE_MARK,
    paymentKinds: PAYMENT_KINDS,
  },
  NYC: {
    code: 'NYC',
    name: { hans: '驻纽约总领事馆', hant: '駐紐約總領事館', en: 'Consulate General in New York' },
    mailingAddress: ['520 12th Avenue', 'New York, NY 10036'],
    hallAddress: ['520 12th Avenue', 'New York, NY 10036'],
    consultationEmail: 'cnnyconsulate@gmail.com',
    consultationPhones: [],
    phoneHours: null,
    protectionPhone: '+12126953125',
    payee: 'Chinese Consulate General in New York', // (ours) after the form of Los Angeles
    timeZone: 'America/New_York',
    envelopeMark: ENVELOPE_MARK,
    paymentKinds: PAYMENT_KINDS,
  },
  SFO: {
    code: 'SFO',
    name: { hans: '驻旧金山总领事馆', hant: '駐舊金山總領事館', en: 'Consulate General in San Francisco' },
    mailingAddress: ['1450 Laguna Street', 'San Francisco, CA 94115'],
    hallAddress: ['1450 Laguna Street', 'San Francisco, CA 94115'],
    consultationEmail: null,
    consultationPhones: [],
    phoneHours: null,
    protectionPhone: '+14159296998',
    payee: 'Chinese Consulate', // the consulate's own page on return mail
    timeZone: 'America/Los_Angeles',
    envelopeMark: ENVELOPE_MARK,
    paymentKinds: PAYMENT_KINDS,
  },
  LAX: {
    code: 'LAX',
    name: { hans: '驻洛杉矶总领事馆', hant: '駐洛杉磯總領事館', en: 'Consulate General in Los Angeles' },
    mailingAddress: ['Passport and Visa Office', '443 Shatto Pl', 'Los Angeles, CA 90020'],
    hallAddress: ['500 Shatto Pl, 3rd Floor', 'Los Angeles, CA 90020'],
    consultationEmail: null,
    consultationPhones: [],
    phoneHours: null,
    protectionPhone: '+12138078052',
    payee: 'Chinese Consulate General in Los Angeles',
    timeZone: 'America/Los_Angeles',
    envelopeMark: ENVELOPE_MARK,
    paymentKinds: PAYMENT_KINDS,
  },
  CHI: {
    code: 'CHI',
    name: { hans: '驻芝加哥总领事馆', hant: '駐芝加哥總領事館', en: 'Consulate General in Chicago' },
    mailingAddress: ['100 W Erie Street', 'Chicago, IL 60654'],
    hallAddress: ['1 E Erie Street, Suite 500', 'Chicago, IL 60611'],
    consultationEmail: null,
    consultationPhones: [],
    phoneHours: null,
    protectionPhone: '+13127800170',
    payee: 'Chinese Consulate General in Chicago', // (ours) after the form of Los Angeles
    timeZone: 'America/Chicago',
    envelopeMark: ENVELOPE_MARK,
    paymentKinds: PAYMENT_KINDS,
  },
};

/** The post with this code as seeded; administrators' later changes live in the database. */
export function getPost(code: PostCode): Post {
  return POSTS[code];
}

/**
 * Where to ask when something cannot be done here: telephones and e-mail of the post's consultation desk. Where none is
 * published it is the embassy's, which the notice names.
 */
export function consultationOf(code: PostCode): { phone: string; email: string } {
  const { consultationPhones, consultationEmail } = POSTS[code];
  const embassy = POSTS.WAS;
  const phones = consultationPhones.length > 0 ? consultationPhones : embassy.consultationPhones;
  return { phone: phones.join(', '), email: consultationEmail ?? embassy.consultationEmail ?? '' };
}
