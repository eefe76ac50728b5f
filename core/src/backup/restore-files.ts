import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { StorageDriver } from '@picturerail/sdk';
import { createLocalStorage, type Storage } from '#storage';
import { backupDamaged } from './errors.ts';
import { keyFile } from './key-check.ts';
import { type BackupManifest, originalsList } from './manifest.ts';
import { originalsIn } from './originals-list.ts';

export interface RestoringFiles {
  readonly folder: string;
  readonly manifest: BackupManifest;
  readonly dataDir: string;
  readonly storage: Storage;
  readonly progress: (done: number) => void;
}

const atOnce = 4;

interface Piece {
  readonly driver: StorageDriver;
  readonly key: string;
  readonly from: string;
  readonly sha256: string;
}

/** Copies files, plugins and originals of a backup to where they belong; what lies there from an earlier attempt is replaced. */
export async function restoreFiles(restoring: RestoringFiles): Promise<void> {
  const { dataDir, progress } = restoring;
  let batch: Piece[] = [];
  let done = 0;
  const flush = async () => {
    await Promise.all(batch.map(putPiece));
    done += batch.length;
    progress(done);
    batch = [];
  };
  for await (const piece of pieces(restoring)) {
    batch.push(piece);
    if (batch.length === atOnce) await flush();
  }
  await flush();
  // Made by writing among the plugins.
  await rmdir(path.join(dataDir, 'plugins', '.parts')).catch(() => {});
}

async function* pieces({ folder, manifest, dataDir, storage }: RestoringFiles): AsyncIterable<Piece> {
  const drivers: Readonly<Record<string, StorageDriver>> = { files: storage.files, plugins: createLocalStorage(path.join(dataDir, 'plugins')) };
  for (const { path: place, sha256 } of manifest.files) {
    const driver = drivers[place.slice(0, place.indexOf('/'))];
    if (driver) yield { driver, key: place.slice(place.indexOf('/') + 1), from: path.join(folder, place), sha256 };
  }
  if (!manifest.originals?.held) return;
  for await (const one of originalsIn(path.join(folder, originalsList))) {
    if (one && !one.missing) yield { driver: storage.originals, key: one.key, from: path.join(folder, 'originals', one.key), sha256: one.sha256 };
  }
}

/** Compared once more on the way: the backup was read whole before, and nobody knows for how long it stays so. */
async function putPiece({ driver, key, from, sha256 }: Piece): Promise<void> {
  const hash = createHash('sha256');
  async function* bytes() {
    for await (const chunk of createReadStream(from, { highWaterMark: 2 ** 20 })) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await driver.write(key, Readable.from(bytes(), { objectMode: false }));
  if (hash.digest('hex') !== sha256) throw backupDamaged(from, 'has changed while it was restored');
}

/** Whole under its name or not there. */
export async function restoreKey(dataDir: string, key: Buffer): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const draft = path.join(dataDir, `${keyFile}.${randomUUID()}`);
  await writeFile(draft, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  await rename(draft, path.join(dataDir, keyFile));
}
