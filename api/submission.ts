import { randomBytes } from 'node:crypto';
import type { Application, Document } from '../db/applications.ts';
import type { Order } from '../db/orders.ts';
import { isCalendarDate, localDate } from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import { findDistrict } from '../domain/districts.ts';
import { CaseError } from '../domain/errors.ts';
import { faceStanding } from '../domain/face.ts';
import { annotationTexts, feeCents } from '../domain/fees.ts';
import { countedAnswers } from '../domain/forms/conditions.ts';
import type { FormContext } from '../domain/forms/definition.ts';
import { checkForm, formFor } from '../domain/forms/form.ts';
import { guardianEndOn } from '../domain/guardianship.ts';
import type { CommandId } from '../domain/ids.ts';
import { nationalityVerdict } from '../domain/nationality.ts';
import { mintOrderNumber } from '../domain/order-number.ts';
import { personIdentifiers } from '../domain/person.ts';
import type { ServiceCode } from '../domain/policy.ts';
import { requiredStatements } from '../domain/statements.ts';
import { STATEMENTS } from '../domain/texts/statements.ts';
import { traitsOf } from '../domain/traits.ts';
import type { AppDeps } from './deps.ts';
import { currentOf } from './draft-pictures.ts';
import { faceFaults } from './faces.ts';
import { takeTry } from './limits.ts';

/**
 * Makes an order of a draft: checks everything once more in one place, writes the order in one transaction, starts its
 * workflow. Repeating it with the same submit id gives the same order.
 * @throws CaseError real-name-missing, nationality-article-5 or -9, form-incomplete with every fault, statement-missing or
 * statement-outdated with the kinds, post-not-served, open-order-exists, draft-submitted, rate-limited
 */
export async function submitDraft(deps: AppDeps, draft: Application, submitId: CommandId): Promise<Order> {
  const { orders, log } = deps;
  const now = new Date();
  const todayOn = localDate(now.getTime(), getPost(draft.post).timeZone);
  const context = { todayOn, post: draft.post };
  const service = draft.service as ServiceCode;
  // What was typed into questions that are hidden now counts for nothing.
  const answers = countedAnswers(formFor(service, draft.formVersion), draft.answers, context);
  // A repeated request must find its order, whatever today's checks would say.
  const documents = draft.submittedAt ? [] : await checkDraft(deps, draft, answers, context);
  if (!draft.submittedAt) await takeTry(deps.people, 'submit', draft.accountId);

  const { id: policyId, policy } = await orders.getPolicy(draft.post, todayOn);
  const homePost =
    findDistrict({ state: answers['address.state'] ?? '', county: answers['address.county'] }, todayOn) ??
    null;
  if (homePost !== draft.post && !policy.crossDistrictFiling)
    throw new CaseError('post-not-served', { homePost });

  const faceSkipped = await wasFaceSkipped(deps, draft, documents);
  const { order, created } = await orders.submit({
    submitId,
    orderNumber: mintOrderNumber(randomBytes(16)),
    application: { ...draft, answers },
    documentIds: documents.map(({ id }) => id),
    post: draft.post,
    homePost,
    policyId,
    feeCents: feeCents({ service, annotations: annotationTexts(answers).length }, policy).cents,
    traits: traitsOf(service, answers, { ...context, faceSkipped }),
    personIdentifiers: personIdentifiers(answers),
    nameText: answers['name.chinese'] ?? '',
    guardianUntilOn: await guardianEndOf(deps, draft, answers, todayOn),
    now,
  });
  if (created) {
    await start(deps, order).catch((err: unknown) => {
      log.warn({ err, orderNumber: order.orderNumber }, 'the workflow will be started by the relay');
    });
  }
  return order;
}

/** The order is accepted already; when the engine is away, the relay starts its workflow later. */
async function start({ engine, outbox }: AppDeps, order: Order): Promise<void> {
  await engine.start(order);
  await outbox.markStarted(order.orderNumber);
}

/** @returns the documents that were checked */
async function checkDraft(
  deps: AppDeps,
  draft: Application,
  answers: Record<string, string>,
  context: FormContext,
): Promise<Document[]> {
  if (!(await deps.identities.has(draft.accountId))) throw new CaseError('real-name-missing');
  // Then: whoever is no Chinese national must not fill in the rest in vain.
  const nationality = nationalityVerdict(answers);
  if (nationality.verdict === 'ineligible')
    throw new CaseError(nationality.article === 5 ? 'nationality-article-5' : 'nationality-article-9');
  const [documents, signed] = await Promise.all([
    deps.applications.listDocuments(draft),
    deps.applications.listStatements(draft),
  ]);
  const form = formFor(draft.service, draft.formVersion);
  const faults = checkForm(form, draft.answers, documentsByKind(documents), context);
  faults.push(...(await faceFaults(deps, draft, documents, context.todayOn)));
  if (faults.length > 0) throw new CaseError('form-incomplete', { faults });
  const kinds = requiredStatements(answers, context);
  const missing = kinds.filter((kind) => !signed[kind]);
  if (missing.length > 0) throw new CaseError('statement-missing', { kinds: missing });
  const outdated = kinds.filter((kind) => signed[kind]?.version !== STATEMENTS[kind].version);
  if (outdated.length > 0) throw new CaseError('statement-outdated', { kinds: outdated });
  return documents;
}

/** Of a minor; an applicant's own account has no such end (Z4). */
export async function guardianEndOf(
  { handOvers }: Pick<AppDeps, 'handOvers'>,
  { accountId }: Pick<Application, 'accountId'>,
  answers: Record<string, string>,
  todayOn: string,
): Promise<string | null> {
  const bornOn = answers['person.bornOn'] ?? '';
  const endOn = isCalendarDate(bornOn) ? guardianEndOn(bornOn, todayOn) : null;
  return endOn !== null && (await handOvers.isOwn(accountId, personIdentifiers(answers))) ? null : endOn;
}

/** Whether the applicant went on without a comparison that held, towards an interview. */
async function wasFaceSkipped(
  { consents, faces }: AppDeps,
  draft: Application,
  documents: readonly Document[],
): Promise<boolean> {
  const portrait = currentOf(documents, 'portrait');
  if (portrait === undefined) return false;
  const consent = await consents.ofFace(draft);
  return faceStanding(await faces.list(draft), portrait.id, consent) === 'skipped';
}

export function documentsByKind<D extends { kind: string }>(documents: readonly D[]): Record<string, D[]> {
  const byKind: Record<string, D[]> = {};
  for (const document of documents) byKind[document.kind] = [...(byKind[document.kind] ?? []), document];
  return byKind;
}
