import { opendir } from 'node:fs/promises';

/** True for a folder that holds something. */
export async function isThere(folder: string): Promise<boolean> {
  try {
    for await (const _ of await opendir(folder)) return true;
    return false;
  } catch {
    return false;
  }
}
