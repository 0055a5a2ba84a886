import type { AccountRow } from '../db/accounts.ts';
import type { Application } from '../db/applications.ts';
import { getPost } from '../domain/data/posts.ts';
import type { DraftId } from '../domain/ids.ts';
import { signatureSvg } from '../domain/signature.ts';
import { STATEMENT_KINDS } from '../domain/texts/statements.ts';
import { viewConsent } from './consents.ts';
import type { AppDeps } from './deps.ts';
import { messageWords } from './message-words.ts';
import { brief } from './order-views.ts';

/** What the copy of one's own data says of the account itself. Secrets and what lets one in are not in it. */
export async function ownDataHead({ factors, identities, ownData, people }: AppDeps, account: AccountRow) {
  const owner = { accountId: account.id };
  const [addresses, identity, ownFactors, sessions, consents] = await Promise.all([
    ownData.addresses(account),
    identities.find(account.id),
    factors.list(owner),
    people.listSessions(owner),
    ownData.consents(account.id),
  ]);
  const { id, lang, confirmedAt, createdAt } = account;
  return {
    madeAt: new Date(),
    account: { id, lang, confirmedAt, createdAt, addresses },
    identity: identity ?? null,
    factors: ownFactors.map(({ kind, name, addedAt, lastUsedAt }) => ({ kind, name, addedAt, lastUsedAt })),
    sessions: sessions.map(({ device, openedAt, lastSeenAt }) => ({ device, openedAt, lastSeenAt })),
    // That they were said; of which application stands with those that are still one's own.
    consents: consents.map(viewConsent),
  };
}

/** A draft, or an order, with all that belongs to it. @returns undefined when it is gone meanwhile */
export async function applicationData(deps: AppDeps, account: AccountRow, id: DraftId) {
  const application = await deps.applications.findApplication(id);
  if (application?.accountId !== account.id) return undefined;
  const [documents, signed, checks, said, order] = await Promise.all([
    deps.applications.listDocuments(application, { withReplaced: true }),
    deps.applications.listStatements(application),
    deps.faces.list(application),
    deps.consents.list(application),
    application.submittedAt ? orderData(deps, account, application) : null,
  ]);
  const { service, post, formVersion, createdAt, updatedAt, submittedAt, answers } = application;
  return {
    id,
    service,
    post,
    formVersion,
    createdAt,
    updatedAt,
    submittedAt,
    answers,
    statements: STATEMENT_KINDS.flatMap((kind) => {
      const statement = signed[kind];
      if (!statement) return [];
      const { version, textHash, signature, signedAtMs } = statement;
      return [
        { kind, version, textHash, signedAt: new Date(signedAtMs), signature: signatureSvg(signature) },
      ];
    }),
    documents: documents.map(({ kind, state, fileName, bytes, width, height, uploadedAt }) => ({
      kind,
      state,
      fileName,
      bytes,
      width,
      height,
      uploadedAt,
    })),
    consents: said.map(viewConsent),
    faceChecks: checks.map(({ outcome, at }) => ({ outcome, at })),
    order,
  };
}

async function orderData({ orders, messages }: AppDeps, account: AccountRow, { id }: Application) {
  const order = await orders.findOrderOf(id);
  if (order?.accountId !== account.id) return null;
  const { orderNumber, feeCents, guardianUntilOn, handedOverAt } = order;
  const [events, told, booking] = await Promise.all([
    orders.listEvents(orderNumber),
    messages.listMessages(account.id, orderNumber),
    orders.findBooking(orderNumber),
  ]);
  const { timeZone } = getPost(order.post);
  return {
    ...brief(order, account.lang),
    feeCents,
    guardianUntilOn,
    handedOverAt,
    interview: booking ?? null,
    // Who of the staff acted is another person's data: a role and a post.
    events: events.map(({ version, kind, status, actorRole, actorPost, at }) => ({
      version,
      step: kind,
      status,
      by: actorRole,
      post: actorPost,
      at,
    })),
    messages: told.map(({ template, params, sentAt, readAt }) => ({
      ...messageWords({ template, params, timeZone }, account.lang),
      sentAt,
      readAt,
    })),
  };
}
