import type { HeldImage } from '../images/hold-images.ts';
import type { ImageState } from '../images/image.ts';
import type { ImageWork } from '../images/image-work.ts';
import { placedKeys } from '../images/placements-store.ts';
import { ownListOf } from '../images/set-image-access.ts';
import { edited } from '../images/update-image.ts';
import type { BulkAction } from './bulk-change.ts';
import type { Kept } from './kept.ts';

/** An image that an action changes; `kept` is null where there is nothing to undo. */
export interface Planned {
  readonly image: HeldImage;
  readonly kept: Kept | null;
}

const plan = (image: HeldImage, kept: Kept | null): Planned => ({ image, kept });

/** Which of the held images an action changes, and into what; the others are as they were to become. */
export async function planAction(work: ImageWork, action: BulkAction): Promise<Planned[]> {
  const { images } = work;
  switch (action.kind) {
    case 'add':
      return placing(work, () => [], action.albumId);
    case 'move':
      return placing(work, ({ placements }) => placements.map(({ albumId }) => albumId).filter((id) => leaves(action, id)), action.albumId);
    case 'remove':
      return placing(work, () => [action.albumId], null);
    case 'edit':
      return images.flatMap((image) => {
        const is = edited(image, action.change);
        const { title, description, author, takenAt, takenOffset, edited: bits } = image;
        const was = { title, description, author, takenAt, takenOffset, edited: bits };
        return JSON.stringify(was) === JSON.stringify(is) ? [] : [plan(image, { kind: 'texts', was, is })];
      });
    case 'access': {
      const is = await ownListOf(work, action.entries);
      return images.flatMap((image) => (image.ownAccessId === is ? [] : [plan(image, { kind: 'list', was: image.ownAccessId, is })]));
    }
    case 'remake':
    case 'plugin':
      return images.map((image) => plan(image, null));
    default:
      return images.flatMap((image) => {
        const to = nextState[action.kind](image);
        return to === null ? [] : [plan(image, { kind: 'state', was: image.state, wasBefore: image.stateBefore, is: to.state })];
      });
  }
}

const leaves = ({ albumId, fromAlbumId }: { readonly albumId: number; readonly fromAlbumId: number | null }, id: number): boolean =>
  id !== albumId && (fromAlbumId === null || id === fromAlbumId);

type NextState = (image: HeldImage) => { readonly state: ImageState; readonly before: ImageState | null } | null;

/** Those in the trash are left there unless they are restored; one whose original is missing counts from when it is back. */
const shown =
  (state: 'published' | 'unpublished'): NextState =>
  (image) => {
    if (image.state === 'trashed' || image.state === state) return null;
    if (image.state !== 'missing') return { state, before: null };
    return (image.stateBefore ?? 'published') === state ? null : { state: 'missing', before: state };
  };

export const nextState: Readonly<Record<'publish' | 'hide' | 'trash' | 'restore', NextState>> = {
  publish: shown('published'),
  hide: shown('unpublished'),
  trash: ({ state, stateBefore }) => (state === 'trashed' ? null : { state: 'trashed', before: state === 'missing' ? stateBefore : state }),
  restore: ({ state, stateBefore }) => (state === 'trashed' ? { state: stateBefore ?? 'published', before: null } : null),
};

/** Images that come to an album or leave others. */
async function placing({ tx, images, albums }: ImageWork, leaving: (image: HeldImage) => readonly number[], into: number | null): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const image of images) {
    const here = new Set(image.placements.map(({ albumId }) => albumId));
    const gone = leaving(image).filter((id) => here.has(id));
    // What only leaves an album it is not in, and comes to none it is in already, is not moved.
    const added = into === null || here.has(into) ? [] : [into];
    if (gone.length === 0 && added.length === 0) continue;
    const removed = [];
    for (const albumId of gone) {
      const [placed] = albums.get(albumId)?.sort === 'manual' ? await placedKeys(tx, albumId, [image.id]) : [];
      removed.push({ albumId, key: placed ? Buffer.from(placed.key).toString('hex') : null });
    }
    planned.push(plan(image, { kind: 'placed', added, removed, mainAlbumId: image.mainAlbumId }));
  }
  return planned;
}
