import { Api, type HttpResponse } from '../client/api.ts';
import { currentLang, LANG_TAGS } from './lang.ts';
import { ApiProblem, Unreachable } from './problem.ts';

type Prove = () => Promise<boolean>;
let proveAgain: Prove | undefined;

/**
 * Whom to ask for the second factor when a call is refused for lack of a recent one (S5). `prove` says whether it was
 * given: then the call is repeated, once and as it was, its key included.
 */
export function onStepUpNeeded(prove: Prove | undefined): void {
  proveAgain = prove;
}

async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const answer = await sendOnce(input, init);
  if (!proveAgain || !(await lacksStepUp(answer)) || !(await proveAgain())) return answer;
  return sendOnce(input, init);
}

async function lacksStepUp(answer: Response): Promise<boolean> {
  if (answer.status !== 403) return false;
  const problem: unknown = await answer
    .clone()
    .json()
    .catch(() => undefined);
  return (problem as { type?: string } | undefined)?.type === '/problems/step-up-required';
}

/** Sends the session's cookie and the reader's language with every call; a failed call rejects with what the server said. */
async function sendOnce(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept-language', LANG_TAGS[currentLang()]);
  return fetch(input, { ...init, headers, credentials: 'same-origin' }).catch((cause: unknown) => {
    throw new Unreachable('no answer', { cause });
  });
}

const client = new Api({ customFetch: send as typeof fetch });
/** Every call of the API by its operation id, as generated from the OpenAPI document. */
export const api = client.v1;

/**
 * The data of a call.
 * @throws ApiProblem what the server refused and why · Unreachable when there was no answer
 */
export async function data<T>(call: Promise<HttpResponse<T, unknown>>): Promise<T> {
  try {
    return (await call).data;
  } catch (failure) {
    if (failure instanceof Unreachable) throw failure;
    const problem = read((failure as HttpResponse<unknown, unknown>).error);
    if (problem && typeof problem === 'object' && 'title' in problem)
      throw new ApiProblem(problem as ApiProblem['problem']);
    throw new Unreachable('not an answer of ours', { cause: failure });
  }
}

/** A call whose good answer is empty is read as text; what refuses it is JSON all the same. */
function read(error: unknown): unknown {
  if (typeof error !== 'string') return error;
  try {
    return JSON.parse(error);
  } catch {
    return undefined;
  }
}

/** A fresh key for one intention of a person; keep it while the same intention is sent again. */
export const newKey = (): string => crypto.randomUUID();
export const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });
