import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { assetType } from './asset-type.ts';
import { assetUnknown } from './errors.ts';

/** A file as it is served. */
export interface AssetFile {
  /** On disk, absolute. */
  readonly file: string;
  /** Content-Type. */
  readonly type: string;
  /** False where the address is of another version than the one in force: it must not be kept. */
  readonly immutable: boolean;
}

/** What one package serves. */
export interface AssetFolder {
  /** Where all of its files are, with a closing slash: relative addresses inside its style sheets work. */
  readonly base: string;
  /** Errors: `asset-unknown`. */
  url(path: string): string;
  has(path: string): boolean;
  /** Nothing of it is served any more. */
  remove(): void;
}

/** Files that themes (`t`) and plugins (`p`) serve below `/assets/`, in this process. */
export interface Assets {
  /** Reads the folders, first wins, at once; absent folders are empty. The address carries a hash of all contents. */
  add(kind: 't' | 'p', owner: { readonly id: string; readonly version: string }, dirs: readonly string[]): AssetFolder;
  /** The file behind the path of a URL, percent-encoding removed. */
  at(path: string): AssetFile | undefined;
}

interface Served {
  readonly revision: string;
  readonly files: ReadonlyMap<string, string>;
}

export function createAssets(): Assets {
  const folders = new Map<string, Served>();

  const add: Assets['add'] = (kind, owner, dirs) => {
    const files = filesOf(dirs);
    const served: Served = { revision: `${owner.version}-${hashOf(files)}`, files };
    const name = `${kind}/${owner.id}`;
    const base = `/assets/${name}/${encodeURIComponent(served.revision)}/`;
    folders.set(name, served);
    const urls = new Map([...files.keys()].map((path) => [path, base + path.split('/').map(encodeURIComponent).join('/')]));
    return {
      base,
      has: (path) => files.has(path),
      url(path) {
        const url = urls.get(path);
        if (url === undefined) throw assetUnknown(owner.id, path);
        return url;
      },
      remove: () => {
        if (folders.get(name) === served) folders.delete(name);
      },
    };
  };

  return {
    add,
    at(path) {
      const [, kind, id, revision, name] = /^\/assets\/([tp])\/([^/]+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
      const served = folders.get(`${kind}/${id}`);
      const file = served?.files.get(name ?? '');
      return served && file ? { file, type: assetType(file), immutable: revision === served.revision } : undefined;
    },
  };
}

/** Path with forward slashes to file. Links are not followed: what is served lies in the package. */
function filesOf(dirs: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const dir of dirs) {
    for (const entry of entriesOf(dir)) {
      const file = join(entry.parentPath, entry.name);
      const path = relative(dir, file).split(sep).join('/');
      if (!files.has(path)) files.set(path, file);
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function entriesOf(dir: string): Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function hashOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [path, file] of files) hash.update(path).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 8);
}
