import path from 'node:path';
import type { Gallery } from '../gallery.ts';
import { rootOverlaps } from './errors.ts';
import { insertRoot, lockRoots, type OriginalRoot, originalRoots } from './roots-store.ts';

/**
 * Declares a folder, named by its real path, a root: its pictures are served from where they lie, and never written.
 * Declaring it again changes nothing. Errors: `root-overlaps` for a folder inside another root, or around one.
 */
export function declareRoot(g: Gallery, folder: string): Promise<OriginalRoot> {
  return g.database.transaction(async (tx) => {
    const root = await insertRoot(tx, folder, g.clock());
    for (const other of await lockRoots(tx)) if (other.id !== root.id && overlap(other.path, folder)) throw rootOverlaps(folder, other.path);
    return root;
  });
}

/** The root that a folder is, or with the number 0 would be. Errors: those of `declareRoot`. */
export async function rootFor({ database }: Gallery, folder: string): Promise<OriginalRoot> {
  const roots = await originalRoots(database.read);
  for (const other of roots) if (other.path !== folder && overlap(other.path, folder)) throw rootOverlaps(folder, other.path);
  return roots.find(({ path: known }) => known === folder) ?? { id: 0, path: folder };
}

/** All folders that are declared. */
export const declaredRoots = ({ database }: Gallery): Promise<OriginalRoot[]> => originalRoots(database.read);

const within = (inner: string, outer: string) => inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
const overlap = (a: string, b: string) => within(a, b) || within(b, a);
