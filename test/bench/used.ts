import { readdir, readFile } from 'node:fs/promises';

/** Of USER_HZ, which is 100 on every Linux that Node runs on. */
const ticks = 100;

/** CPU seconds a process has taken, its children aside. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name may hold blanks; what follows its closing bracket does not. utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** Bytes a process holds, what it shares with others in parts (PSS). */
export async function heldBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}

/** Processes that a process has started, with the words they were started with. */
export async function childrenOf(pid: number): Promise<{ readonly pid: number; readonly words: readonly string[] }[]> {
  const all = (await readdir('/proc')).map(Number).filter((one) => one > 0);
  const found = await Promise.all(all.map(async (one) => ({ pid: one, words: await wordsOfChild(one, pid) })));
  return found.flatMap(({ pid: one, words }) => (words ? [{ pid: one, words }] : []));
}

async function wordsOfChild(pid: number, parent: number): Promise<string[] | null> {
  if ((await parentOf(pid)) !== parent) return null;
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return words === null ? null : words.split('\0').filter(Boolean);
}

/** Null where it has ended meanwhile. */
async function parentOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** A process and all that descend from it. */
export async function familyOf(pid: number): Promise<number[]> {
  const all = (await readdir('/proc')).map(Number).filter((one) => one > 0);
  const parents = await Promise.all(all.map(async (one) => [one, await parentOf(one)] as const));
  const family = new Set([pid]);
  // A descendant may stand before its parent: numbers come round.
  for (let grown = -1; grown !== family.size; ) {
    grown = family.size;
    for (const [one, parent] of parents) if (parent !== null && family.has(parent)) family.add(one);
  }
  return [...family];
}

/** `web`, `job`, `decode`, `import` and so on; empty where it has ended. */
export async function nameOf(pid: number): Promise<string> {
  const [, script = '', word = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').filter((one) => !one.startsWith('--'));
  if (script.endsWith('decode.js')) return 'decode';
  return word === '' && script !== '' ? 'supervisor' : word;
}
