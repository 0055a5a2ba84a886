import { setTimeout as pause } from 'node:timers/promises';

type Looping = {
  signal: AbortSignal;
  idleMs: number;
  /** What the log says when a round fails. */
  failure: string;
  log: { warn(fields: { err?: unknown }, text: string): void };
};

/** Works while there is more to do, then rests; a failure (the database is away) rests as well. */
export async function loop(
  { signal, idleMs, failure, log }: Looping,
  work: () => Promise<boolean>,
): Promise<void> {
  while (!signal.aborted) {
    const isMore = await work().catch((err: unknown) => {
      log.warn({ err }, failure);
      return false;
    });
    if (!isMore) await pause(idleMs, undefined, { signal }).catch(() => undefined);
  }
}
