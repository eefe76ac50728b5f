import { hostname } from 'node:os';

/** Who holds a claim, for others to see whether he is still there. */
export const thisProcess = `${hostname()} ${process.pid}`;

/** True where a process of this machine is known to be gone; of other machines nothing is known. */
export function isGone(holder: string): boolean {
  const [, host, pid] = /^(.*) (\d+)$/.exec(holder) ?? [];
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
