import { setTimeout as delay } from 'node:timers/promises';
import type { Say } from './cache.ts';
import type { Supervised } from './supervisor.ts';

/** What `/ready` says; undefined when the API does not answer at all. */
type Readiness = { ready: boolean; missing: string[] } | undefined;

const PATIENCE_MS = 30_000;

async function readiness(api: string): Promise<Readiness> {
  try {
    const response = await fetch(`${api}/ready`, { signal: AbortSignal.timeout(5_000) });
    return (await response.json()) as Readiness;
  } catch {
    return undefined;
  }
}

/** Waits until the API says that nothing is missing. @throws Error that names what is missing when the time is up */
export async function untilReady(
  api: string,
  withinMs: number,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = Date.now();
  let toldAt = startedAt;
  while (!signal.aborted) {
    const now = await readiness(api);
    if (now?.ready) return;
    const missing = now?.missing?.join(', ') || 'an answer of the API';
    if (Date.now() - startedAt > withinMs)
      throw new Error(`Not ready after ${withinMs / 1000} s; missing: ${missing}.`);
    if (Date.now() - toldAt > 10_000) {
      say(`Waiting for: ${missing} …`);
      toldAt = Date.now();
    }
    await delay(250, undefined, { signal }).catch(() => {});
  }
  throw signal.reason as Error;
}

/**
 * Restarts what lives but does not work: a worker that the API has not seen polling for 30 s (its first connection
 * may have failed, and then it never tries again), and a server that has not answered for 30 s.
 *
 * @returns the function that ends the watch
 */
export function watchHealth(
  api: string,
  parts: { worker: Supervised; server: Supervised },
  say: Say,
): () => void {
  const wellAt = { worker: Date.now(), server: Date.now() };
  let wasReady = true;
  const watch = new AbortController();
  const look = async (): Promise<void> => {
    const now = await readiness(api);
    const isReady = now?.ready ?? false;
    if (isReady !== wasReady)
      say(isReady ? 'Ready again.' : `Not ready; missing: ${now?.missing.join(', ') ?? 'the API'}.`);
    wasReady = isReady;
    if (now) wellAt.server = Date.now();
    // Without the API's word nothing is known about the worker.
    if (!now?.missing.some((name) => name.startsWith('worker'))) wellAt.worker = Date.now();
    for (const name of ['worker', 'server'] as const) {
      const sinceMs = Date.now() - Math.max(wellAt[name], parts[name].startedAtMs());
      if (sinceMs > PATIENCE_MS) {
        wellAt[name] = Date.now();
        await parts[name].restart(`it lives but has not worked for ${Math.round(sinceMs / 1000)} s`);
      }
    }
  };
  void (async () => {
    while (!watch.signal.aborted) {
      await delay(2_000, undefined, { signal: watch.signal }).catch(() => {});
      if (!watch.signal.aborted) await look();
    }
  })();
  return () => watch.abort();
}
