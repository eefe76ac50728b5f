import { fateByName } from './fate-by-name.ts';
import type { Found } from './walk-folder.ts';
import { type FolderContent, readFolder } from './walk-folder.ts';

/** A folder on the way, with the names that lead to it from the root. */
export interface Folder {
  readonly path: Buffer;
  readonly names: readonly Buffer[];
}

export type Step =
  | { readonly kind: 'folder'; readonly folder: Folder; readonly content: FolderContent }
  | { readonly kind: 'unreadable'; readonly folder: Folder; readonly cause: unknown }
  | { readonly kind: 'skipped'; readonly folder: Folder; readonly found: Found; readonly code: string; readonly reason: string };

/** Folders of a tree, parents first, children in order; each is read only when the one before it has been dealt with. */
export async function* walkTree(root: Buffer, own: readonly string[]): AsyncGenerator<Step> {
  const waiting: Folder[] = [{ path: root, names: [] }];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    let content: FolderContent;
    try {
      content = await readFolder(folder.path);
    } catch (cause) {
      yield { kind: 'unreadable', folder, cause };
      continue;
    }
    yield { kind: 'folder', folder, content };
    const children: Folder[] = [];
    for (const found of content.folders) {
      const fate = own.includes(found.path.toString('utf8')) ? ownData : fateByName(found);
      if (fate) yield { kind: 'skipped', folder, found, ...fate };
      else children.push({ path: found.path, names: [...folder.names, found.name] });
    }
    waiting.push(...children.reverse());
  }
}

const ownData = { code: 'import-own-data', reason: "It is the gallery's own data folder." };

const slash = Buffer.from('/');

/** The way to a folder as bytes: what it is remembered by. */
export const relativeBytes = (names: readonly Buffer[]): Buffer => Buffer.concat(names.flatMap((name, index) => (index === 0 ? [name] : [slash, name])));
