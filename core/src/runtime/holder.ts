import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds something, for others to see whether he is still there: machine, number and begin of the process. */
export const thisProcess = `${hostname()} ${process.pid} ${beganAt(process.pid)}`;

/** True where it is a process of this machine. */
export const isHere = (holder: string): boolean => holder.startsWith(`${hostname()} `);

/** True where a process of this machine is known to be gone; of other machines nothing is known. */
export function isGone(holder: string): boolean {
  const [, host, pid = '', began = ''] = /^(.*) (\d+) (\d+)$/.exec(holder) ?? [];
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return began !== '0' && beganAt(Number(pid)) !== began;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** In ticks since the machine began, proc(5); `ended` of one whose parent has not heard of it yet; 0 where it cannot be known. In a container numbers come again with each start. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? 'ended' : (fields[18] ?? '0');
  } catch {
    return '0';
  }
}
