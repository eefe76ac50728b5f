import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, rm, unlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Gallery, knownOriginal } from '#gallery';
import { copyAndHash, createLocalStorage, type Hashed, hashFile, type Storage, syncFile } from '#storage';
import { createLinesFile } from './lines.ts';
import { type KeptOriginals, originalsList } from './manifest.ts';
import { type KeptOriginal, originalsIn, type Source } from './originals-list.ts';

export interface Taking {
  readonly gallery: Gallery;
  readonly storage: Storage;
  /** The backup that is being written. */
  readonly folder: string;
  /** Backups from which what is the same is linked. */
  readonly sources: readonly Source[];
  readonly progress: (done: number) => void;
}

export interface Taken extends Omit<KeptOriginals, 'held'> {
  /** Images whose originals are gone because the images are others now: the snapshot is too old. */
  readonly outdated: number;
  /** Other bytes than were taken in: taken as they are. */
  readonly changed: number;
  /** Linked from an earlier backup. */
  readonly reused: number;
}

const atOnce = 8;
const lookEveryMs = 100;
const mostLooks = 100;

/** Puts the originals of a list into the backup, under the places they have in it, and writes the list of what it has now. */
export async function takeOriginals(taking: Taking, wanted: string): Promise<Taken> {
  const file = path.join(taking.folder, originalsList);
  const list = await createLinesFile(file);
  const sum = { count: 0, bytes: 0, missing: 0, outdated: 0, changed: 0, reused: 0 };
  try {
    for await (const batch of batches(originalsIn(wanted))) {
      // In the order of ids, which the sources are read in; then several together.
      const found: (string | null)[] = [];
      for (const one of batch) found.push(await findEarlier(taking, one));
      const taken = await Promise.all(batch.map((one, at) => takeOriginal(taking, one, found[at] ?? null)));
      for (const { kept, reused } of taken) {
        if (kept === null) sum.outdated += 1;
        else if (kept.missing) sum.missing += 1;
        else sum.count += 1;
        if (kept && !kept.missing) sum.bytes += kept.bytes;
        if (kept?.changed) sum.changed += 1;
        if (reused) sum.reused += 1;
      }
      await list.write(taken.flatMap(({ kept }) => (kept === null ? [] : [kept])));
      taking.progress(sum.count + sum.missing + sum.outdated);
    }
  } finally {
    await list.close();
  }
  return { ...sum, sha256: (await hashFile(file)).sha256 };
}

async function* batches(originals: AsyncIterable<KeptOriginal | null>): AsyncIterable<KeptOriginal[]> {
  let batch: KeptOriginal[] = [];
  for await (const one of originals) {
    if (one === null) continue;
    batch.push(one);
    if (batch.length < atOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function findEarlier({ sources }: Taking, { id, sha256 }: KeptOriginal): Promise<string | null> {
  let found: string | null = null;
  for (const source of sources) found ??= await source.find(id, sha256);
  return found;
}

interface Outcome {
  /** Null: the image is another one now. */
  readonly kept: KeptOriginal | null;
  readonly reused: boolean;
}

async function takeOriginal(taking: Taking, wanted: KeptOriginal, earlier: string | null): Promise<Outcome> {
  if (wanted.key === '') return { kept: { ...wanted, missing: true }, reused: false };
  const to = createLocalStorage(path.join(taking.folder, 'originals')).localPath(wanted.key) as string;
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  if (earlier !== null && (await linkEarlier(earlier, to, wanted))) return { kept: wanted, reused: true };
  return { kept: await takeStored(taking, wanted, to), reused: false };
}

/** By its length alone: the content was compared when it came into that backup, and is when it is restored. */
async function linkEarlier(from: string, to: string, { bytes }: KeptOriginal): Promise<boolean> {
  const found = await lstat(from).catch(() => null);
  if (!found?.isFile() || found.size !== bytes) return false;
  await link(from, to).catch(() => copyFile(from, to, constants.COPYFILE_FICLONE));
  return true;
}

/**
 * An image that is renamed meanwhile is looked for again where it is now. It is missing only where nothing is to be renamed any
 * more and it lies in the same place as before, and not there.
 */
async function takeStored(taking: Taking, wanted: KeptOriginal, to: string): Promise<KeptOriginal | null> {
  let before: string | null = null;
  for (let look = 0; look < mostLooks; look += 1) {
    const now = await knownOriginal(taking.gallery, wanted.id);
    if (now === null || now.sha256 !== wanted.sha256 || 'root' in now.place) return null;
    const [place = '', ...earlier] = now.place.keys;
    for (const key of now.place.keys) {
      const taken = await takeFile(taking, key, to);
      if (taken?.sha256 === wanted.sha256) return wanted;
      // What the gallery shows now is worth more than nothing.
      if (taken !== null && isSettled(place, earlier, before)) return { ...wanted, ...taken, changed: true };
      await rm(to, { force: true });
    }
    if (isSettled(place, earlier, before)) return { ...wanted, missing: true };
    before = place;
    if (look > 0) await delay(lookEveryMs);
  }
  return { ...wanted, missing: true };
}

const isSettled = (place: string, earlier: readonly string[], before: string | null): boolean => earlier.length === 0 && place === before;

/** Null where nothing lies there. On the same disk it is linked, which takes no room: originals are replaced and removed, never written into. */
async function takeFile({ storage: { originals } }: Taking, key: string, to: string): Promise<Hashed | null> {
  const local = originals.localPath(key);
  if (local !== null && (await isLinked(local, to))) return hashFile(to);
  const bytes = await originals.read(key);
  if (bytes === null) return null;
  const copied = await copyAndHash(bytes, to);
  await syncFile(to);
  return copied;
}

async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch {
    return false;
  }
  if ((await lstat(to)).isFile()) return true;
  await unlink(to);
  return false;
}
