import { readdirSync, readFileSync } from 'node:fs';

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

/** CPU time that a process and those of its children that have ended have used so far, seconds of one core. */
export function cpuSeconds(pid: number | undefined): number {
  const fields = statOf(pid);
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields?.[field] ?? 0), 0) / TICKS_A_SECOND;
}

/** The same for a process and all children that it has now: PostgreSQL, of which each connection is a process. */
export function familyCpuSeconds(pid: number | undefined): number {
  const children = readdirSync('/proc').filter((name) => statOf(Number(name))?.[PARENT] === String(pid));
  return cpuSeconds(pid) + children.reduce((sum, child) => sum + cpuSeconds(Number(child)), 0);
}

const TICKS_A_SECOND = 100; // on Linux
const PARENT = 1;

/** The fields of /proc/PID/stat after the name, which may hold anything; undefined where there is no such process. */
function statOf(pid: number | undefined): string[] | undefined {
  if (!pid) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
