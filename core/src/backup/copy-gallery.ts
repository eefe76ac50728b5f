import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#config';
import { isOutdated } from '#database';
import type { Gallery } from '#gallery';
import { hashFile, type Storage } from '#storage';
import { keyCheck } from './key-check.ts';
import { type BackupManifest, formatVersion, originalsList } from './manifest.ts';
import { openSource } from './originals-list.ts';
import { namedCopies } from './plugin-copies-store.ts';
import { programVersion } from './program-version.ts';
import { readSnapshot, type Seen } from './read-snapshot.ts';
import { installedCopies, takeFiles, takeKey } from './take-files.ts';
import { type Taken, takeOriginals } from './take-originals.ts';

export type BackupStage = 'tables' | 'files' | 'originals';

/** Rows written, or originals taken; of how many is known of originals only. */
export type BackupProgress = (stage: BackupStage, done: number, total: number | null) => void;

export interface Copying {
  readonly config: Config;
  readonly gallery: Gallery;
  readonly storage: Storage;
  /** Empty; holds the copy afterwards, without its manifest. */
  readonly folder: string;
  /** Folders of backups from which originals that are the same are linked. */
  readonly earlier: readonly string[];
  readonly withoutOriginals: boolean;
  /** What it throws ends the copying. */
  readonly progress: BackupProgress;
}

export interface Copied {
  readonly manifest: BackupManifest;
  /** Null where originals were only listed. */
  readonly taken: Taken | null;
}

/** What is purged while a large gallery is copied makes its rows too old; the next round, which links what is there, takes moments. */
const mostRounds = 5;

/** What only the copying itself needs. */
const work = '.work';
const wanted = `${work}/wanted.jsonl`;

/** Rounds until the originals that were found are those of the rows. After the last one, those that are not are named as missing. */
export async function copyGallery(copying: Copying): Promise<Copied> {
  const { folder } = copying;
  for (let round = 1; ; round += 1) {
    await mkdir(path.join(folder, work), { recursive: true, mode: 0o700 });
    const copied = await copyOnce(copying, round).catch((error: unknown) => {
      if (isOutdated(error) && round < mostRounds) return null;
      throw error;
    });
    if (copied && (copied.fresh || round === mostRounds)) {
      await rm(path.join(folder, work), { recursive: true });
      return copied;
    }
    await setAside(folder, round);
  }
}

const roundFolder = (folder: string, round: number): string => path.join(folder, work, `round-${round}`);

/** What a round has taken is where the next one takes it from. */
async function setAside(folder: string, round: number): Promise<void> {
  const aside = roundFolder(folder, round);
  await mkdir(aside, { mode: 0o700 });
  for (const name of ['originals', originalsList]) await rename(path.join(folder, name), path.join(aside, name)).catch(() => {});
  for (const name of ['tables', 'files', 'plugins', 'secret.key', wanted]) await rm(path.join(folder, name), { recursive: true, force: true });
}

async function copyOnce(copying: Copying, round: number): Promise<Copied & { readonly fresh: boolean }> {
  const { config, gallery, storage, folder, progress } = copying;
  const seen = await readSnapshot({ config, gallery, folder, wanted, progress: (rows) => progress('tables', rows, null) });
  progress('files', 0, null);
  const files = [...(await takeFiles(storage, config, folder)), ...(await takeKey(config, folder))];
  const fresh = await holdsCopies(copying, seen);
  const taken = copying.withoutOriginals ? null : await takeAll(copying, seen, round);
  const { count, bytes, missing, sha256 } = taken ?? (await listOnly(folder, seen));
  const manifest: BackupManifest = {
    format: formatVersion,
    kind: 'gallery',
    picturerail: programVersion(),
    madeAt: seen.madeAt,
    database: config.database.kind,
    keyCheck: keyCheck(config),
    migrations: seen.migrations,
    tables: seen.tables,
    originals: { held: taken !== null, count, bytes, missing: missing + (taken?.outdated ?? 0), sha256 },
    roots: seen.roots,
    files,
  };
  return { manifest, taken, fresh: fresh && (taken?.outdated ?? 0) === 0 };
}

/** False where a version of a plugin that rows name was removed before it could be copied; one that is lost for good stays so. */
async function holdsCopies({ gallery, folder }: Copying, { copies }: Seen): Promise<boolean> {
  const held = await installedCopies(folder);
  if (copies.every((copy) => held.includes(copy))) return true;
  const now = await namedCopies(gallery.database.read);
  return copies.every((copy) => held.includes(copy) || now.includes(copy));
}

async function takeAll({ gallery, storage, folder, earlier, progress }: Copying, { images }: Seen, round: number): Promise<Taken> {
  const rounds = Array.from({ length: round - 1 }, (_, before) => roundFolder(folder, before + 1));
  const sources = [...rounds.toReversed(), ...earlier].map(openSource);
  try {
    return await takeOriginals({ gallery, storage, folder, sources, progress: (done) => progress('originals', done, images) }, path.join(folder, wanted));
  } finally {
    for (const source of sources) await source.close();
  }
}

async function listOnly(folder: string, { images, bytes }: Seen) {
  const list = path.join(folder, originalsList);
  await rename(path.join(folder, wanted), list);
  return { count: images, bytes, missing: 0, sha256: (await hashFile(list)).sha256 };
}
