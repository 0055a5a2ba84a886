import { z } from 'zod';
import type { Order } from '../db/orders.ts';
import { getPost } from '../domain/data/posts.ts';
import { commandsNow } from '../domain/flags.ts';
import { expectedItems } from '../domain/materials.ts';
import { madeAt } from '../domain/production.ts';
import { isEnded, STATUS_WORDS } from '../domain/statuses.ts';
import { NEXT_ACTORS, NEXT_STEPS } from '../domain/texts/next-steps.ts';
import type { Lang } from '../domain/texts/text.ts';
import { waitsForApplicant } from '../domain/turns.ts';
import type { AppDeps } from './deps.ts';
import { DocumentView, viewDocument } from './documents.ts';
import { Instant, PostCodeText, StatusText } from './schemas.ts';

/** An order in a list, for its applicant and for staff. */
export const OrderBrief = z.object({
  orderNumber: z.string(),
  service: z.string(),
  post: PostCodeText,
  status: StatusText,
  statusText: z.string(),
  version: z.int(),
  submittedAt: Instant,
  updatedAt: Instant,
  waitingFor: z.enum(['applicant', 'staff', 'nobody']),
  dueAt: Instant.nullable().meta({ description: 'Until when the next step should be done' }),
  overdue: z.boolean(),
  nextAction: z.string().meta({ description: 'What happens next, in the reader’s language (R-19)' }),
  nextActor: z.enum(NEXT_ACTORS),
});
/** An order as its applicant sees it. */
export const OrderView = OrderBrief.extend({
  applicationId: z.uuid(),
  formVersion: z.int(),
  feeCents: z.int(),
  allowed: z.array(z.string()).meta({ description: 'Commands that may be given now' }),
  madeAt: PostCodeText.meta({ description: 'The post that makes the document (R-34, R-37)' }),
  oldPassport: z
    .enum(['none', 'valid', 'void', 'cancelled'])
    .meta({ description: 'A void one must never be used again, also when it is found (R-35)' }),
  issuer: z.enum(['none', 'asked', 'confirmed']).meta({
    description: 'The issuing authority of a lost passport: nothing is made before it has confirmed',
  }),
  supplement: z
    .object({
      items: z.array(
        z.object({ target: z.enum(['field', 'document']), name: z.string(), reason: z.string() }),
      ),
      note: z.string(),
      dueAt: Instant.nullable(),
    })
    .nullable(),
  interview: z.object({ startsAt: Instant, timeZone: z.string() }).nullable(),
  mailing: z
    .object({
      address: z.array(z.string()),
      envelopeMark: z.string(),
      payee: z.string(),
      feeCents: z.int(),
      items: z.array(z.string()),
    })
    .nullable()
    .meta({ description: 'Only in 待制證: mail that comes earlier is returned (R-29, R-30)' }),
  answers: z.record(z.string(), z.string()).meta({ description: 'As they stand, corrections included' }),
  documents: z.array(DocumentView),
  timeline: z.array(
    z.object({ version: z.int(), status: StatusText, statusText: z.string(), step: z.string(), at: Instant }),
  ),
}).meta({ id: 'Order' });

export function brief(order: Order, lang: Lang): z.input<typeof OrderBrief> {
  const { orderNumber, service, post, status, version, submittedAt, updatedAt, state } = order;
  return {
    orderNumber,
    service,
    post,
    status,
    statusText: STATUS_WORDS[status][lang],
    version,
    submittedAt: submittedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    waitingFor: isEnded(status) ? 'nobody' : waitsForApplicant(state) ? 'applicant' : 'staff',
    dueAt: state.clock?.dueAtMs ? new Date(state.clock.dueAtMs).toISOString() : null,
    overdue: state.clock?.overdue ?? false,
    nextAction: NEXT_STEPS[status].text[lang],
    nextActor: NEXT_STEPS[status].by,
  };
}

export async function viewOrder(
  { orders, applications }: AppDeps,
  order: Order,
  lang: Lang,
): Promise<z.input<typeof OrderView>> {
  const [events, supplement, booking, documents, posts, policy, application] = await Promise.all([
    orders.listEvents(order.orderNumber),
    orders.findOpenSupplement(order),
    orders.findBooking(order.orderNumber),
    applications.listDocuments({ id: order.applicationId, keyId: order.keyId }),
    orders.listPosts(),
    orders.getPolicyOf(order),
    applications.findApplication(order.applicationId),
  ]);
  const post = posts.find(({ code }) => code === order.post) ?? getPost(order.post);
  return {
    ...brief(order, lang),
    applicationId: order.applicationId,
    formVersion: application?.formVersion ?? 1,
    feeCents: order.feeCents,
    allowed: commandsNow(order.state, ['applicant'], {
      madeAt: madeAt(order.service, order.post),
      hasApproved: false,
    }),
    madeAt: madeAt(order.service, order.post),
    oldPassport: order.state.oldPassport,
    // A denial is the officers' to decide upon; the applicant hears of it by their decision.
    issuer: order.state.issuer === 'denied' ? 'asked' : order.state.issuer,
    supplement:
      supplement && order.status === 'supplement_requested'
        ? { items: supplement.items, note: supplement.note, dueAt: brief(order, lang).dueAt }
        : null,
    interview: booking ? { startsAt: booking.startsAt.toISOString(), timeZone: post.timeZone } : null,
    mailing:
      order.status === 'awaiting_materials'
        ? {
            address: [...post.mailingAddress],
            envelopeMark: policy.envelopeMark,
            payee: post.payee,
            feeCents: order.feeCents,
            items: [...expectedItems(order.service, order.traits)],
          }
        : null,
    answers: application?.answers ?? {},
    documents: documents.map((document) => viewDocument(document, lang)),
    timeline: events.map(({ version, status, kind, at }) => ({
      version,
      status,
      statusText: STATUS_WORDS[status][lang],
      step: kind,
      at: at.toISOString(),
    })),
  };
}
