import { setTimeout as delay } from 'node:timers/promises';
import type { Say } from './cache.ts';
import type { Launched } from './child.ts';

export type PartSpec = {
  name: string;
  /**
   * Starts it on the same ports and data every time.
   *
   * @param spawned  told the pid as soon as there is one: a start may take seconds, and must not be lost in them
   */
  launch(spawned: (pid: number) => void): Promise<Launched>;
};

/** A part that is kept alive. */
export type Supervised = {
  name: string;
  /** When the process that runs now was started, milliseconds since the Unix epoch. */
  startedAtMs(): number;
  /** Ends the process; the next one is started as after any other end. */
  restart(reason: string): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
};

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
/** A part that has run this long is healthy: its next fall is the first one again. */
const HEALTHY_AFTER_MS = 30_000;

/**
 * Starts a part and starts it again whenever it ends, waiting longer after each early end: a part that dies of its
 * neighbour's absence comes back soon, one that cannot run does not eat the machine.
 *
 * @param onChange  told its pid whenever that changes; undefined between its end and its next start
 * @throws what `launch` throws the first time: a part that never ran is a fault for the caller, not one to retry
 */
export async function supervise(
  part: PartSpec,
  say: Say,
  onChange: (pid: number | undefined) => void,
): Promise<Supervised> {
  let pid: number | undefined;
  const note = (now: number | undefined) => {
    if (pid === now) return;
    pid = now;
    onChange(now);
  };
  let current: Launched | undefined = await part.launch(note);
  note(current.pid);
  let startedAtMs = Date.now();
  let waitMs = FIRST_WAIT_MS;
  const stopping = new AbortController();

  async function relaunch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      try {
        current = await part.launch(note);
        note(current.pid);
        startedAtMs = Date.now();
        say(`${part.name} runs again (pid ${current.pid}).`);
        return;
      } catch (error) {
        note(undefined);
        say(`${part.name} did not start: ${(error as Error).message}`);
      }
    }
  }

  async function keepAlive(): Promise<void> {
    while (!stopping.signal.aborted && current) {
      const reason = await current.exited;
      if (Date.now() - startedAtMs >= HEALTHY_AFTER_MS) waitMs = FIRST_WAIT_MS;
      current = undefined;
      note(undefined);
      if (stopping.signal.aborted) return;
      say(`${part.name} ${reason}; starting it again …`);
      await relaunch();
    }
  }

  const kept = keepAlive();
  return {
    name: part.name,
    startedAtMs: () => startedAtMs,
    restart: async (reason) => {
      say(`${part.name} is restarted: ${reason}.`);
      await current?.stop();
    },
    stop: async () => {
      stopping.abort();
      await current?.stop();
      await kept;
      await current?.stop(); // a start that was under way when the stop came
    },
  };
}
