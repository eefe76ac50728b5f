import path from 'node:path';
import type { StorageDriver } from '@picturerail/sdk';
import { createLocalStorage } from './local-storage.ts';

/** Where an installation's bytes live. */
export interface Storage {
  /** Mirrors the album tree where the driver can; readable by a backup or an FTP user. */
  readonly originals: StorageDriver;
  /** Can be deleted at any time: everything in it is made again. */
  readonly derivatives: StorageDriver;
  /** Files that plans of operations refer to, by content. */
  readonly files: StorageDriver;
  /** On the same file system as the local stores, so that finished files are adopted by renaming. Swept at start. */
  readonly tmpDir: string;
  /** What is on its way in from browsers, until it is whole: kept over restarts. */
  readonly uploadsDir: string;
  /** Where files go that belong to nothing: nothing is deleted that somebody may want. */
  readonly lostDir: string;
  /** Where processes say what they are at, for others on this machine to see. Swept at start. */
  readonly presenceDir: string;
}

/** Opens the stores below the data directory; `originals` may live elsewhere, with a driver from a plugin. */
export function openStorage(config: { readonly dataDir: string }, originals?: StorageDriver): Storage {
  const below = (name: string) => path.join(config.dataDir, name);
  return {
    originals: originals ?? createLocalStorage(below('originals')),
    derivatives: createLocalStorage(below('derivatives'), { syncDirectories: false }),
    files: createLocalStorage(below('files')),
    tmpDir: below('tmp'),
    uploadsDir: below('uploads'),
    lostDir: below('lost+found'),
    presenceDir: below('processes'),
  };
}
