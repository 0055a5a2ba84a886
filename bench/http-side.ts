import { setMaxListeners } from 'node:events';
import { and, eq } from 'drizzle-orm';
import { hashPassword } from '../adapters/passwords.ts';
import { newTotpSecret } from '../adapters/totp.ts';
import { connect, type Database } from '../db/client.ts';
import { documents, faceChecks } from '../db/schema.ts';
import { makeMember } from '../db/seed.ts';
import type { DraftId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { openKeyring } from '../keyring.ts';
import type { OwnStack } from '../scripts/chaos/own-stack.ts';
import {
  enrol,
  papersOf,
  prepareDraft,
  type ReadyDraft,
  seeThrough,
  submit,
} from '../scripts/demo/applicant.ts';
import { type Board, createBoard } from '../scripts/demo/board.ts';
import { createHttp } from '../scripts/demo/http.ts';
import { newIdentity } from '../scripts/demo/identity.ts';
import type { Session, StaffAccount } from '../scripts/demo/session.ts';
import { hire, work } from '../scripts/demo/staff.ts';
import { inLanes } from './lanes.ts';

/** A case that is ready to be submitted, with whose session. */
type Ready = { session: Session; draft: ReadyDraft };

export type HttpSide = {
  board: Board;
  /** Makes drafts with their pictures, outside of what is measured. */
  prepare(count: number): Promise<void>;
  /** From submission to closed. @returns seconds */
  round(cases: number, atOnce: number): Promise<number>;
  close(): Promise<void>;
};

const POST: PostCode = 'LAX';
const FILERS = 5;

/** The whole system over HTTP with the demo's people, as many of each kind as there are cases at once. */
export async function openHttpSide(stack: OwnStack, atOnceMax: number): Promise<HttpSide> {
  const { addresses, ownerUrl } = stack;
  const over = new AbortController();
  const { signal } = over;
  setMaxListeners(0, signal);
  const http = createHttp(addresses.api, { signal });
  const board = createBoard(() => {});
  const people = await employ(stack, atOnceMax);
  const shifts = hire(http, people, board).map((member) => work(member, { board, signal, thorough: false }));
  const world = { http, mailbox: addresses.mailbox ?? '', board, signal };
  const filers = await Promise.all(Array.from({ length: FILERS }, () => enrol(world)));
  const papers = await papersOf(newIdentity(POST));
  const database = connect(ownerUrl, { max: FILERS });
  const ways = {
    papers: async () => papers,
    passFace: (_session: Session, draftId: string) => passFace(database.db, draftId as DraftId),
  };
  const ready: Ready[] = [];

  return {
    board,
    async prepare(count) {
      await inLanes(count, FILERS, async (index) => {
        const session = filers[index % FILERS] as Session;
        ready.push({ session, draft: await prepareDraft(session, POST, ways) });
      });
    },
    round: (cases, atOnce) =>
      inLanes(cases, atOnce, async () => {
        const next = ready.pop();
        if (!next) throw new Error('Not enough drafts were prepared.');
        const orderNumber = await submit(next.session, board, next.draft);
        await seeThrough(next.session, { board, signal, thorough: false }, orderNumber, next.draft.identity);
      }),
    async close() {
      over.abort();
      await Promise.all(shifts);
      await database.close();
    },
  };
}

/** Written down, not compared: a second of the model for each draft says nothing of the cases that are measured. */
async function passFace(db: Database, draftId: DraftId): Promise<void> {
  const [portrait] = await db
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.applicationId, draftId), eq(documents.kind, 'portrait')));
  if (!portrait) throw new Error('a draft was prepared without a portrait');
  const passed = { applicationId: draftId, portraitId: portrait.id, outcome: 'likely-same' } as const;
  await db.insert(faceChecks).values(passed);
}

/** Nobody's case shall wait for a member of staff who is busy with another: the system is measured, not the office. */
async function employ({ ownerUrl, env }: OwnStack, count: number): Promise<StaffAccount[]> {
  const kinds = [
    ['officer', POST],
    ['mailroom', POST],
    ['production', 'NYC'],
  ] as const;
  const { db, close } = connect(ownerUrl, { max: 1 });
  const keyring = await openKeyring({
    masterKeyFile: env['MASTER_KEY_FILE'] ?? '',
    keysDatabaseUrl: env['KEYS_DATABASE_URL'] ?? '',
    db,
    max: 1,
  });
  const tools = { hash: hashPassword, newTotpSecret, vault: keyring.vault };
  const people: StaffAccount[] = [];
  try {
    for (let index = 0; index < count; index += 1)
      for (const [role, post] of kinds) {
        const name = `Bench ${role} ${index}`;
        people.push(
          await makeMember(db, tools, { login: `bench.${role}.${index}`, name, roles: [role], post }),
        );
      }
  } finally {
    await keyring.close();
    await close();
  }
  return people;
}
