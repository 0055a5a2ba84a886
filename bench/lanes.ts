/** Runs `count` works, `atOnce` at a time, each lane taking the next as soon as it is free. @returns seconds */
export async function inLanes(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<number> {
  const startedAtMs = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(atOnce, count) }, lane));
  const failed = lanes.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  return (performance.now() - startedAtMs) / 1_000;
}
