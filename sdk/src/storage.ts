import type { Readable } from 'node:stream';

export interface StoredStat {
  readonly bytes: number;
  /** Epoch ms. */
  readonly modifiedAt: number;
}

/**
 * Where bytes live. Keys are `/`-joined segments without `.`, `..`, empty segments or control characters.
 * Absence is a value (`null`, `false`), every other failure a thrown error.
 */
export interface StorageDriver {
  /** Bytes from `start` to `end` inclusive, both optional; null where there is no such key. */
  read(key: string, range?: { readonly start?: number; readonly end?: number }): Promise<Readable | null>;
  /** Takes the whole stream or nothing: readers see the old bytes or the new, never a part. */
  write(key: string, bytes: Readable | Uint8Array): Promise<StoredStat>;
  /** Puts a finished local file in place by renaming where the driver can, by copying where not; the file is gone afterwards. */
  adopt(key: string, file: string): Promise<StoredStat>;
  stat(key: string): Promise<StoredStat | null>;
  /** True where something was removed. */
  remove(key: string): Promise<boolean>;
  /** Renames a file or, where the driver mirrors directories, a directory with all below it. False where the old one is absent. */
  rename(from: string, to: string): Promise<boolean>;
  /** Keys below a prefix, in no particular order. */
  list(prefix: string): AsyncIterable<string>;
  /** A path on this machine for tools that read files, or null where there is none. */
  localPath(key: string): string | null;
}
