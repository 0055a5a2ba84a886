/**
 * Lets at most `atOnce` of the given works run; the others wait their turn, first come first served.
 *
 * For work that costs CPU or memory, so that a flood of requests makes callers wait and not the process die.
 */
export function limitConcurrency(atOnce: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async function run<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next)
        next(); // hands its place on, so running stays as it is
      else running -= 1;
    }
  };
}
