import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isGalleryError } from '@picturerail/sdk';
import type { Config } from '#config';
import { declaredRoots, type Gallery } from '#gallery';
import type { Storage } from '#storage';
import { type BackupProgress, type Copied, copyGallery } from './copy-gallery.ts';
import { backupFull, backupInterrupted } from './errors.ts';
import { type BackupManifest, manifestName } from './manifest.ts';
import type { Taken } from './take-originals.ts';
import { type BackupKind, backupsIn, openTarget, prefixes, stamp, type Target } from './target.ts';

/** The rooms of a gallery that a backup is made of. */
export interface BackedUp {
  readonly config: Config;
  readonly gallery: Gallery;
  readonly storage: Storage;
}

export interface BackupOptions {
  /** What holds one backup beside the other; default BACKUP_DIR. */
  readonly folder?: string | undefined;
  /** Why it is made; default `asked`. */
  readonly kind?: BackupKind;
  /** Lists the originals instead of taking them: for who copies them by other means. */
  readonly withoutOriginals?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: BackupProgress;
}

export interface BackupSummary {
  /** Where it lies. */
  readonly folder: string;
  readonly rows: number;
  /** Null where they were only listed. */
  readonly originals: Omit<Taken, 'sha256'> | null;
  /** Folders that were imported in place, whose pictures are not part of it. */
  readonly roots: readonly string[];
  readonly seconds: number;
}

/**
 * Makes a backup while the gallery serves: all rows as they are at one moment, and the originals of just these.
 * Errors: `backup-inside-data`, `backup-inside-root`, `backup-folder`, `backup-full`, `backup-interrupted`.
 */
export async function backUp(house: BackedUp, options: BackupOptions = {}): Promise<BackupSummary> {
  const startedAt = performance.now();
  const roots = (await declaredRoots(house.gallery)).map((root) => root.path);
  const target = await openTarget(options.folder ?? house.config.backupDir, { dataDir: house.config.dataDir, roots });
  try {
    const copied = await copyInto(target, house, options);
    const time = stamp(Date.parse(copied.manifest.madeAt));
    const folder = await publish(target, copied.manifest, prefixes[options.kind ?? 'asked'] + time);
    for (const left of target.left) await rm(left, { recursive: true, force: true });
    return { folder, ...sumsOf(copied), roots: copied.manifest.roots, seconds: (performance.now() - startedAt) / 1_000 };
  } catch (error) {
    // The next one takes from it what was copied.
    if (options.signal?.aborted) throw backupInterrupted();
    throw await givenUp(target, error);
  }
}

async function copyInto({ parent, draft, left }: Target, { config, gallery, storage }: BackedUp, options: BackupOptions): Promise<Copied> {
  const { withoutOriginals = false, signal, progress = () => {} } = options;
  // Those before an update hold no originals to link to.
  const newest = (await backupsIn(parent)).filter((one) => !path.basename(one).startsWith(prefixes.migration)).slice(0, 1);
  const stopping: BackupProgress = (stage, done, total) => {
    signal?.throwIfAborted();
    progress(stage, done, total);
  };
  return copyGallery({ config, gallery, storage, folder: draft, earlier: [...left, ...newest], withoutOriginals, progress: stopping });
}

function sumsOf({ manifest, taken }: Copied): Pick<BackupSummary, 'rows' | 'originals'> {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  if (taken === null) return { rows, originals: null };
  const { sha256: _, ...originals } = taken;
  return { rows, originals };
}

/** The manifest comes last, the name after it: what has both is whole. */
export async function publish(target: Target, manifest: BackupManifest, name: string): Promise<string> {
  await writeFile(path.join(target.draft, manifestName), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flush: true });
  return target.finish(name);
}

export async function givenUp(target: Target, error: unknown): Promise<unknown> {
  await rm(target.draft, { recursive: true, force: true });
  const isFull = !isGalleryError(error) && ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');
  return isFull ? backupFull(target.parent, error) : error;
}
