import type { Problem } from '../../client/api.ts';
import { currentLang, LANG_TAGS } from '../../shared/lang.ts';
import { ApiProblem, Unreachable } from '../../shared/problem.ts';

/** The file broke off on its way. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

/**
 * The copy of one's own data, as it is made; its length is known when it is whole. @param onBytes  hears how much has come
 * @throws ApiProblem · Unreachable · BrokenOff
 */
export async function fetchOwnCopy(onBytes: (bytes: number) => void, signal: AbortSignal): Promise<Blob> {
  const headers = { 'accept-language': LANG_TAGS[currentLang()] };
  const answer = await fetch('/v1/me/export', { headers, signal }).catch((cause: unknown) => {
    throw new Unreachable('no answer', { cause });
  });
  if (!answer.ok) throw await refusalOf(answer);
  const parts: BlobPart[] = [];
  let bytes = 0;
  const reader = answer.body?.getReader();
  const readOn = () =>
    reader?.read().catch((cause: unknown) => {
      throw new BrokenOff('not whole', { cause });
    });
  for (let part = await readOn(); part?.value; part = await readOn()) {
    parts.push(part.value);
    bytes += part.value.length;
    onBytes(bytes);
  }
  return new Blob(parts, { type: 'application/zip' });
}

async function refusalOf(answer: Response): Promise<ApiProblem | Unreachable> {
  const problem: unknown = await answer.json().catch(() => undefined);
  return problem && typeof problem === 'object' && 'title' in problem
    ? new ApiProblem(problem as Problem)
    : new Unreachable('not an answer of ours');
}
