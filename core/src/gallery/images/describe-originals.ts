import type { Gallery } from '../gallery.ts';
import { type OriginalLook, setLook } from './images-store.ts';
import type { Within } from './within.ts';

/** What is known of originals once they were read to their end; a version that is not in force any more is passed over. */
export async function describeOriginals(g: Gallery, batch: readonly OriginalLook[], { within }: Within = {}): Promise<void> {
  if (batch.length === 0) return;
  await g.database.transaction(async (tx) => {
    for (const look of batch) await setLook(tx, look);
    await within?.(
      tx,
      batch.map(({ imageId }) => imageId),
    );
  });
}
