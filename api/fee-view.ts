import { z } from 'zod';

/** What an order costs, line by line. Integer US cents. */
export const FeeView = z.object({
  cents: z.int(),
  lines: z.array(
    z.object({ kind: z.enum(['document', 'mailing', 'annotation']), count: z.int(), eachCents: z.int() }),
  ),
});
