import { access, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Check, Wrong } from '#doctor';
import { fileKey, originalsOfContent, strayFiles } from '#gallery';
import { findOriginal, hashFile } from '#storage';
import { claimedFiles } from '../arrivals-store.ts';
import type { Intake } from '../intake.ts';
import { numberedName } from '../numbered-name.ts';

const filesPerStep = 500;

/** Whether each file among the originals belongs to an image. */
export const checkStrayFiles = (i: Intake): Check => ({
  name: 'files among the originals',
  codes: {
    'file-stray':
      'Files among the originals belong to no image. Mended, those whose content an image misses are given back to it, and the others lie in the folder "lost+found" of the data folder, from where they can be imported; none is deleted.',
  },
  async *run({ repair, signal, progress }) {
    let looked = 0;
    for await (const keys of pages(i)) {
      signal?.throwIfAborted();
      for (const key of await confirmed(i, keys)) yield await wrong(i, key, repair);
      looked += keys.length;
      progress(looked, null);
    }
  },
});

async function* pages(i: Intake): AsyncIterable<string[]> {
  let page: string[] = [];
  for await (const key of i.storage.originals.list('')) {
    page.push(key);
    if (page.length < filesPerStep) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** A file is put in place before its row is written: until then its name is claimed. Asked again, because both may happen in between. */
async function confirmed(i: Intake, keys: readonly string[]): Promise<string[]> {
  const suspects = await strayFiles(i.gallery, keys);
  if (suspects.length === 0) return [];
  const names = (key: string) => fileKey(path.posix.basename(key));
  const claimed = await claimedFiles(i.database.read, suspects.map(names));
  return strayFiles(
    i.gallery,
    suspects.filter((key) => !claimed.has(names(key))),
  );
}

async function wrong(i: Intake, key: string, repair: boolean): Promise<Wrong> {
  const repaired = repair && ((await giveBack(i, key)) || (await putAside(i, key)));
  return { code: 'file-stray', what: `originals/${key}`, repaired };
}

/** To the image of the same content that has no file. */
async function giveBack(i: Intake, key: string): Promise<boolean> {
  const bytes = await i.storage.originals.read(key);
  if (bytes === null) return true;
  const { sha256 } = await hashFile(bytes);
  for (const { place } of await originalsOfContent(i.gallery, sha256)) {
    if ('root' in place || place.keys[0] === undefined || (await findOriginal(i.storage, place)) !== null) continue;
    if (await i.storage.originals.rename(key, place.keys[0])) return true;
  }
  return false;
}

async function putAside(i: Intake, key: string): Promise<boolean> {
  const from = i.storage.originals.localPath(key);
  if (from === null) return false;
  const folder = path.join(i.storage.lostDir, path.posix.dirname(key));
  await mkdir(folder, { recursive: true });
  for (let attempt = 0; ; attempt += 1) {
    const to = path.join(folder, numberedName(path.posix.basename(key), attempt));
    const taken = await access(to).then(
      () => true,
      () => false,
    );
    if (taken) continue;
    await rename(from, to);
    return true;
  }
}
