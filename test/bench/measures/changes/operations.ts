import type { GalleryRoom, House } from '../../rooms.ts';

export interface Target {
  /** Top of the subtree. */
  readonly albumId: number;
  /** Where it is moved to. */
  readonly otherId: number;
}

type Operation = (room: GalleryRoom, gallery: House['gallery'], target: Target) => Promise<unknown>;

const narrowed: Operation = async (room, gallery, { albumId }) => {
  const [group] = await room.listGroups(gallery);
  return room.setAlbumAccess(gallery, room.system, albumId, { entries: [{ principal: { group: group?.id ?? 0 }, rights: ['view'] }] });
};

export type OperationName = 'narrow' | 'widen' | 'move' | 'trash' | 'restore' | 'trash again' | 'purge';

/** What is done to the subtree, in this order: each finds what the one before has left. */
export const operations: Readonly<Record<OperationName, Operation>> = {
  narrow: narrowed,
  widen: (room, gallery, { albumId }) => room.setAlbumAccess(gallery, room.system, albumId, 'inherit'),
  move: (room, gallery, { albumId, otherId }) => room.moveAlbum(gallery, room.system, albumId, otherId),
  trash: (room, gallery, { albumId }) => room.trashAlbum(gallery, room.system, albumId),
  restore: (room, gallery, { albumId }) => room.restoreAlbum(gallery, room.system, albumId),
  'trash again': (room, gallery, { albumId }) => room.trashAlbum(gallery, room.system, albumId),
  purge: (room, gallery, { albumId }) => room.purgeAlbum(gallery, room.system, albumId),
};
