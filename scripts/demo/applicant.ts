import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { shownForm } from '../../domain/forms/conditions.ts';
import { formFor } from '../../domain/forms/form.ts';
import type { PostCode } from '../../domain/posts.ts';
import type { Status } from '../../domain/statuses.ts';
import type { Board, Entry } from './board.ts';
import { type Http, Refused } from './http.ts';
import { type Identity, newIdentity } from './identity.ts';
import { pagePicture, portraitPicture, selfiePicture } from './pictures.ts';
import { type Story, usualRenewal } from './rows.ts';
import type { Script } from './script.ts';
import { createSession, type Session } from './session.ts';

/** What an applicant needs around: the API, the mailbox stand-in that shows the code, the board. */
export type World = { http: Http; mailbox: string; board: Board; signal: AbortSignal };

/** A draft that is ready to be submitted. */
export type ReadyDraft = { id: string; post: PostCode; story: Story; identity: Identity };

const CODE_WITHIN_MS = 120_000;
const SIGNATURE = {
  width: 600,
  height: 200,
  strokes: [
    [20, 120, 60, 40, 100, 130, 140, 50, 180, 125],
    [220, 60, 260, 150, 300, 55, 350, 140, 420, 90, 520, 110],
  ],
};

/** Registers a fresh address, reads the one-time code that was mailed to it, logs in and passes the real-name authentication. */
export async function enrol(world: World, { account, realName }: Partial<Script> = {}): Promise<Session> {
  const session = await register(world, account ?? newAccount());
  const own = { number: `EJ${String(randomInt(10_000_000)).padStart(7, '0')}`, name: '演示人' };
  const person = { kind: 'passport', ...(realName ?? own) };
  await enterPerson(world.mailbox, person);
  await session.ask({ method: 'POST', path: '/v1/me/real-name', body: person });
  return session;
}

/** Makes an invented person known to the identity authority's stand-in; no real authority takes one. */
async function enterPerson(standIn: string, person: Record<string, string>): Promise<void> {
  const response = await fetch(`${standIn}/identity/people`, {
    method: 'POST',
    body: JSON.stringify(person),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`The identity authority's stand-in answered ${response.status}.`);
}

const newAccount = (): Script['account'] => ({
  email: `${randomUUID()}@demo.invalid`,
  password: randomBytes(18).toString('base64url'),
});

async function register(
  { http, mailbox, board, signal }: World,
  account: Script['account'],
): Promise<Session> {
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
      return createSession(http, { enter: login }, board.acknowledge);
    }
    tried = code;
    await delay(waitMs, undefined, { signal });
  }
  throw new Error(`No code came for ${account.email} within ${CODE_WITHIN_MS / 1_000} s.`);
}

/** The newest one-time code that was sent to an address or a number. */
export async function newestCode(mailbox: string, email: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${mailbox}/messages?to=${encodeURIComponent(email)}`, {
      signal: AbortSignal.timeout(5_000),
    });
    const mails = (await response.json()) as { text: string; receivedAt: string }[];
    const codes = mails
      .toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt))
      .flatMap(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? []);
    return codes[0];
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

/** How a draft comes to its story, its pictures and a passed face comparison. */
type Ways = {
  story: Story;
  papers: (identity: Identity) => Promise<Record<string, Buffer>>;
  passFace: (session: Session, draftId: string, script?: Script) => Promise<void>;
};

/** Fills a form in: answers, the pictures it requires, a selfie compared, every statement read and signed. */
export async function prepareDraft(
  session: Session,
  post: PostCode,
  { story = usualRenewal(), papers = papersOf, passFace = compareSelfie }: Partial<Ways> = {},
): Promise<ReadyDraft> {
  const { row, script } = story;
  const identity = newIdentity(post, row, script?.answers);
  const { body: draft } = await session.ask<{ id: string }>({
    method: 'POST',
    path: '/v1/drafts',
    body: { service: row.service, post },
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
    await upload(session, `${path}/documents?kind=${kind}`, await pictureOf(kind, bytes, script));
  }
  await passFace(session, draft.id, script);
  const { statements } = (await session.ask<{ statements: { kind: string }[] }>({ method: 'GET', path }))
    .body;
  for (const { kind } of statements) await sign(session, path, kind);
  return { id: draft.id, post, story, identity };
}

/** Where one is asked for: a child under 16 is seen in the interview instead. */
async function compareSelfie(session: Session, draftId: string, script?: Script): Promise<void> {
  const path = `/v1/drafts/${draftId}/face-checks`;
  const { needed } = (await session.ask<{ needed: boolean }>({ method: 'GET', path })).body;
  if (!needed) return;
  const { body: text } = await session.ask<{ version: string; textHash: string }>({
    method: 'GET',
    path: '/v1/consents/face',
  });
  await session.ask({
    method: 'PUT',
    path: `/v1/drafts/${draftId}/consents/face`,
    body: { version: text.version, textHash: text.textHash, given: true },
  });
  const { body } = await session.ask<{ standing: string; checks: { outcome: string }[] }>({
    method: 'POST',
    path,
    picture: await pictureOf('selfie', await selfiePicture(), script),
  });
  if (body.standing !== 'passed') throw new Error(`The selfie did not pass: ${body.checks[0]?.outcome}.`);
}

/** A picture of every kind that the row requires with these answers. */
export async function papersOf({ row, todayOn, answers }: Identity): Promise<Record<string, Buffer>> {
  const { materials } = shownForm(formFor(row.service), answers, { todayOn });
  const pictures = materials
    .filter(({ required }) => required)
    .map(async ({ kind }) => [kind, await paperOf(kind, answers)] as const);
  return Object.fromEntries(await Promise.all(pictures));
}

function paperOf(kind: string, answers: Identity['answers']): Promise<Buffer> {
  const answer = (field: string): string => (answers[field] ?? '').toUpperCase();
  const name = `${answer('name.surnamePinyin')} ${answer('name.givenPinyin')}`;
  switch (kind) {
    case 'portrait':
      return portraitPicture();
    case 'passport-data-page':
      return pagePicture(
        [answer('passport.number'), name, answer('person.bornOn'), 'CHN'],
        answer('passport.mrz').split('\n'),
      );
    case 'residence-proof':
      return pagePicture(['CITY UTILITIES', answer('address.street'), answer('address.city')]);
    default:
      return pagePicture([kind.toUpperCase(), name, answer('person.bornOn')]);
  }
}

type Picture = { bytes: Buffer; name: string };

async function pictureOf(kind: string, bytes: Buffer, script: Script | undefined): Promise<Picture> {
  if (!script) return { bytes, name: `${kind}.jpg` };
  return { bytes: await script.retouch(bytes), name: script.fileName };
}

async function upload(session: Session, path: string, picture: Picture): Promise<void> {
  await session.ask({ method: 'POST', path, picture });
}

async function sign(session: Session, draftPath: string, kind: string): Promise<void> {
  const { body: statement } = await session.ask<{ version: string; textHash: string }>({
    method: 'GET',
    path: `/v1/statements/${kind}`,
  });
  const { version, textHash } = statement;
  const body = { version, textHash, signature: SIGNATURE };
  await session.ask({ method: 'PUT', path: `${draftPath}/statements/${kind}`, body });
}

/** Makes the order. @returns its number */
export async function submit(
  session: Session,
  board: Board,
  { id, post, story }: ReadyDraft,
): Promise<string> {
  const path = `/v1/drafts/${id}/submission`;
  const { body } = await session.ask<{ orderNumber: string }>({ method: 'POST', path });
  board.enter({ orderNumber: body.orderNumber, post, story });
  return body.orderNumber;
}

/** One applicant's way through a case that was submitted. */
type Part = {
  session: Session;
  board: Board;
  orderNumber: string;
  path: string;
  answers: Identity['answers'];
  thorough: boolean;
};

/** What the applicant does in each status that waits for one, in the order in which they can come. */
const DUTIES = {
  supplement_requested: answerSupplement,
  interview_required: bookInterview,
  awaiting_materials: mailEnvelope,
  mailed: confirmReceipt,
} as const satisfies Partial<Record<Status, (part: Part) => Promise<void>>>;

/**
 * Plays the applicant's part from the submitted order to the document in hand; which rounds come, the staff decide.
 *
 * @param thorough  who asks for a supplement asks for a paper too (see staff.ts), so a better picture of it is uploaded
 */
export async function seeThrough(
  session: Session,
  { board, signal, thorough }: Pick<World, 'board' | 'signal'> & { thorough: boolean },
  orderNumber: string,
  { answers }: Identity,
): Promise<void> {
  const path = `/v1/orders/${orderNumber}`;
  const part = { session, board, orderNumber, path, answers, thorough };
  let left = Object.keys(DUTIES) as (keyof typeof DUTIES)[];
  const { script } = board.get(orderNumber).story;
  while (left.includes('mailed')) {
    const status = await board.untilOneOf(orderNumber, [...left, 'refused'], signal);
    if (status === 'refused') return;
    if (script?.ending === 'withdrawn' && status === 'awaiting_materials')
      return withdraw(session, orderNumber, script.note);
    left = left.filter((each) => each !== status);
    await DUTIES[status](part);
  }
}

async function answerSupplement({
  session,
  board,
  orderNumber,
  path,
  answers,
  thorough,
}: Part): Promise<void> {
  const { script } = board.get(orderNumber).story;
  if (thorough) {
    const proof = await paperOf('residence-proof', answers);
    const picture = await pictureOf('residence-proof', proof, script);
    await upload(session, `${path}/documents?kind=residence-proof`, picture);
  }
  const street = script?.street ?? `${answers['address.street']}, Apt 5`;
  await session.command(orderNumber, 'provideSupplement', `${path}/supplement`, {
    answers: { 'address.street': street },
  });
}

async function bookInterview({ session, orderNumber, path }: Part): Promise<void> {
  const startsAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await session.command(orderNumber, 'bookInterview', `${path}/interview`, { startsAt });
}

/** Puts into the envelope what the order says: its papers and a money order. */
async function mailEnvelope({ session, board, orderNumber, path }: Part): Promise<void> {
  const { body } = await session.ask<{
    issuer: Entry['issuer'];
    mailing: { items: string[]; payee: string; feeCents: number };
  }>({ method: 'GET', path });
  const { items, payee, feeCents } = body.mailing;
  const entry = board.get(orderNumber);
  entry.issuer = body.issuer;
  entry.envelope = { items, payment: { payee, cents: feeCents } };
  board.put({ orderNumber, post: entry.post, desk: 'mail' }); // it is in the letter box
}

async function confirmReceipt({ session, orderNumber, path }: Part): Promise<void> {
  await session.command(orderNumber, 'confirmReceipt', `${path}/receipt`, {});
}

/** What a run that is given up leaves behind would stand in real people's way. */
export async function withdraw(
  session: Session,
  orderNumber: string,
  note = 'The demonstration was given up.',
): Promise<void> {
  const body = { note };
  await session.ask({ method: 'POST', path: `/v1/orders/${orderNumber}/withdrawal`, body });
}
