import type { Right } from '@picturerail/sdk';
import type { Deed } from '#activity';
import type { Tx } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import type { HeldImage } from './hold-images.ts';
import type { ImageState } from './image.ts';
import { type ImageWork, refuseOnImages, tellUpdated, workOnImages } from './image-work.ts';
import { setState } from './images-store.ts';
import { narrowOf } from './narrow-of.ts';
import { noteImages } from './note-images.ts';
import { settleImages } from './settle-images.ts';
import type { Within } from './within.ts';

export interface StateChange extends Within {
  readonly right: Right;
  readonly what: string;
  readonly deed: Deed;
  /** The state an image comes to, and the one it comes back to from the trash; null leaves it alone. May refuse by throwing. */
  readonly next: (image: HeldImage) => { readonly state: ImageState; readonly before: ImageState | null } | null;
}

/** Images that are in no list because of their state stay where they hang; counts and visibilities follow. */
export async function changeState(g: Gallery, actor: Actor, imageIds: readonly number[], { right, what, deed, next, within }: StateChange): Promise<void> {
  if (imageIds.length === 0) return;
  await workOnImages(g, { imageIds }, async (work) => {
    await refuseOnImages(work, actor, { right, what });
    const noted = async (tx: Tx, images: readonly HeldImage[]) => {
      await noteImages(g, tx, actor, { deed, images });
      await within?.(tx, imageIds);
    };
    await changeStateOf(g, work, { next, within: noted });
  });
}

interface NextState {
  readonly next: StateChange['next'];
  /** Runs before counts and visibilities follow, with the images that become others. */
  readonly within?: (tx: Tx, images: readonly HeldImage[]) => Promise<void>;
}

/** The same for images that are held, without asking who does it. */
export async function changeStateOf(g: Gallery, { tx, ledger, images }: ImageWork, { next, within }: NextState): Promise<void> {
  const { links } = await g.access.registry();
  const changing = images.flatMap((image) => {
    const to = next(image);
    return to ? [{ image, ...to }] : [];
  });
  for (const group of groupBy(changing, ({ state, before }) => `${state}:${before}`).values()) {
    const [{ state, before } = { state: 'published' as const, before: null }] = group;
    await setState(
      tx,
      group.map(({ image }) => image.id),
      state,
      before,
    );
  }
  const changed = changing.map(({ image }) => image);
  await tellUpdated(g, tx, changed);
  await within?.(tx, changed);
  const changes = [];
  for (const { image, state } of changing) {
    const narrowId = await narrowOf(ledger, links, { state, ownAccessId: image.ownAccessId });
    changes.push({ before: image, narrowId, placements: image.placements });
  }
  await settleImages(tx, ledger, changes);
}
