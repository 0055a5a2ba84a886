import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { type Address, addressKey } from '../domain/address.ts';
import type { AccountId } from '../domain/ids.ts';
import type { MailContent } from '../domain/texts/mails.ts';
import type { Vault } from '../domain/vault.ts';
import type { Transaction } from './client.ts';
import { sealMail } from './outbox.ts';
import { oneTimeCodes } from './schema.ts';

type Purpose = typeof oneTimeCodes.$inferSelect.purpose;
type CodeOf = { accountId: AccountId | undefined; purpose: Purpose; address: Address };

const CODE_ATTEMPTS = 5;
const CODE_MINUTES = 10;
/** Stands for an address that nobody has, so that as much is asked of the database as for a known one (A6). */
const NOBODY = '00000000-0000-0000-0000-000000000000' as AccountId;

/** Bound to whom, for what and where it was sent: a code for one thing is none for another. */
const codeIndex = (vault: Vault, { accountId = NOBODY, purpose, address }: CodeOf, code: string) =>
  vault.index('one-time code', [accountId, purpose, addressKey(address), code].join('|'));

/**
 * Keeps a code and the mail that brings it, both in the transaction of what asks for it. For nobody, the same statements
 * write no row.
 *
 * @param mail  what is sent instead of the code, which then opens nothing
 */
export async function writeCode(
  tx: Transaction,
  vault: Vault,
  about: CodeOf,
  code: string,
  mail?: MailContent,
): Promise<void> {
  const { accountId = NOBODY, purpose, address } = about;
  const index = await codeIndex(vault, about, code);
  await tx.execute(sql`
    insert into one_time_codes (account_id, purpose, code_index, attempts_left, expires_at)
    select id, ${purpose}, ${index}, ${mail ? 0 : CODE_ATTEMPTS}::int, now() + make_interval(mins => ${CODE_MINUTES}::int)
    from accounts where id = ${accountId}`);
  const outgoing = await sealMail(vault, { accountId }, mail ?? { kind: 'code', code }, address);
  await tx.execute(sql`
    insert into mail_outbox (id, account_id, mail_sealed)
    select ${outgoing.id}::uuid, id, ${outgoing.mailSealed} from accounts where id = ${accountId}`);
}

/** Uses the newest code up, or one of its attempts; of any number of uses at once one is good. */
export async function useCode(tx: Transaction, vault: Vault, about: CodeOf, code: string): Promise<boolean> {
  const { accountId = NOBODY, purpose } = about;
  const index = await codeIndex(vault, about, code);
  const [newest] = await tx
    .select()
    .from(oneTimeCodes)
    .where(
      and(
        eq(oneTimeCodes.accountId, accountId),
        eq(oneTimeCodes.purpose, purpose),
        isNull(oneTimeCodes.usedAt),
        gt(oneTimeCodes.expiresAt, sql`now()`),
      ),
    )
    .orderBy(desc(oneTimeCodes.createdAt))
    .limit(1)
    .for('update');
  const isRight = newest !== undefined && newest.attemptsLeft > 0 && newest.codeIndex.equals(index);
  await tx
    .update(oneTimeCodes)
    .set(
      isRight ? { usedAt: sql`now()` } : { attemptsLeft: sql`greatest(0, ${oneTimeCodes.attemptsLeft} - 1)` },
    )
    .where(eq(oneTimeCodes.id, newest?.id ?? NOBODY));
  return isRight;
}
