import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { StaffRow } from '../db/accounts.ts';
import type { Order } from '../db/orders.ts';
import { taskKindsOf } from '../db/tasks.ts';
import { MAILED_ITEMS, type SupplementItem } from '../domain/case-state.ts';
import type { CommandKind } from '../domain/commands.ts';
import { TASK_KINDS } from '../domain/effects.ts';
import { CaseError } from '../domain/errors.ts';
import { FACE_OUTCOMES } from '../domain/face.ts';
import { APPROVAL_NEEDS, approvalNeeds, commandsNow } from '../domain/flags.ts';
import { isSamePerson } from '../domain/four-eyes.ts';
import { maskAnswers, maskedFields } from '../domain/masks.ts';
import { expectedItems } from '../domain/materials.ts';
import { madeAt } from '../domain/production.ts';
import { maySee, plainFields, type Sight, visibleAnswers } from '../domain/sight.ts';
import { STATUS_WORDS } from '../domain/statuses.ts';
import { FACE_NOTE } from '../domain/texts/faces.ts';
import type { Lang } from '../domain/texts/text.ts';
import { caseWorkflowId } from '../workflows/messages.ts';
import { ConsentView, viewConsent } from './consents.ts';
import type { AppDeps } from './deps.ts';
import { DocumentView, sendDocument, viewDocument } from './documents.ts';
import { currentOf } from './draft-pictures.ts';
import { langOf } from './language.ts';
import { takeTry } from './limits.ts';
import { brief, OrderBrief } from './order-views.ts';
import { Instant, JpegAnswer, OrderParams, PostCodeText, problems, StatusText } from './schemas.ts';
import { TaskView, viewTask } from './staff-tasks.ts';
import { SignedView, viewSigned } from './statements.ts';

const CaseView = OrderBrief.extend({
  homePost: PostCodeText.nullable(),
  feeCents: z.int(),
  supplementRounds: z.int(),
  interviewState: z
    .enum(['none', 'due', 'required', 'booked', 'held'])
    .meta({ description: 'due: a rule asks for one and no officer has called for it yet (R-26)' }),
  approvalNeeds: z.array(z.enum(APPROVAL_NEEDS)).meta({
    description:
      'While it is in review: an interview to be held first; a doubt to be settled by `nationalityChecked` (R-13)',
  }),
  issuer: z
    .enum(['none', 'asked', 'confirmed', 'denied'])
    .meta({ description: 'The original issuing authority of a lost passport (R-35)' }),
  issuerAskedAt: Instant.nullable(),
  oldPassport: z.enum(['none', 'valid', 'void', 'cancelled']).meta({
    description: 'void: declared lost, never comes back; cancelled: goes back with the new one (R-36)',
  }),
  madeAt: PostCodeText.meta({ description: 'The post that makes the document (R-34, R-37)' }),
  traits: z
    .object({
      minor: z.boolean(),
      lost: z.boolean(),
      faceSkipped: z.boolean(),
      nationalityDoubt: z.boolean(),
    })
    .nullable()
    .meta({ description: 'What rules know of the answers; for those who see the whole case' }),
  answers: z.record(z.string(), z.string()).meta({
    description:
      'What one may see of it: all, for the mailroom the name, for New York what is printed. Numbers, addresses and the like are masked',
  }),
  masked: z.array(z.string()).meta({ description: 'Answers that are masked; `showValues` tells them' }),
  documents: z.array(DocumentView),
  statements: z.array(SignedView),
  formVersion: z.int(),
  /** What the envelope must hold. */
  expectedItems: z.array(z.enum(MAILED_ITEMS)),
  faceChecks: z
    .array(
      z.object({
        outcome: z.enum(FACE_OUTCOMES),
        score: z
          .number()
          .nullable()
          .meta({ description: 'Distance of the two faces; null when there was none to compare' }),
        ofCurrentPortrait: z.boolean(),
        at: Instant,
      }),
    )
    .meta({ description: 'For officers alone, the latest first; never the only reason to refuse (R-17)' }),
  consents: z
    .array(ConsentView)
    .meta({ description: 'What was said about comparing faces, the latest first (D8)' }),
  faceNote: z
    .string()
    .meta({ description: 'What the bands of the score mean, and what they were not measured on' }),
  supplement: z
    .object({
      items: z.array(
        z.object({ target: z.enum(['field', 'document']), name: z.string(), reason: z.string() }),
      ),
      note: z.string(),
    })
    .nullable(),
  answered: z
    .object({
      items: z.array(
        z.object({ target: z.enum(['field', 'document']), name: z.string(), reason: z.string() }),
      ),
      answeredAt: Instant,
      before: z.record(z.string(), z.string()),
      changed: z.array(z.string()).meta({ description: 'Which of them are not as before; masks hide it' }),
    })
    .nullable()
    .meta({ description: 'The latest supplement that came in, with the answers that it replaced (R-24)' }),
  /** How long each request gives the applicant, by the case's own policy. */
  deadlineDays: z.object({ supplement: z.int(), booking: z.int(), materials: z.int() }),
  interview: z.object({ startsAt: Instant }).nullable(),
  tasks: z.array(
    z.object({ id: z.uuid(), kind: z.enum(TASK_KINDS), holder: z.enum(['nobody', 'me', 'another']) }),
  ),
  timeline: z.array(
    z.object({
      version: z.int(),
      step: z.string(),
      status: StatusText,
      statusText: z.string(),
      by: z.string(),
      post: PostCodeText.nullable(),
      at: Instant,
    }),
  ),
  allowed: z.array(z.string()).meta({ description: 'Commands that one’s roles may give now' }),
  workflowUrl: z.string().nullable().meta({ description: 'The case in Temporal Web, for operators' }),
}).meta({ id: 'Case' });

/** One case at the desk: everything that one may see of it, its pictures, the task in one's hand, the search. */
export const staffCaseRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { tasks, orders, applications, people } = deps;

  app.post(
    '/staff/cases/:orderNumber/claim',
    {
      schema: {
        operationId: 'claimCase',
        tags: ['Staff'],
        description:
          'Claims the open task of the order in one’s hand (production, dispatch, interview); review is taken in turn only.',
        params: OrderParams,
        body: z.strictObject({}).nullish(),
        response: { 200: z.object({ task: TaskView }), ...problems(400, 401, 404, 409) },
      },
    },
    async (request) => {
      const { order } = request;
      return {
        task: viewTask(
          await tasks.claimOrder(request.staff, order.orderNumber),
          request.staff,
          langOf(request),
        ),
      };
    },
  );

  app.get(
    '/staff/cases/:orderNumber',
    {
      schema: {
        operationId: 'getCase',
        tags: ['Staff'],
        params: OrderParams,
        response: { 200: CaseView, ...problems(400, 401, 404) },
      },
    },
    async (request) => {
      const { order, sight } = request;
      return viewCase(request.staff, order, sight, langOf(request));
    },
  );

  app.post(
    '/staff/case-search',
    {
      schema: {
        operationId: 'searchCases',
        tags: ['Staff'],
        description:
          'By order number or by the applicant’s whole Chinese name, at one’s own post. In a body: names do not belong into URLs.',
        body: z.strictObject({ text: z.string().min(1).max(100) }),
        response: { 200: z.object({ cases: z.array(OrderBrief) }), ...problems(400, 401, 429) },
      },
    },
    async (request) => {
      await takeTry(people, 'search', request.staff.id);
      const found = await orders.search(request.staff.post, request.body.text);
      return { cases: found.map((order) => brief(order, langOf(request))) };
    },
  );

  app.get(
    '/staff/cases/:orderNumber/documents/:documentId',
    {
      schema: {
        operationId: 'getCaseDocument',
        tags: ['Staff'],
        params: z.strictObject({ orderNumber: z.string().max(40), documentId: z.uuid() }),
        response: { 200: JpegAnswer, ...problems(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const { order, sight } = request;
      const owner = { id: order.applicationId, keyId: order.keyId };
      const document = (await applications.listDocuments(owner)).find(
        ({ id }) => id === request.params.documentId,
      );
      if (!document || !maySee(sight, document.kind)) throw new CaseError('not-found');
      return sendDocument(deps, reply, owner, document);
    },
  );

  async function viewCase(
    member: StaffRow,
    order: Order,
    sight: Sight,
    lang: Lang,
  ): Promise<z.input<typeof CaseView>> {
    const { orderNumber, keyId, applicationId, state } = order;
    const owner = { id: applicationId, keyId };
    const [
      application,
      documents,
      signed,
      supplement,
      booking,
      openTasks,
      events,
      answered,
      { deadlines },
      faceChecks,
      consents,
    ] = await Promise.all([
      applications.findApplication(applicationId),
      applications.listDocuments(owner),
      applications.listStatements(owner),
      orders.findOpenSupplement(order),
      orders.findBooking(orderNumber),
      tasks.listOpenTasks(orderNumber),
      orders.listEvents(orderNumber),
      sight === 'full' ? orders.findAnsweredSupplement(order) : undefined,
      orders.getPolicyOf(order),
      sight === 'full' ? deps.faces.listWithScores(owner) : [],
      sight === 'full' ? deps.consents.list(owner) : [],
    ]);
    const portraitId = currentOf(documents, 'portrait')?.id;
    const isFull = sight === 'full';
    const visible = visibleAnswers(sight, application?.answers ?? {});
    const plain = plainFields(member, order);
    return {
      ...brief(order, lang),
      homePost: order.homePost,
      feeCents: order.feeCents,
      supplementRounds: state.supplementRounds,
      interviewState: state.interview,
      approvalNeeds: order.status === 'in_review' ? approvalNeeds(state, order.traits) : [],
      issuer: state.issuer,
      issuerAskedAt: state.issuerAskedAtMs ? new Date(state.issuerAskedAtMs).toISOString() : null,
      oldPassport: state.oldPassport,
      madeAt: madeAt(order.service, order.post),
      traits: isFull ? order.traits : null,
      answers: maskAnswers(visible, plain),
      masked: maskedFields(visible, plain),
      documents: documents
        .filter(({ kind }) => maySee(sight, kind))
        .map((document) => viewDocument(document, lang)),
      statements: isFull ? viewSigned(signed, lang) : [],
      formVersion: application?.formVersion ?? 1,
      expectedItems: [...expectedItems(order.service, order.traits)],
      faceChecks: faceChecks.map(({ outcome, score, portraitId: compared, at }) => ({
        outcome,
        score,
        ofCurrentPortrait: compared === portraitId,
        at: at.toISOString(),
      })),
      consents: consents.map(viewConsent),
      faceNote: FACE_NOTE[lang],
      supplement: isFull && supplement ? { items: supplement.items, note: supplement.note } : null,
      answered: answered ? await viewAnswered(owner, answered, visible) : null,
      deadlineDays: {
        supplement: deadlines.supplement.dueAfterDays,
        booking: deadlines.booking.dueAfterDays,
        materials: deadlines.materials.dueAfterDays,
      },
      interview: booking ? { startsAt: booking.startsAt.toISOString() } : null,
      tasks: openTasks
        .filter(({ kind }) => taskKindsOf(member).includes(kind))
        .map(({ id, kind, claimedBy }) => ({
          id,
          kind,
          holder: claimedBy === null ? 'nobody' : claimedBy === member.id ? 'me' : 'another',
        })),
      timeline: events.map(({ version, kind, status, actorRole, actorPost, at }) => ({
        version,
        step: kind,
        status,
        statusText: STATUS_WORDS[status][lang],
        by: actorRole,
        post: actorPost,
        at: at.toISOString(),
      })),
      allowed: commandsNow(state, member.roles, {
        madeAt: madeAt(order.service, order.post),
        hasApproved: isSamePerson(approverOf(events), member.id),
      }),
      workflowUrl:
        member.roles.includes('operator') && deps.temporalWebUrl
          ? workflowUrl(deps.temporalWebUrl, order)
          : null,
    };
  }

  async function viewAnswered(
    owner: { id: Order['applicationId']; keyId: string },
    { items, answeredAt }: { items: SupplementItem[]; answeredAt: Date },
    now: Record<string, string>,
  ) {
    const earlier = (await applications.findAnswersBefore(owner, answeredAt)) ?? {};
    const asked = items.filter(({ target }) => target === 'field').map(({ name }) => name);
    const before = Object.fromEntries(asked.map((name) => [name, earlier[name] ?? '']));
    return {
      items,
      answeredAt: answeredAt.toISOString(),
      before: maskAnswers(before),
      changed: asked.filter((name) => before[name] !== (now[name] ?? '')),
    };
  }
};

const approverOf = (events: readonly { kind: CommandKind; actorId: string | null }[]): string | null =>
  events.findLast(({ kind }) => kind === 'approve')?.actorId ?? null;

const workflowUrl = (temporalWebUrl: string, { orderNumber }: Order): string =>
  `${temporalWebUrl}/namespaces/default/workflows/${encodeURIComponent(caseWorkflowId(orderNumber))}`;
