import type { AccessEntry } from '../access/access-choice.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { grantsOfEntries } from '../people/find-principals.ts';
import { type ImageWork, refuseOnImages, tellUpdated, workOnImages } from './image-work.ts';
import { setOwnList } from './images-store.ts';
import { narrowOf } from './narrow-of.ts';
import { noteImages } from './note-images.ts';
import { settleImages } from './settle-images.ts';

/**
 * The images' own list, which narrows what their albums grant; null takes it away. Rights but view and download mean
 * nothing in it. Takes the right to manage the images. Errors: `image-unknown`, `user-unknown`, `group-unknown`, `not-allowed`.
 */
export async function setImageAccess(g: Gallery, actor: Actor, imageIds: readonly number[], entries: readonly AccessEntry[] | null): Promise<void> {
  await workOnImages(g, { imageIds }, async (work) => {
    await refuseOnImages(work, actor, { right: 'manage', what: 'change who may see this image' });
    await setOwnListOf(g, work, await ownListOf(work, entries));
    await noteImages(g, work.tx, actor, { deed: 'images-access-changed', images: work.images });
  });
}

/** The list that entries come to on an image; null for none. Errors: `user-unknown`, `group-unknown`. */
export const ownListOf = async ({ tx, ledger }: ImageWork, entries: readonly AccessEntry[] | null): Promise<number | null> =>
  entries === null ? null : ledger.listOf(await grantsOfEntries(tx, narrowing(entries)));

/** The same for images that are held, without asking who does it. */
export async function setOwnListOf(g: Gallery, { tx, ledger, images }: ImageWork, ownAccessId: number | null): Promise<void> {
  const { links } = await g.access.registry();
  await setOwnList(
    tx,
    images.map(({ id }) => id),
    ownAccessId,
  );
  await tellUpdated(g, tx, images);
  const changes = [];
  for (const image of images) {
    const narrowId = await narrowOf(ledger, links, { state: image.state, ownAccessId });
    changes.push({ before: image, narrowId, placements: image.placements });
  }
  await settleImages(tx, ledger, changes);
}

/** Any right implies view; of the others only download narrows. */
const narrowing = (entries: readonly AccessEntry[]): AccessEntry[] =>
  entries
    .filter(({ rights }) => rights.length > 0)
    .map(({ principal, rights }) => ({ principal, rights: rights.includes('download') || rights.includes('manage') ? ['view', 'download'] : ['view'] }));
