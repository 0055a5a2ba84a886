import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Confirmation } from '../adapters/pdf/confirmation.ts';
import type { Slip } from '../adapters/pdf/slip.ts';
import type { AccountRow } from '../db/accounts.ts';
import type { Answers } from '../db/applications.ts';
import type { Order } from '../db/orders.ts';
import { getPost } from '../domain/data/posts.ts';
import { annotationTexts, type FeeLine, feeCents } from '../domain/fees.ts';
import { expectedItems } from '../domain/materials.ts';
import { checkMailingPapers } from '../domain/papers.ts';
import type { Policy, ServiceCode } from '../domain/policy.ts';
import { STATUS_WORDS } from '../domain/statuses.ts';
import { GUARDIAN_ENDS, NOTICES_TO } from '../domain/texts/helping.ts';
import { NEXT_STEPS } from '../domain/texts/next-steps.ts';
import { SERVICE_NAMES } from '../domain/texts/services.ts';
import { fill, type Lang } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';
import { langOf } from './language.ts';
import { instantWords } from './message-words.ts';
import { noticesTo } from './notices-to.ts';
import { OrderParams, problems } from './schemas.ts';

const Pdf = { description: 'The paper', content: { 'application/pdf': { schema: z.instanceof(Buffer) } } };

/** A link that opens a paper in the browser cannot set Accept-Language, so it may say the language itself. */
const PaperQuery = z.strictObject({ lang: z.enum(['hans', 'hant', 'en']).optional() });
const readerOf = (request: FastifyRequest<{ Querystring: z.infer<typeof PaperQuery> }>): Lang =>
  request.query.lang ?? langOf(request);

/** The papers that an applicant prints: confirmation at any time, slip and label once mail is awaited. */
export const paperRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { papers } = deps;
  const paper = (operationId: string, description: string) => ({
    operationId,
    tags: ['Papers'],
    description,
    params: OrderParams,
    querystring: PaperQuery,
    response: { 200: Pdf, ...problems(400, 401, 404, 409) },
  });

  app.get(
    '/orders/:orderNumber/confirmation.pdf',
    {
      schema: paper('getConfirmationPdf', 'The confirmation 確認單 of a submitted order, as it stands now.'),
    },
    async (request, reply) => {
      const { order } = request;
      const lang = readerOf(request);
      const told = await confirmationOf(deps, order, request.account, lang);
      return sendPdf(reply, 'confirmation', await papers.confirmation(told, lang));
    },
  );

  app.get(
    '/orders/:orderNumber/slip.pdf',
    { schema: paper('getSlipPdf', 'The slip 便簽 for the envelope; from 待制證 on.') },
    async (request, reply) => {
      const { order } = request;
      checkMailingPapers(order.status);
      return sendPdf(reply, 'slip', await papers.slip(await slipOf(deps, order), readerOf(request)));
    },
  );

  app.get(
    '/orders/:orderNumber/label.pdf',
    { schema: paper('getLabelPdf', 'The mailing label with the post’s own envelope mark; from 待制證 on.') },
    async (request, reply) => {
      const { order } = request;
      checkMailingPapers(order.status);
      const { answers, policy, post } = await factsOf(deps, order);
      const label = {
        orderNumber: order.orderNumber,
        sender: senderLines(answers),
        recipient: [post.name.en, ...post.mailingAddress],
        mark: policy.envelopeMark,
      };
      return sendPdf(reply, 'label', await papers.label(label, readerOf(request)));
    },
  );
};

/** The slip as the post prints it, for an envelope that came without one. */
export const staffPaperRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  app.get(
    '/staff/cases/:orderNumber/slip.pdf',
    {
      schema: {
        operationId: 'getCaseSlipPdf',
        tags: ['Staff'],
        params: OrderParams,
        querystring: PaperQuery,
        response: { 200: Pdf, ...problems(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const { order } = request;
      checkMailingPapers(order.status);
      return sendPdf(reply, 'slip', await deps.papers.slip(await slipOf(deps, order), readerOf(request)));
    },
  );
};

/** Shown in the browser, kept nowhere; the name says what it is, not whose. */
function sendPdf(reply: FastifyReply, name: string, pdf: Buffer): FastifyReply {
  return reply
    .type('application/pdf')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .send(pdf);
}

/** The order's answers with corrections, its own policy, its post as administrators keep it. */
async function factsOf({ applications, orders }: AppDeps, order: Order) {
  const [application, policy, posts] = await Promise.all([
    applications.findApplication(order.applicationId),
    orders.getPolicyOf(order),
    orders.listPosts(),
  ]);
  const post = posts.find(({ code }) => code === order.post) ?? getPost(order.post);
  return { answers: application?.answers ?? {}, policy, post };
}

async function confirmationOf(
  deps: AppDeps,
  order: Order,
  account: AccountRow,
  lang: Lang,
): Promise<Confirmation> {
  const { answers, policy, post } = await factsOf(deps, order);
  const service = order.service as ServiceCode;
  const dueAtMs = order.state.clock?.dueAtMs ?? null;
  return {
    orderNumber: order.orderNumber,
    service: SERVICE_NAMES[service],
    post: post.name,
    applicant: applicantOf(answers),
    submittedAt: instantWords(order.submittedAt.getTime(), post.timeZone, lang, true),
    status: STATUS_WORDS[order.status],
    next: {
      action: NEXT_STEPS[order.status].text,
      dueOn: dueAtMs === null ? null : instantWords(dueAtMs, post.timeZone, lang, false),
    },
    fee: {
      cents: order.feeCents,
      lines: feeLinesOf(order, answers, policy),
      paidOnline: isPaidOnline(order),
    },
    madeIn: service.startsWith('passport.') ? 'new-york' : 'post',
    isPassport: service.startsWith('passport.'),
    notices: await noticesOf(deps, order, account, answers, lang),
  };
}

/** Who gets the notices, and of a minor's order until when (R-08, Z4). */
async function noticesOf(
  deps: AppDeps,
  { guardianUntilOn, handedOverAt }: Order,
  account: AccountRow,
  answers: Answers,
  lang: Lang,
): Promise<string> {
  const { to, text } = await noticesTo(deps, account, answers, lang);
  if (handedOverAt) return fill(NOTICES_TO.own, { to })[lang];
  if (guardianUntilOn === null) return text;
  const date = instantWords(Date.parse(guardianUntilOn), 'UTC', lang, false);
  return `${text}${lang === 'en' ? ' ' : ''}${fill(GUARDIAN_ENDS, { date })[lang]}`;
}

async function slipOf(deps: AppDeps, order: Order): Promise<Slip> {
  const { answers, policy, post } = await factsOf(deps, order);
  return {
    orderNumber: order.orderNumber,
    applicant: applicantOf(answers),
    service: SERVICE_NAMES[order.service as ServiceCode],
    post: post.name,
    items: expectedItems(order.service, order.traits),
    fee: {
      cents: order.feeCents,
      payee: post.payee,
      kinds: policy.paymentKinds,
      paidOnline: isPaidOnline(order),
    },
  };
}

/** WeChat Pay comes with a later issue; until then no order was paid online. */
const isPaidOnline = (_order: Order): boolean => false;

function applicantOf(answers: Answers): { chinese: string; pinyin: string } {
  const pinyin = ['name.surnamePinyin', 'name.givenPinyin'].map((field) => answers[field]?.trim() ?? '');
  return { chinese: answers['name.chinese']?.trim() ?? '', pinyin: pinyin.filter(Boolean).join(' ') };
}

/** What the fee is made of; only when it still adds up to what the order costs, which never changes. */
function feeLinesOf(order: Order, answers: Answers, policy: Policy): FeeLine[] {
  const service = order.service as ServiceCode;
  if (!policy.fees[service]) return [];
  const quote = feeCents({ service, annotations: annotationTexts(answers).length }, policy);
  return quote.cents === order.feeCents ? quote.lines : [];
}

/** As USPS reads it: the name, the street, then city, state and ZIP. */
function senderLines(answers: Answers): string[] {
  const { chinese, pinyin } = applicantOf(answers);
  const answer = (field: string): string => answers[field]?.trim() ?? '';
  const place = [answer('address.state'), answer('address.zip')].filter(Boolean).join(' ');
  const lines = [
    [pinyin, chinese].filter(Boolean).join(' '),
    answer('address.street'),
    [answer('address.city'), place].filter(Boolean).join(', '),
  ];
  return lines.filter(Boolean);
}
