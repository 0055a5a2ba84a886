import { createHash } from 'node:crypto';
import { z } from 'zod';
import { STATEMENT_KINDS, STATEMENTS, type StatementKind } from '../domain/texts/statements.ts';
import type { Lang } from '../domain/texts/text.ts';
import { Instant } from './schemas.ts';

export const StatementKindText = z.enum(STATEMENT_KINDS);

/** Version, text and hash of a statement in one language: what a signature binds to. */
export function statementIn(
  kind: StatementKind,
  lang: Lang,
): { kind: StatementKind; version: string; title: string; text: string; textHash: string } {
  const { version, title, text } = STATEMENTS[kind];
  return {
    kind,
    version,
    title: title[lang],
    text: text[lang],
    textHash: createHash('sha256').update(text[lang]).digest('hex'),
  };
}

/** Whether a signature binds to the text as it reads now, in whichever language it was read. */
export function isCurrent(kind: StatementKind, signed: { version: string; textHash: string }): boolean {
  return (['hans', 'hant', 'en'] as const)
    .map((lang) => statementIn(kind, lang))
    .some(({ version, textHash }) => version === signed.version && textHash === signed.textHash);
}

/** A statement that was signed, for the desk. */
export const SignedView = z.object({
  kind: StatementKindText,
  title: z.string(),
  version: z.string(),
  signedAt: Instant,
});

/** What was signed of an order, in the order of the kinds. */
export function viewSigned(
  signed: Partial<Record<StatementKind, { version: string; signedAtMs: number }>>,
  lang: Lang,
): z.input<typeof SignedView>[] {
  return STATEMENT_KINDS.flatMap((kind) => {
    const statement = signed[kind];
    return statement
      ? [
          {
            kind,
            title: STATEMENTS[kind].title[lang],
            version: statement.version,
            signedAt: new Date(statement.signedAtMs).toISOString(),
          },
        ]
      : [];
  });
}
