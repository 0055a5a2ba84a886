import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecondFactor } from '../api/second-factor.ts';
import type { Owner } from '../db/challenges.ts';
import { FACTORS_MAX } from '../db/factors.ts';
import { challenges, factors } from '../db/schema.ts';
import { newAuthenticator, totpCode } from './support/authenticator.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { hire, registerAccount } from './support/people.ts';

let rooms: Rooms;
let door: ReturnType<typeof createSecondFactor>;
beforeAll(async () => {
  rooms = await openRooms();
  door = createSecondFactor(rooms);
});
afterAll(() => rooms?.close());

const owners = {
  account: async (): Promise<Owner> => ({ accountId: await registerAccount(rooms) }),
  staff: async (): Promise<Owner> => ({ staffId: (await hire(rooms, ['officer'])).id }),
};
const refused = (code: string) => expect.objectContaining({ code });

/** With an authenticator app; the code that confirmed it was the step before the present one's. */
async function withTotp(owner: Owner): Promise<string> {
  const { id, secret } = await door.beginTotp(owner, 'phone', 'label');
  await door.confirmTotp(owner, id, totpCode(secret, -1));
  return secret;
}

async function withPasskey(owner: Owner, counter: number | null = 0) {
  const authenticator = newAuthenticator({ counter });
  const { challenge, passkey } = await door.beginPasskey(owner, 'key', 'label');
  const creation = authenticator.create(String(passkey['challenge']));
  await door.addPasskey(owner, { challenge, passkey: creation as never });
  return authenticator;
}

async function asked(owner: Owner, rest: unknown = {}) {
  const challenge = await door.ask('second-factor', owner, rest);
  if (!challenge) throw new Error('nothing was asked');
  return challenge;
}

describe.each(['account', 'staff'] as const)('the second factor of the %s door', (kind) => {
  test('without a factor nothing is asked; a secret counts only after its first code', async () => {
    const owner = await owners[kind]();
    expect(await door.ask('second-factor', owner, {})).toBeUndefined();
    const { id, secret } = await door.beginTotp(owner, 'phone', 'label');
    expect(await door.ask('second-factor', owner, {})).toBeUndefined();
    const wrong = totpCode(secret) === '000000' ? '000001' : '000000';
    await expect(door.confirmTotp(owner, id, wrong)).rejects.toEqual(refused('factor-wrong'));
    await door.confirmTotp(owner, id, totpCode(secret, -1));
    expect((await asked(owner)).kinds).toEqual(['totp']);
    await expect(door.confirmTotp(owner, id, totpCode(secret))).rejects.toEqual(refused('not-found'));
  });

  test('a code finishes what was begun and brings back what had to be known', async () => {
    const owner = await owners[kind]();
    const secret = await withTotp(owner);
    const { challenge } = await asked(owner, { transport: 'cookie' });
    const proved = await door.prove('second-factor', { challenge, code: totpCode(secret) });
    expect(proved).toEqual({ owner, rest: { transport: 'cookie' } });
    const again = door.prove('second-factor', { challenge, code: totpCode(secret, 1) });
    await expect(again).rejects.toEqual(refused('challenge-over'));
  });

  test('A4 a code is good once, for one of five challenges at once', async () => {
    const owner = await owners[kind]();
    const secret = await withTotp(owner);
    const code = totpCode(secret);
    const begun = await Promise.all(Array.from({ length: 5 }, () => asked(owner)));
    const proofs = await Promise.allSettled(
      begun.map(({ challenge }) => door.prove('second-factor', { challenge, code })),
    );
    expect(proofs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('A4 after a code none of an earlier step is good', async () => {
    const owner = await owners[kind]();
    const secret = await withTotp(owner);
    const { challenge } = await asked(owner);
    await door.prove('second-factor', { challenge, code: totpCode(secret, 1) });
    const { challenge: next } = await asked(owner);
    const earlier = door.prove('second-factor', { challenge: next, code: totpCode(secret) });
    await expect(earlier).rejects.toEqual(refused('factor-wrong'));
  });

  test('R6 R7 of 200 wrong codes at once five are looked at, and then the right one waits as well', async () => {
    const owner = await owners[kind]();
    const secret = await withTotp(owner);
    const limited = await asked(owner);
    const wrong = totpCode(secret) === '000000' ? '000001' : '000000';
    const tries = await Promise.allSettled(
      Array.from({ length: 200 }, () =>
        door.prove('second-factor', { challenge: limited.challenge, code: wrong }),
      ),
    );
    const codes = tries.map((each) => (each.status === 'rejected' ? each.reason.code : 'through'));
    // The code that confirmed the factor was the first try of this owner.
    expect(codes.filter((code) => code === 'factor-wrong')).toHaveLength(4);
    expect(codes.filter((code) => code === 'rate-limited')).toHaveLength(196);
    const right = door.prove('second-factor', { challenge: limited.challenge, code: totpCode(secret) });
    await expect(right).rejects.toEqual(refused('rate-limited'));
  });

  test.each([0, null])('A5 a passkey finishes it, with a counter that begins at %s', async (counter) => {
    const owner = await owners[kind]();
    const authenticator = await withPasskey(owner, counter);
    for (let n = 0; n < 2; n += 1) {
      const { challenge, kinds, passkey } = await asked(owner, { n });
      expect(kinds).toEqual(['passkey']);
      const signature = authenticator.sign(String(passkey?.['challenge']));
      const proof = { challenge, passkey: signature as never };
      expect(await door.prove('second-factor', proof)).toEqual({ owner, rest: { n } });
      await expect(door.prove('second-factor', proof)).rejects.toEqual(refused('challenge-over'));
    }
  });

  test('A5 a challenge is over with the first answer, also a wrong one', async () => {
    const owner = await owners[kind]();
    const authenticator = await withPasskey(owner);
    const { challenge, passkey } = await asked(owner);
    const signed = String(passkey?.['challenge']);
    const wrong = authenticator.sign(signed, { verified: false });
    const answer = (signature: unknown) =>
      door.prove('second-factor', { challenge, passkey: signature as never });
    await expect(answer(wrong)).rejects.toEqual(refused('factor-wrong'));
    await expect(answer(authenticator.sign(signed))).rejects.toEqual(refused('challenge-over'));
  });

  test('A5 a login that begins with a passkey finds whose it is; a stranger is told no more than no', async () => {
    const owner = await owners[kind]();
    const authenticator = await withPasskey(owner);
    const begin = async () => {
      const { challenge, passkey } = await door.askForPasskey({ transport: 'token' });
      return { challenge, signed: String(passkey?.['challenge']) };
    };
    const own = await begin();
    const proof = { challenge: own.challenge, passkey: authenticator.sign(own.signed) as never };
    expect(await door.provePasskey(proof)).toEqual({ owner, rest: { transport: 'token' } });
    const other = await begin();
    const stranger = {
      challenge: other.challenge,
      passkey: newAuthenticator().sign(other.signed) as never,
    };
    await expect(door.provePasskey(stranger)).rejects.toEqual(refused('factor-wrong'));
  });

  test('a challenge is for its purpose, its owner and its minutes', async () => {
    const owner = await owners[kind]();
    const secret = await withTotp(owner);
    const { challenge } = await asked(owner);
    const elsewhere = door.prove('step-up', { challenge, code: totpCode(secret) });
    await expect(elsewhere).rejects.toEqual(refused('challenge-over'));
    await rooms.db.update(challenges).set({ expiresAt: sql`now()` });
    const late = door.prove('second-factor', { challenge, code: totpCode(secret) });
    await expect(late).rejects.toEqual(refused('challenge-over'));

    const enrol = await door.beginPasskey(owner, 'key', 'label');
    const creation = newAuthenticator().create(String(enrol.passkey['challenge'])) as never;
    const stranger = door.addPasskey(await owners[kind](), { challenge: enrol.challenge, passkey: creation });
    await expect(stranger).rejects.toEqual(refused('challenge-over'));
  });

  test('there are so many factors and no more, each passkey once; what is removed opens nothing', async () => {
    const owner = await owners[kind]();
    const authenticator = await withPasskey(owner);
    const twice = await door.beginPasskey(owner, 'again', 'label');
    const same = authenticator.create(String(twice.passkey['challenge'])) as never;
    const again = door.addPasskey(owner, { challenge: twice.challenge, passkey: same });
    await expect(again).rejects.toEqual(refused('too-many-factors'));
    for (let n = 1; n < FACTORS_MAX; n += 1) await withPasskey(owner);
    await expect(door.beginTotp(owner, 'one more', 'label')).rejects.toEqual(refused('too-many-factors'));

    const [first, ...others] = await rooms.factors.list(owner);
    expect(first).toMatchObject({ kind: 'passkey', name: 'key', lastUsedAt: null });
    expect(others).toHaveLength(FACTORS_MAX - 1);
    const { challenge, passkey } = await asked(owner);
    expect(await rooms.factors.remove(await owners[kind](), first?.id ?? '')).toBe('not-found');
    expect(await rooms.factors.remove(owner, first?.id ?? '')).toBe('removed');
    const signature = authenticator.sign(String(passkey?.['challenge'])) as never;
    const gone = door.prove('second-factor', { challenge, passkey: signature });
    await expect(gone).rejects.toEqual(refused('factor-wrong'));
  });
});

test('D1 secrets, names and states lie sealed, and tokens only as their hash', async () => {
  const owner = await owners.account();
  const { secret } = await door.beginTotp(owner, 'my canary phone', 'label');
  await withPasskey(owner);
  const { challenge } = await asked(owner, { canary: 'a canary state' });
  const rows = await rooms.db.select({ row: sql<string>`${factors}::text` }).from(factors);
  const begun = await rooms.db.select({ row: sql<string>`${challenges}::text` }).from(challenges);
  const all = [...rows, ...begun].map(({ row }) => row).join();
  for (const text of [secret, 'my canary phone', 'a canary state', challenge]) {
    expect(all).not.toContain(text);
    expect(all).not.toContain(Buffer.from(text).toString('hex'));
  }
});
