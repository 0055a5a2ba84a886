import { z } from 'zod';
import { POST_CODES } from '../domain/posts.ts';
import { STATUSES } from '../domain/statuses.ts';
import { Problem } from './problems.ts';

/** Shapes that several resources share. Every object is strict: an unknown field is an error, not a silence. */

export const OrderParams = z.strictObject({ orderNumber: z.string().max(40) });
export const IdParams = z.strictObject({ id: z.uuid() });

export const Instant = z.iso.datetime().meta({ description: 'UTC, ISO 8601' });
export const PostCodeText = z.enum(POST_CODES);
export const StatusText = z.enum(STATUSES);
/** Free text for people: no control characters but line breaks. */
export const Note = z
  .string()
  .max(2_000)
  .regex(/^[^\p{Cc}\p{Cs}]*(?:[\n\t][^\p{Cc}\p{Cs}]*)*$/u);
/** The case version that one has before one's eyes; the decision is refused when the case has moved since. */
export const SeenVersion = z.int().min(0).max(1_000_000);

export const CommandAnswer = z
  .object({ orderNumber: z.string(), status: StatusText, version: z.int() })
  .meta({ id: 'CommandAnswer' });

export const Fault = z
  .object({ field: z.string(), rule: z.string(), reason: z.string() })
  .meta({ id: 'Fault' });

/** The refusals that any route may answer with, beside its own success. */
export const problems = <S extends number>(...statuses: S[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: 'Problem', content: { 'application/problem+json': { schema: Problem } } },
    ]),
  ) as Record<
    S,
    { description: string; content: { 'application/problem+json': { schema: typeof Problem } } }
  >;
