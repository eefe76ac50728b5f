import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import path from 'node:path';
import { foldName } from './source-name.ts';

/** One thing found in a folder. Paths are bytes: a name on disk need not be valid text. */
export interface Found {
  readonly path: Buffer;
  readonly name: Buffer;
  readonly kind: 'file' | 'folder' | 'link' | 'device' | 'pipe' | 'socket';
}

export interface FolderContent {
  readonly files: readonly Found[];
  readonly folders: readonly Found[];
  readonly others: readonly Found[];
}

const slash = Buffer.from(path.sep);

function kindOf(entry: Dirent<Buffer> | Dirent): Found['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isFIFO()) return 'pipe';
  return entry.isSocket() ? 'socket' : 'device';
}

/** What lies in one folder, in the order people expect of names with numbers. Holds one folder's names at a time. */
export async function readFolder(folder: Buffer): Promise<FolderContent> {
  const found: (Found & { readonly sortsAs: string })[] = [];
  // Typed for text only, yet with this encoding names arrive as bytes.
  for await (const entry of await opendir(folder, { encoding: 'buffer' as BufferEncoding, bufferSize: 256 })) {
    const name = entry.name as unknown as Buffer;
    found.push({ path: Buffer.concat([folder, slash, name]), name, kind: kindOf(entry), sortsAs: foldName(name) });
  }
  found.sort((a, b) => natural.compare(a.sortsAs, b.sortsAs) || a.name.compare(b.name));
  return {
    files: found.filter((item) => item.kind === 'file'),
    folders: found.filter((item) => item.kind === 'folder'),
    others: found.filter((item) => item.kind !== 'file' && item.kind !== 'folder'),
  };
}

const natural = new Intl.Collator('en', { numeric: true });
