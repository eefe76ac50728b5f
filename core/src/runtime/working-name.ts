import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isGone, isHere, thisProcess } from './holder.ts';

/** A new name in the working folder that says which process it belongs to. */
export const workingName = (tmpDir: string, kind: string): string => path.join(tmpDir, `${encodeURIComponent(`${thisProcess} ${randomUUID()}`)}.${kind}`);

/** Working names of processes of this machine that are gone. */
export async function leftWorkingNames(tmpDir: string): Promise<string[]> {
  return (await readdir(tmpDir)).filter((name) => {
    const holder = holderIn(name);
    return holder !== null && isGone(holder);
  });
}

/** Removes what processes of this machine that are gone have left there. */
export async function sweepWorkingNames(tmpDir: string): Promise<void> {
  for (const name of await leftWorkingNames(tmpDir)) await rm(path.join(tmpDir, name), { recursive: true, force: true });
}

/** How many working names of a kind belong to processes of this machine that are not gone. */
export async function countWorking(folder: string, kind: string): Promise<number> {
  const holders = (await readdir(folder)).filter((name) => name.endsWith(`.${kind}`)).map(holderIn);
  return holders.filter((holder) => holder !== null && isHere(holder) && !isGone(holder)).length;
}

function holderIn(name: string): string | null {
  const [, encoded] = /^(.+)%20[0-9a-f-]{36}\.[a-z]+$/.exec(name) ?? [];
  try {
    return encoded === undefined ? null : decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
