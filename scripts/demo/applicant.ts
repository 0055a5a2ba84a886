import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { PostCode } from '../../domain/posts.ts';
import type { Status } from '../../domain/statuses.ts';
import type { Board } from './board.ts';
import { type Http, Refused } from './http.ts';
import { type Identity, newIdentity } from './identity.ts';
import { pagePicture, portraitPicture, selfiePicture } from './pictures.ts';
import { createSession, type Session } from './session.ts';

/** What an applicant needs around: the API, the mailbox stand-in that shows the code, the board. */
export type World = { http: Http; mailbox: string; board: Board; signal: AbortSignal };

/** A draft that is ready to be submitted. */
export type ReadyDraft = { id: string; post: PostCode; identity: Identity };

const CODE_WITHIN_MS = 120_000;
const SIGNATURE = {
  width: 600,
  height: 200,
  strokes: [
    [20, 120, 60, 40, 100, 130, 140, 50, 180, 125],
    [220, 60, 260, 150, 300, 55, 350, 140, 420, 90, 520, 110],
  ],
};

/** Registers a fresh address, reads the one-time code that was mailed to it, and logs in. */
export async function enrol({ http, mailbox, board, signal }: World): Promise<Session> {
  const account = { email: `${randomUUID()}@demo.invalid`, password: randomBytes(18).toString('base64url') };
  await http.ask({ method: 'POST', path: '/v1/accounts', body: { ...account, lang: 'hant' } });
  const login = async (): Promise<string> => {
    const { body } = await http.ask<{ token: string }>({
      method: 'POST',
      path: '/v1/sessions',
      body: account,
    });
    return body.token;
  };
  const untilMs = Date.now() + CODE_WITHIN_MS;
  let tried: string | undefined;
  for (let waitMs = 50; Date.now() < untilMs; waitMs = Math.min(waitMs * 1.5, 2_000)) {
    const code = await newestCode(mailbox, account.email);
    if (code && code !== tried && (await confirm(http, account.email, code, login))) {
      return createSession(http, login, board.acknowledge);
    }
    tried = code;
    await delay(waitMs, undefined, { signal });
  }
  throw new Error(`No code came for ${account.email} within ${CODE_WITHIN_MS / 1_000} s.`);
}

async function newestCode(mailbox: string, email: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${mailbox}/messages?to=${encodeURIComponent(email)}`, {
      signal: AbortSignal.timeout(5_000),
    });
    const mails = (await response.json()) as { text: string; receivedAt: string }[];
    const newest = mails.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt))[0];
    return /\b\d{6}\b/.exec(newest?.text ?? '')?.[0];
  } catch {
    return undefined; // the mailbox is asked again
  }
}

/** A code may have been used up by a try whose answer was lost: then the login says that all is well. */
async function confirm(
  http: Http,
  email: string,
  code: string,
  login: () => Promise<string>,
): Promise<boolean> {
  try {
    await http.ask({ method: 'POST', path: '/v1/accounts/confirmation', body: { email, code } });
    return true;
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'code-wrong') throw error;
    return login().then(
      () => true,
      () => false,
    );
  }
}

/** How a draft comes to its pictures and to a passed face comparison. */
type Ways = {
  papers: (identity: Identity) => Promise<Record<string, Buffer>>;
  passFace: (session: Session, draftId: string) => Promise<void>;
};

/** Fills a renewal in: answers, three pictures, a selfie compared, the nationality statement read and signed. */
export async function prepareDraft(
  session: Session,
  post: PostCode,
  { papers = papersOf, passFace = compareSelfie }: Partial<Ways> = {},
): Promise<ReadyDraft> {
  const identity = newIdentity(post);
  const { body: draft } = await session.ask<{ id: string }>({
    method: 'POST',
    path: '/v1/drafts',
    body: { service: 'passport.renew', post },
  });
  const path = `/v1/drafts/${draft.id}`;
  const { body: saved } = await session.ask<{ faults: { field: string; rule: string; advice: boolean }[] }>({
    method: 'PATCH',
    path,
    body: { answers: identity.answers },
  });
  const faults = saved.faults.filter(({ advice }) => !advice);
  if (faults.length > 0) throw new Error(`The answers have faults: ${JSON.stringify(faults)}`);
  for (const [kind, bytes] of Object.entries(await papers(identity))) {
    await upload(session, `${path}/documents?kind=${kind}`, kind, bytes);
  }
  await passFace(session, draft.id);
  await sign(session, path);
  return { id: draft.id, post, identity };
}

async function compareSelfie(session: Session, draftId: string): Promise<void> {
  const { body } = await session.ask<{ standing: string; checks: { outcome: string }[] }>({
    method: 'POST',
    path: `/v1/drafts/${draftId}/face-checks`,
    picture: { bytes: await selfiePicture(), name: 'selfie.jpg' },
  });
  if (body.standing !== 'passed') throw new Error(`The selfie did not pass: ${body.checks[0]?.outcome}.`);
}

export async function papersOf({ answers, mrz, nameInPinyin }: Identity): Promise<Record<string, Buffer>> {
  const [dataPage, portrait, proof] = await Promise.all([
    pagePicture([answers['passport.number'] ?? '', nameInPinyin, answers['person.bornOn'] ?? '', 'CHN'], mrz),
    portraitPicture(),
    residenceProof(answers),
  ]);
  return { 'passport-data-page': dataPage, portrait, 'residence-proof': proof };
}

function residenceProof(answers: Identity['answers']): Promise<Buffer> {
  const lines = ['CITY UTILITIES', answers['address.street'] ?? '', answers['address.city'] ?? ''];
  return pagePicture(lines.map((line) => line.toUpperCase()));
}

async function upload(session: Session, path: string, kind: string, bytes: Buffer): Promise<void> {
  await session.ask({ method: 'POST', path, picture: { bytes, name: `${kind}.jpg` } });
}

async function sign(session: Session, draftPath: string): Promise<void> {
  const { body: statement } = await session.ask<{ version: string; textHash: string }>({
    method: 'GET',
    path: '/v1/statements/nationality',
  });
  const { version, textHash } = statement;
  const body = { version, textHash, signature: SIGNATURE };
  await session.ask({ method: 'PUT', path: `${draftPath}/statements/nationality`, body });
}

/** Makes the order. @returns its number */
export async function submit(session: Session, board: Board, { id, post }: ReadyDraft): Promise<string> {
  const path = `/v1/drafts/${id}/submission`;
  const { body } = await session.ask<{ orderNumber: string }>({ method: 'POST', path });
  board.enter({ orderNumber: body.orderNumber, post });
  return body.orderNumber;
}

/**
 * Plays the applicant's part from the submitted order to the document in hand.
 *
 * @param thorough  the staff ask for a paper too (see staff.ts), so a better picture of it is uploaded
 */
export async function seeThrough(
  session: Session,
  { board, signal, thorough }: Pick<World, 'board' | 'signal'> & { thorough: boolean },
  orderNumber: string,
  { answers }: Identity,
): Promise<void> {
  const path = `/v1/orders/${orderNumber}`;
  const { post } = board.get(orderNumber);
  const reached = (status: Status): Promise<void> => board.until(orderNumber, status, signal);

  await reached('supplement_requested');
  if (thorough) {
    const proof = await residenceProof(answers);
    await upload(session, `${path}/documents?kind=residence-proof`, 'residence-proof', proof);
  }
  const street = `${answers['address.street']}, Apt 5`;
  await session.command(orderNumber, 'provideSupplement', `${path}/supplement`, {
    answers: { 'address.street': street },
  });
  await reached('interview_required');
  const startsAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await session.command(orderNumber, 'bookInterview', `${path}/interview`, { startsAt });
  await reached('awaiting_materials');
  const { body } = await session.ask<{ mailing: { payee: string; feeCents: number } }>({
    method: 'GET',
    path,
  });
  board.get(orderNumber).payment = { payee: body.mailing.payee, cents: body.mailing.feeCents };
  board.put({ orderNumber, post, desk: 'mail' }); // the envelope is in the letter box
  await reached('mailed');
  await session.command(orderNumber, 'confirmReceipt', `${path}/receipt`, {});
}

/** What a run that is given up leaves behind would stand in real people's way. */
export async function withdraw(session: Session, orderNumber: string): Promise<void> {
  const body = { note: 'The demonstration was given up.' };
  await session.ask({ method: 'POST', path: `/v1/orders/${orderNumber}/withdrawal`, body });
}
