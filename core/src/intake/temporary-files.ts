import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isGone, thisProcess } from './holder.ts';

const ending = '.arrival';

/** A new name in the storage's working folder that says which process it belongs to. */
export const temporaryFile = (tmpDir: string): string => path.join(tmpDir, `${encodeURIComponent(`${thisProcess} ${randomUUID()}`)}${ending}`);

/** Removes what processes of this machine that are gone have left there. */
export async function sweepTemporaryFiles(tmpDir: string): Promise<void> {
  for (const name of await readdir(tmpDir)) {
    if (!name.endsWith(ending)) continue;
    const holder = decodeURIComponent(name.slice(0, -ending.length)).replace(/ [^ ]+$/, '');
    if (isGone(holder)) await rm(path.join(tmpDir, name), { force: true });
  }
}
