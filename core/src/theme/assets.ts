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
  /** False where the address is of a version that is not known here: it must not be kept. */
  readonly immutable: boolean;
}

/** What one package serves. */
export interface AssetFolder {
  /** Where all of its files are, with a closing slash: relative addresses inside its style sheets work. */
  readonly base: string;
  /** Errors: `asset-unknown`. */
  url(path: string): string;
  has(path: string): boolean;
  /** From now on its files are served, and those of the folder before it for a while; returns what ends it. */
  serve(): () => void;
}

/** Files that themes (`t`) and plugins (`p`) serve below `/assets/`, in this process. */
export interface Assets {
  /** Reads the folders, first wins, at once; absent folders are empty. The address carries a hash of all contents, and is known before `serve`. */
  read(kind: 't' | 'p', owner: { readonly id: string; readonly version: string }, dirs: readonly string[]): AssetFolder;
  /** The file behind the path of a URL, percent-encoding removed. */
  at(path: string): AssetFile | undefined;
}

interface Served {
  readonly revision: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Pages that were made before an update ask for their files while they load, and when they are scrolled. */
const keptMs = 10 * 60_000;
const keptAtMost = 3;

/** What one owner serves: the version in force, and earlier ones whose pages may still be open. */
interface Shelf {
  inForce: readonly Served[];
  left: readonly { readonly served: Served; readonly until: number }[];
}

export function createAssets({ now = Date.now }: { readonly now?: () => number } = {}): Assets {
  const shelves = new Map<string, Shelf>();

  const serve = (name: string, served: Served) => {
    const shelf = shelves.get(name) ?? { inForce: [], left: [] };
    shelf.inForce = [...shelf.inForce, served];
    shelf.left = shelf.left.filter((one) => one.served.revision !== served.revision && one.until > now()).slice(-keptAtMost);
    shelves.set(name, shelf);
    return () => {
      shelf.inForce = shelf.inForce.filter((one) => one !== served);
      shelf.left = [...shelf.left, { served, until: now() + keptMs }];
    };
  };

  /** Earlier versions answer only beside a later one: whoever is deactivated serves nothing. */
  const find = (name: string, revision: string, path: string): { readonly file: string; readonly immutable: boolean } | undefined => {
    const { inForce = [], left = [] } = shelves.get(name) ?? {};
    const current = inForce.at(-1);
    if (!current) return undefined;
    const kept = left.filter(({ until }) => until > now()).map(({ served }) => served);
    const own = [...kept, ...inForce].findLast((one) => one.revision === revision)?.files.get(path);
    const file = own ?? current.files.get(path);
    return file === undefined ? undefined : { file, immutable: own !== undefined };
  };

  return {
    read: (kind, owner, dirs) => {
      const files = filesOf(dirs);
      const served: Served = { revision: `${owner.version}-${hashOf(files)}`, files };
      const name = `${kind}/${owner.id}`;
      const base = `/assets/${name}/${encodeURIComponent(served.revision)}/`;
      const urls = new Map([...files.keys()].map((path) => [path, base + path.split('/').map(encodeURIComponent).join('/')]));
      return {
        base,
        has: (path) => files.has(path),
        url(path) {
          const url = urls.get(path);
          if (url === undefined) throw assetUnknown(owner.id, path);
          return url;
        },
        serve: () => serve(name, served),
      };
    },
    at(path) {
      const [, kind, id, revision = '', name = ''] = /^\/assets\/([tp])\/([^/]+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
      const found = find(`${kind}/${id}`, revision, name);
      return found && { ...found, type: assetType(found.file) };
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
