import { useRef, useState } from 'react';
import { newKey } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { noticeEndedSession } from '../queries.ts';

/**
 * One intention of the person. Its key stays the same until there is a true answer, so that pressing again after a lost
 * one never does the thing twice.
 */
export function useAction<A extends unknown[], R>(act: (key: string, ...args: A) => Promise<R>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const key = useRef<string>(undefined);
  async function run(...args: A): Promise<R | undefined> {
    if (busy) return undefined;
    key.current ??= newKey();
    setBusy(true);
    setFailure(undefined);
    try {
      const result = await act(key.current, ...args);
      key.current = undefined;
      return result;
    } catch (error) {
      if (isAnswer(error)) key.current = undefined;
      noticeEndedSession(error);
      setFailure(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  }
  return { run, busy, failure };
}

/** A refusal is an answer; an outage or "no answer yet" is none. */
export const isAnswer = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.status < 500;
