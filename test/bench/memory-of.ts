import { setTimeout as delay } from 'node:timers/promises';
import { familyOf, heldBytes, nameOf } from './used.ts';

/** What processes and all that descend from them held when they held the most. */
export interface Peak {
  readonly bytes: number;
  /** Of each process then, the largest first. */
  readonly processes: readonly { readonly name: string; readonly bytes: number }[];
}

const everyMs = 100;

/** Looks at the memory of several families of processes until work is done. */
export async function peakDuring<T>(pids: readonly number[], work: Promise<T>): Promise<Peak> {
  let over = false;
  const end = () => {
    over = true;
  };
  work.then(end, end);
  let peak: Peak = { bytes: 0, processes: [] };
  while (!over) {
    const now = await heldNow(pids);
    if (now.bytes > peak.bytes) peak = now;
    await delay(everyMs);
  }
  await work;
  return peak;
}

async function heldNow(pids: readonly number[]): Promise<Peak> {
  const family = new Set((await Promise.all(pids.map(familyOf))).flat());
  // Who has ended meanwhile holds nothing.
  const all = await Promise.all([...family].map(async (pid) => ({ name: await nameOf(pid), bytes: await heldBytes(pid).catch(() => 0) })));
  return { bytes: all.reduce((sum, { bytes }) => sum + bytes, 0), processes: all.sort((a, b) => b.bytes - a.bytes) };
}
