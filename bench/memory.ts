import { readFileSync } from 'node:fs';

/** Resident memory of a process in MB, now and at its highest; undefined where there is no /proc. */
export function residentMb(pid: number | undefined): { now: number; highest: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1_024;
    return { now: Math.round(field('VmRSS')), highest: Math.round(field('VmHWM')) };
  } catch {
    return undefined;
  }
}

/** CPU time that a process has used so far, seconds of one core. */
export function cpuSeconds(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100; // clock ticks, 100 a second on Linux
  } catch {
    return 0;
  }
}
