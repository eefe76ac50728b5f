import { readdir, readFile } from 'node:fs/promises';

export interface SeenProcess {
  readonly pid: number;
  readonly ppid: number;
  readonly args: string;
}

/** Children of a process and theirs, from /proc; elsewhere none are found. */
export async function childrenOf(pid: number): Promise<SeenProcess[]> {
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(readProcess));
  const known = all.filter((one) => one !== null);
  const below = (parent: number): SeenProcess[] => known.filter(({ ppid }) => ppid === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** Null where it has ended. */
export async function readProcess(name: string): Promise<SeenProcess | null> {
  try {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8');
    const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return null;
    return { pid: Number(name), ppid: Number(ppid), args: (await readFile(`/proc/${name}/cmdline`, 'utf8')).replaceAll('\0', ' ') };
  } catch {
    return null;
  }
}

/** Numbers of processes come again: only who is still the same is killed. */
export async function killSeen({ pid, args }: SeenProcess): Promise<void> {
  if ((await readProcess(String(pid)))?.args !== args) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
