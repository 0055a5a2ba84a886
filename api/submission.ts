import { randomBytes } from 'node:crypto';
import type { Application } from '../db/applications.ts';
import type { Order } from '../db/orders.ts';
import { localDate } from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import { findDistrict } from '../domain/districts.ts';
import { CaseError } from '../domain/errors.ts';
import { annotationTexts, feeCents } from '../domain/fees.ts';
import { checkForm, formFor } from '../domain/forms/form.ts';
import type { CommandId, DocumentId } from '../domain/ids.ts';
import { mintOrderNumber } from '../domain/order-number.ts';
import { personIdentifiers } from '../domain/person.ts';
import type { ServiceCode } from '../domain/policy.ts';
import { NATIONALITY_STATEMENT } from '../domain/texts/statements.ts';
import type { AppDeps } from './deps.ts';
import { faceFaults } from './faces.ts';

/**
 * Makes an order of a draft: checks everything once more in one place, writes the order in one transaction, starts its
 * workflow. Repeating it with the same submit id gives the same order.
 * @throws CaseError form-incomplete with every fault, statement-missing, statement-outdated, post-not-served,
 * open-order-exists, draft-submitted
 */
export async function submitDraft(deps: AppDeps, draft: Application, submitId: CommandId): Promise<Order> {
  const { orders, log } = deps;
  const now = new Date();
  const { timeZone } = getPost(draft.post);
  const todayOn = localDate(now.getTime(), timeZone);
  // A repeated request must find its order, whatever today's checks would say.
  const documentIds = draft.submittedAt ? [] : await checkDraft(deps, draft, todayOn);

  const { id: policyId, policy } = await orders.getPolicy(draft.post, todayOn);
  const homePost =
    findDistrict(
      { state: draft.answers['address.state'] ?? '', county: draft.answers['address.county'] },
      todayOn,
    ) ?? null;
  if (homePost !== draft.post && !policy.crossDistrictFiling)
    throw new CaseError('post-not-served', { homePost });

  const fee = feeCents(
    { service: draft.service as ServiceCode, annotations: annotationTexts(draft.answers).length },
    policy,
  );
  const { order, created } = await orders.submit({
    submitId,
    orderNumber: mintOrderNumber(randomBytes(16)),
    application: draft,
    documentIds,
    post: draft.post,
    homePost,
    policyId,
    feeCents: fee.cents,
    personIdentifiers: personIdentifiers(draft.answers),
    nameText: draft.answers['name.chinese'] ?? '',
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
async function checkDraft(deps: AppDeps, draft: Application, todayOn: string): Promise<DocumentId[]> {
  const [documents, statement] = await Promise.all([
    deps.applications.listDocuments(draft),
    deps.applications.listStatements(draft).then(({ nationality }) => nationality),
  ]);
  const faults = checkForm(formFor(draft.service), draft.answers, documentsByKind(documents), { todayOn });
  faults.push(...(await faceFaults(deps, draft, documents, todayOn)));
  if (faults.length > 0) throw new CaseError('form-incomplete', { faults });
  if (!statement) throw new CaseError('statement-missing');
  if (statement.version !== NATIONALITY_STATEMENT.version) throw new CaseError('statement-outdated');
  return documents.map(({ id }) => id);
}

export function documentsByKind<D extends { kind: string }>(documents: readonly D[]): Record<string, D[]> {
  const byKind: Record<string, D[]> = {};
  for (const document of documents) byKind[document.kind] = [...(byKind[document.kind] ?? []), document];
  return byKind;
}
