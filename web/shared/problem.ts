import type { Problem } from '../client/api.ts';

/** The API said no: the problem document, in the reader's language, as it was sent (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
  /** `form-incomplete` of `/problems/form-incomplete`. */
  get code(): string {
    return this.problem.type.split('/').at(-1) ?? '';
  }
}

/** What was asked for is not there, or not for whoever asks. */
export const isMissing = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.status === 404;

/** No answer came: the network or the server is away. What was typed is still there. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}
