import { readFile } from 'node:fs/promises';

/** The most megabytes that these processes have had resident at once; those that are gone by now are left out. */
export async function peakMegabytes(pids: readonly number[]): Promise<number> {
  const peaks = await Promise.all(pids.map(async (pid) => peakOf(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))));
  return Math.max(0, ...peaks);
}

const peakOf = (status: string): number => Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
