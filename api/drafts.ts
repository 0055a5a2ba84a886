import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AccountRow } from '../db/accounts.ts';
import type { Application } from '../db/applications.ts';
import { localDate } from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import { CaseError } from '../domain/errors.ts';
import { isAdvice } from '../domain/faults.ts';
import { annotationTexts, feeCents } from '../domain/fees.ts';
import { countedAnswers } from '../domain/forms/conditions.ts';
import { checkAnswers, checkForm, fieldIds, formFor } from '../domain/forms/form.ts';
import { nationalityVerdict } from '../domain/nationality.ts';
import type { ServiceCode } from '../domain/policy.ts';
import { choicesOf } from '../domain/situations.ts';
import { requiredStatements, signerOf } from '../domain/statements.ts';
import { STATEMENTS } from '../domain/texts/statements.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';
import { DocumentView, viewDocument } from './documents.ts';
import { faceFaults } from './faces.ts';
import { FeeView } from './fee-view.ts';
import { ServiceText } from './form-schemas.ts';
import { commandIdOf, KeyHeaders } from './idempotency.ts';
import { langOf } from './language.ts';
import { NoticesTo, noticesTo } from './notices-to.ts';
import { describeFault } from './problems.ts';
import { Fault, IdParams, Instant, PostCodeText, problems, StatusText } from './schemas.ts';
import { isCurrent, StatementKindText } from './statements.ts';
import { documentsByKind, submitDraft } from './submission.ts';

const Answers = z
  .record(z.string().max(80), z.string().max(4_000))
  .meta({ description: 'By field id; see the form' });
const DraftView = z
  .object({
    id: z.uuid(),
    service: z.string(),
    formVersion: z.int(),
    post: PostCodeText,
    revision: z
      .int()
      .meta({ description: 'Send it back as `seenRevision`; a save that saw an older one is refused' }),
    answers: z.record(z.string(), z.string()),
    faults: z
      .array(Fault.extend({ advice: z.boolean() }))
      .meta({ description: 'What is wrong with given answers (R-11)' }),
    open: z
      .array(Fault)
      .meta({ description: 'All that still stops the submission, what is not yet given included' }),
    fee: FeeView.meta({
      description: 'As it stands now, under the policy in force at the post today (R-33)',
    }),
    documents: z.array(DocumentView),
    statements: z
      .array(
        z.object({
          kind: StatementKindText,
          title: z.string(),
          signer: z.enum(['applicant', 'guardian']),
          signedAt: Instant.nullable(),
        }),
      )
      .meta({ description: 'Which are needed, who signs each, and when its present text was signed' }),
    nationality: z
      .object({
        verdict: z.enum(['eligible', 'ineligible', 'doubtful']),
        article: z.int().nullable().meta({ description: 'Of the Nationality Law, when ineligible' }),
      })
      .meta({ description: 'By the answers given so far; who is ineligible cannot submit (R-13)' }),
    notices: NoticesTo,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Draft' });

const Stroke = z.array(z.number().min(0).max(4_000)).min(4).max(4_000);
const SignedStatement = z.strictObject({
  version: z.string().max(40),
  textHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: 'SHA-256 of the text that was read' }),
  signature: z.strictObject({
    width: z.int().min(50).max(4_000),
    height: z.int().min(50).max(4_000),
    strokes: z
      .array(Stroke)
      .min(1)
      .max(200)
      .meta({ description: 'x, y pairs of each stroke, in a box of width × height' }),
  }),
});

/** Drafts: saved and resumed, checked answer by answer, submitted once (R-11 … R-18). API ↔ database only. */
export const draftRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { applications } = deps;
  async function view(
    account: AccountRow,
    draft: Application,
    lang: Lang,
  ): Promise<z.input<typeof DraftView>> {
    const context = contextOf(draft);
    const [documents, signed, { policy }] = await Promise.all([
      applications.listDocuments(draft),
      applications.listStatements(draft),
      deps.orders.getPolicy(draft.post, context.todayOn),
    ]);
    const service = draft.service as ServiceCode;
    const form = formFor(service, draft.formVersion);
    const answers = countedAnswers(form, draft.answers, context);
    const open = checkForm(form, draft.answers, documentsByKind(documents), context);
    open.push(...(await faceFaults(deps, draft, documents, context.todayOn)));
    const nationality = nationalityVerdict(answers);
    return {
      id: draft.id,
      service: draft.service,
      formVersion: draft.formVersion,
      post: draft.post,
      revision: draft.revision,
      answers: draft.answers,
      faults: faultsOf(draft, lang),
      open: open.map((fault) => describeFault(fault, lang)),
      fee: feeCents({ service, annotations: annotationTexts(answers).length }, policy),
      documents: documents.map((document) => viewDocument(document, lang)),
      statements: requiredStatements(answers, context).map((kind) => {
        const { version, title } = STATEMENTS[kind];
        const statement = signed[kind]?.version === version ? signed[kind] : undefined;
        return {
          kind,
          title: title[lang],
          signer: signerOf(kind, answers, context),
          signedAt: statement ? new Date(statement.signedAtMs).toISOString() : null,
        };
      }),
      notices: await noticesTo(deps, account, answers, lang),
      nationality: {
        verdict: nationality.verdict,
        article: 'article' in nationality ? nationality.article : null,
      },
      createdAt: draft.createdAt.toISOString(),
      updatedAt: draft.updatedAt.toISOString(),
    };
  }

  app.post(
    '/drafts',
    {
      schema: {
        operationId: 'createDraft',
        tags: ['Drafts'],
        body: z.strictObject({
          service: ServiceText,
          post: PostCodeText,
          situation: z
            .string()
            .max(60)
            .optional()
            .meta({ description: 'One of the requirements’ situations: what it says is answered already' }),
        }),
        response: { 201: DraftView, ...problems(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const { service, post, situation } = request.body;
      const form = formFor(service);
      const answers = situation === undefined ? {} : choicesOf(form, situation);
      if (!answers) throw new CaseError('not-found');
      const draft = await applications.createDraft({
        accountId: request.account.id,
        service,
        post,
        formVersion: form.version,
        answers,
      });
      return reply.code(201).send(await view(request.account, draft, langOf(request)));
    },
  );

  app.get(
    '/drafts',
    {
      schema: {
        operationId: 'listDrafts',
        tags: ['Drafts'],
        response: {
          200: z.object({
            drafts: z.array(
              z.object({ id: z.uuid(), service: z.string(), post: PostCodeText, updatedAt: Instant }),
            ),
          }),
          ...problems(401),
        },
      },
    },
    async (request) => {
      const drafts = await applications.listDrafts(request.account.id);
      return {
        drafts: drafts.map(({ id, service, post, updatedAt }) => ({
          id,
          service,
          post,
          updatedAt: updatedAt.toISOString(),
        })),
      };
    },
  );

  app.get(
    '/drafts/:id',
    {
      schema: {
        operationId: 'getDraft',
        tags: ['Drafts'],
        params: IdParams,
        response: { 200: DraftView, ...problems(400, 401, 404, 409) },
      },
    },
    async (request) => view(request.account, request.draft, langOf(request)),
  );

  app.patch(
    '/drafts/:id',
    {
      config: { keepsAnyText: true },
      schema: {
        operationId: 'saveDraft',
        tags: ['Drafts'],
        description:
          'Saves the given answers and leaves the others. A faulty answer is saved too, and named in `faults`.',
        params: IdParams,
        body: z.strictObject({ answers: Answers, seenRevision: z.int().min(0).optional() }),
        response: {
          200: z.object({ revision: z.int(), faults: z.array(Fault.extend({ advice: z.boolean() })) }),
          ...problems(400, 401, 404, 409, 422),
        },
      },
    },
    async (request) => {
      const { draft } = request;
      const { answers: changes, seenRevision } = request.body;
      refuseUnknownFields(draft, changes);
      const saved = await applications.saveDraft(draft, changes, seenRevision);
      return {
        revision: saved.revision,
        faults: faultsOf({ ...draft, answers: saved.answers }, langOf(request)),
      };
    },
  );

  app.delete(
    '/drafts/:id',
    {
      schema: {
        operationId: 'deleteDraft',
        tags: ['Drafts'],
        params: IdParams,
        response: { 204: z.null(), ...problems(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const { draft } = request;
      const documents = await applications.listDocuments(draft);
      await applications.deleteDraft(draft);
      for (const { objectKey } of documents) await deps.documents.delete(objectKey);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/drafts/:id/statements/:kind',
    {
      schema: {
        operationId: 'signStatement',
        tags: ['Drafts'],
        description: 'Signs a statement with a drawn signature (R-13, R-14, R-15).',
        params: z.strictObject({ id: z.uuid(), kind: StatementKindText }),
        body: SignedStatement,
        response: { 204: z.null(), ...problems(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const { draft } = request;
      const { version, textHash, signature } = request.body;
      const { kind } = request.params;
      if (!isCurrent(STATEMENTS[kind], { version, textHash }))
        throw new CaseError('statement-outdated', { kinds: [kind] });
      await applications.signStatement(draft, kind, {
        version,
        textHash,
        signature,
        signedAtMs: Date.now(),
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/drafts/:id/submission',
    {
      schema: {
        operationId: 'submitDraft',
        tags: ['Drafts'],
        description:
          'Checks everything again and makes the order. Needs an Idempotency-Key: repeating it gives the same order.',
        params: IdParams,
        headers: KeyHeaders,
        response: {
          201: z.object({
            orderNumber: z.string(),
            status: StatusText,
            feeCents: z.int(),
            submittedAt: Instant,
          }),
          ...problems(400, 401, 404, 409, 422, 429),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const submitId = commandIdOf(request, request.account.id, `submit|${id}`);
      const { draft } = request;
      const order = await submitDraft(deps, draft, submitId);
      return reply.code(201).send({
        orderNumber: order.orderNumber,
        status: order.status,
        feeCents: order.feeCents,
        submittedAt: order.submittedAt.toISOString(),
      });
    },
  );
};

/** What is wrong with the answers given so far; what is still to be filled in is no fault yet. */
function faultsOf(draft: FilledIn & Pick<Application, 'answers'>, lang: Lang) {
  const form = formFor(draft.service, draft.formVersion);
  return checkAnswers(form, draft.answers, contextOf(draft)).map((fault) => ({
    ...describeFault(fault, lang),
    advice: isAdvice(fault.rule),
  }));
}

type FilledIn = Pick<Application, 'service' | 'formVersion' | 'post'>;

const contextOf = ({ post }: FilledIn) => ({ todayOn: localDate(Date.now(), getPost(post).timeZone), post });

/** A misspelt field must not vanish silently. */
function refuseUnknownFields({ service, formVersion }: FilledIn, answers: Record<string, string>): void {
  const known = fieldIds(formFor(service, formVersion));
  const faults = Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((field) => ({ field, rule: 'unknown-field' as const }));
  if (faults.length > 0) throw new CaseError('form-incomplete', { faults });
}
