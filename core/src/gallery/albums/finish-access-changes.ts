import type { Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';

/** Works through all access changes that are open; what the job `gallery:access-change` does. */
export async function finishAccessChanges(_g: Gallery, _signal?: AbortSignal): Promise<void> {
  return unfilled();
}
