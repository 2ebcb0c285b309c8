import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process took of the machine. Absent where there is no /proc (https://man7.org/linux/man-pages/man5/proc.5.html). */
export interface ProcessUsage {
  readonly cpuMs?: number;
  readonly peakMiB?: number;
}

/** How often a process is looked at, in milliseconds: what it takes after the last look is missed. */
const interval = 10;

/** Clock ticks of /proc in a second; the same on every Linux that Node runs on (USER_HZ). */
const ticksPerSecond = 100;

/** Follows a process; the result, asked for once it has ended, is what it took until the last look. */
export function followUsage(child: ChildProcess): () => ProcessUsage {
  let usage: ProcessUsage = {};
  const look = () => {
    usage = { ...usage, ...(child.pid !== undefined && read(child.pid)) };
  };
  const timer = setInterval(look, interval);
  return () => {
    clearInterval(timer);
    look();
    return usage;
  };
}

/** Undefined once the process is gone, or a zombie, which has no memory left. */
function read(pid: number): ProcessUsage | undefined {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (peak === undefined) return undefined;
    // The name of the command, in parentheses, may hold blanks; user and system time are the 12th and 13th field after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { cpuMs: (ticks * 1000) / ticksPerSecond, peakMiB: Number(peak) / 1024 };
  } catch {
    return undefined;
  }
}
