import { GalleryError } from '@picturerail/sdk';
import { type BulkChange, findAlbum, isUndoable } from '#gallery';
import { errorText } from '#i18n';
import { type Exchange, whoOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';

export interface ShownChange extends Pick<BulkChange, 'id' | 'phase' | 'total' | 'seen' | 'changed' | 'undone' | 'createdAt'> {
  readonly what: string;
  readonly isUndoable: boolean;
  /** Why it stopped. */
  readonly reason: string | null;
}

/** A change of many images in words. */
export async function shownChange(room: Room, ctx: Exchange, change: BulkChange): Promise<ShownChange> {
  const { gallery, texts } = room.house;
  const { action, error } = change;
  const album = 'albumId' in action ? ((await findAlbum(gallery, action.albumId))?.title ?? `${action.albumId}`) : '';
  const label = action.kind === 'plugin' ? action.label : '';
  const { id, phase, total, seen, changed, undone, createdAt } = change;
  return {
    id,
    phase,
    total,
    seen,
    changed,
    undone,
    createdAt,
    what: label === '' ? text(room, ctx, `bulk.${action.kind}`, { album }) : label,
    isUndoable: isUndoable(gallery, change),
    reason: error === null ? null : errorText(texts, whoOf(ctx).viewer.language, new GalleryError(error.code, error.message, { data: error.data })),
  };
}
