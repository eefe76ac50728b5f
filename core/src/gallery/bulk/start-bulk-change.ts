import type { Viewer } from '@picturerail/sdk';
import { isRoot } from '../albums/album-path.ts';
import { albumById, inTrash } from '../albums/albums-store.ts';
import { albumTrashed, albumUnknown } from '../albums/errors.ts';
import type { ImageFilter } from '../browse/image-filter.ts';
import type { Gallery } from '../gallery.ts';
import { grantsOfEntries } from '../people/find-principals.ts';
import { refuseUnlessAdministrator } from '../people/may-change-users.ts';
import type { BulkAction, Selection } from './bulk-change.ts';
import { bulkJob } from './bulk-steps.ts';
import { insertChange, latestImageId } from './bulk-store.ts';
import { nothingSelected, nothingToEdit } from './errors.ts';

export type Chosen = { readonly ids: readonly number[] } | { readonly filter: ImageFilter };

/**
 * Leaves one action on many images to a job, which asks again whether whoever wanted it still administers the gallery.
 * Answers the id of the change. Errors: `status-needed`, `images-not-selected`, `images-nothing-to-edit`, `album-unknown`,
 * `album-in-trash`, `user-unknown`, `group-unknown`.
 */
export async function startBulkChange(g: Gallery, viewer: Viewer, action: BulkAction, chosen: Chosen): Promise<number> {
  refuseUnlessAdministrator(viewer, 'change many images at once');
  const selection: Selection =
    'ids' in chosen ? { ids: [...new Set(chosen.ids)].sort((a, b) => b - a) } : { ...chosen, upTo: await latestImageId(g.database.read) };
  if ('ids' in selection && selection.ids.length === 0) throw nothingSelected();
  await refuseNonsense(g, action);
  return g.database.transaction(async (tx) => {
    const id = await insertChange(tx, { userId: viewer.userId ?? 0, action, selection, createdAt: g.clock() });
    await g.jobs?.add(tx, bulkJob, { changeId: id });
    return id;
  });
}

/** What the job could only fail at. */
async function refuseNonsense({ database }: Gallery, action: BulkAction): Promise<void> {
  if (action.kind === 'edit' && Object.keys(action.change).length === 0) throw nothingToEdit();
  if (action.kind === 'access' && action.entries !== null) await grantsOfEntries(database.read, action.entries);
  if (!('albumId' in action)) return;
  const album = isRoot(action.albumId) ? undefined : await albumById(database.read, action.albumId);
  if (!album) throw albumUnknown(action.albumId);
  if (inTrash(album) && action.kind !== 'remove') throw albumTrashed(action.albumId, 'place images in it');
}
