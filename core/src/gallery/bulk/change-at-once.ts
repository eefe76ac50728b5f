import type { Viewer } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import type { BulkAction } from './bulk-change.ts';
import { bulkSteps } from './bulk-steps.ts';
import { type Chosen, startBulkChange } from './start-bulk-change.ts';

/** So many images are changed while somebody waits for the page. */
const fewImages = 60;

/** The same as `startBulkChange`; of a few images nothing is left for the job when it returns, unless the database was in the way. */
export async function changeAtOnce(g: Gallery, viewer: Viewer, action: BulkAction, chosen: Chosen): Promise<number> {
  const id = await startBulkChange(g, viewer, action, chosen);
  if ('ids' in chosen && chosen.ids.length <= fewImages) {
    await bulkSteps(g, id).catch((error: unknown) => g.log.warn('a change of images was left to its job', { change: id, reason: String(error) }));
  }
  return id;
}
