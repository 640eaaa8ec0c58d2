import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const ticksPerSecond = 100;

/** Processor time that processes used so far, by their ids. */
export function ticksOfAll(pids: readonly number[]): Map<number, number> {
  return new Map(pids.map((pid) => [pid, ticksOf(pid) ?? 0]));
}

/** What the processes used since, in seconds; what one that has ended meanwhile used is not known. */
export function secondsSince(before: ReadonlyMap<number, number>): number {
  const ticks = [...before].map(([pid, then]) => (ticksOf(pid) ?? then) - then);
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}

/** User and system time, fields 14 and 15 of proc_pid_stat(5); the name before them may hold spaces. */
function ticksOf(pid: number): number | undefined {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return undefined;
  const stat = readFileSync(path, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Time the cores of the machine spent since it started, in ms: in all, and of it with nothing to do. */
export interface MachineTime {
  allMs: number;
  idleMs: number;
}

export function machineTime(): MachineTime {
  const each = cpus().map(({ times }) => times);
  const allMs = each.reduce((sum, times) => sum + Object.values(times).reduce((a, b) => a + b, 0), 0);
  return { allMs, idleMs: each.reduce((sum, { idle }) => sum + idle, 0) };
}

/** How much of the machine's cores was in use since, from 0 to 1. */
export function busySince(before: MachineTime): number {
  const now = machineTime();
  return 1 - (now.idleMs - before.idleMs) / (now.allMs - before.allMs);
}
