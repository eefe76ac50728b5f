import { findBulkChange, listBulkChanges, undoBulkChange } from '#gallery';
import { idIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { type Room, text } from '../../room.ts';
import { type Refused, refusedBy } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { shownChange } from './shown-change.ts';

const listed = 50;
const at = '/admin/images';

/** What was done to many images in the last days, and can be undone. */
export const showChanges = (room: Room) => async (ctx: Exchange) => {
  const changes = await listBulkChanges(room.house.gallery, whoOf(ctx).viewer, listed);
  const shown = await Promise.all(changes.map((change) => shownChange(room, ctx, change)));
  await renderAdmin(room, ctx, 'image-changes', { title: text(room, ctx, 'title.image-changes'), at, data: { changes: shown } });
};

/** How far one of them has come. */
export const showChange = (room: Room) => (ctx: Exchange) => changePage(room, ctx);

export const undoChange = (room: Room) => async (ctx: Exchange) => {
  const id = idIn(ctx.params.id);
  if (id === null || ctx.state.form?.get('action') !== 'undo') throw pageNotFound();
  try {
    await undoBulkChange(room.house.gallery, whoOf(ctx).viewer, id);
    goOn(ctx, `${at}/changes/${id}`);
  } catch (error) {
    await changePage(room, ctx, refusedBy(room, ctx, error));
  }
};

async function changePage(room: Room, ctx: Exchange, refused: Refused | null = null): Promise<void> {
  const id = idIn(ctx.params.id);
  if (id === null) throw pageNotFound();
  const change = await shownChange(room, ctx, await findBulkChange(room.house.gallery, whoOf(ctx).viewer, id));
  await renderAdmin(room, ctx, 'image-change', { title: change.what, at, data: { change, refused } });
}
