import type { FastifyInstance } from 'fastify';
import { refusedContent } from './problems.ts';

/** NUL, which PostgreSQL's text cannot hold, and half of a surrogate pair, which UTF-8 cannot. */
const UNWRITABLE = /\0|\p{Cs}/u;

/** Refuses what no form of ours could keep, wherever in a request it stands, before a route reads it. */
export function refuseUnwritable(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body, params, query }) => {
    if (isUnwritable([body, params, query])) throw refusedContent(undefined);
  });
}

/** Without recursion: 256 KiB of brackets are deeper than the stack. */
function isUnwritable(value: unknown): boolean {
  const left = [value];
  while (left.length > 0) {
    const each = left.pop();
    if (typeof each === 'string' && UNWRITABLE.test(each)) return true;
    if (typeof each === 'object' && each !== null && !Buffer.isBuffer(each))
      for (const [name, inner] of Object.entries(each)) left.push(name, inner);
  }
  return false;
}
