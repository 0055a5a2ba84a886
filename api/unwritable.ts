import type { FastifyInstance } from 'fastify';
import { RefusedField } from './problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What its body says is sealed as it is: a faulty answer is kept, and named, rather than lost. */
    keepsAnyText?: true;
  }
}

/** NUL, which PostgreSQL's text cannot hold, and half of a surrogate pair, which UTF-8 cannot. */
const UNWRITABLE = /\0|\p{Cs}/u;

/** Refuses what no form of ours could keep, wherever in a request it stands, before a route reads it. */
export function refuseUnwritable(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body, params, query, routeOptions }) => {
    for (const part of routeOptions.config.keepsAnyText ? [params, query] : [body, params, query]) {
      const field = unwritableIn(part);
      if (field !== undefined) throw new RefusedField(field, 'text-characters');
    }
  });
}

/** Where it stands, `a/b` for b in a; of a name that is unwritable itself, what it is in. Without recursion: 256 KiB of brackets are deeper than the stack. */
function unwritableIn(value: unknown): string | undefined {
  const left: [path: string, value: unknown][] = [['', value]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [path, each] = next;
    if (typeof each === 'string' && UNWRITABLE.test(each)) return path;
    if (typeof each === 'object' && each !== null && !Buffer.isBuffer(each))
      for (const [name, inner] of Object.entries(each)) {
        if (UNWRITABLE.test(name)) return path;
        left.push([
          path ? `${path.slice(0, PATH_MAX)}/${name.slice(0, NAME_MAX)}` : name.slice(0, NAME_MAX),
          inner,
        ]);
      }
  }
  return undefined;
}

/** As much of a path as is told: nobody is answered with what he sent. */
const PATH_MAX = 200;
const NAME_MAX = 80;
