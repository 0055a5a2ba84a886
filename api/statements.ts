import { createHash } from 'node:crypto';
import { z } from 'zod';
import { STATEMENT_KINDS, STATEMENTS, type StatementKind } from '../domain/texts/statements.ts';
import type { Lang, Text } from '../domain/texts/text.ts';
import { Instant } from './schemas.ts';

export const StatementKindText = z.enum(STATEMENT_KINDS);

/** A text that somebody's word binds to: a statement that is signed, a consent that is given. */
type BindingText = { version: string; title: Text; text: Text };

/** Version, text and hash in one language: what a signature or a consent binds to. */
export function textIn({ version, title, text }: BindingText, lang: Lang) {
  const textHash = createHash('sha256').update(text[lang]).digest('hex');
  return { version, title: title[lang], text: text[lang], textHash };
}

export const statementIn = (kind: StatementKind, lang: Lang) => ({
  kind,
  ...textIn(STATEMENTS[kind], lang),
});

/** Whether one's word binds to the text as it reads now, in whichever language it was read. */
export function isCurrent(text: BindingText, read: { version: string; textHash: string }): boolean {
  return (['hans', 'hant', 'en'] as const)
    .map((lang) => textIn(text, lang))
    .some(({ version, textHash }) => version === read.version && textHash === read.textHash);
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
