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
/** No control characters. Spelled out: not every reader of the API's description knows `\p{Cc}`. */
// oxlint-disable-next-line no-control-regex -- they are what it keeps out
export const ONE_LINE = /^[^\u0000-\u001f\u007f-\u009f]*$/;
/** Free text for people: no control characters but line breaks. */
export const Note = z
  .string()
  .max(2_000)
  // oxlint-disable-next-line no-control-regex -- they are what it keeps out
  .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$/);
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

/** A picture, as bytes. */
export const JpegAnswer = {
  description: 'The picture',
  content: { 'image/jpeg': { schema: z.instanceof(Buffer) } },
};
