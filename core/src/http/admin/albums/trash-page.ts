import { browseTrash, purgeAlbum, restoreAlbum } from '#gallery';
import { idIn } from '../../addresses.ts';
import { notAgreed, pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { type Room, text } from '../../room.ts';
import { isAdministrator } from '../is-administrator.ts';
import { type Refused, refusedBy } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { paged } from './album-lines.ts';

export const showTrash = (room: Room) => (ctx: Exchange) => trashPage(room, ctx);

/** Brings an album back, or deletes it for good. */
export const changeTrash = (room: Room) => async (ctx: Exchange) => {
  const form = ctx.state.form ?? new URLSearchParams();
  const { gallery } = room.house;
  const { viewer } = whoOf(ctx);
  const id = idIn(form.get('album') ?? undefined);
  const action = form.get('action');
  if (id === null || (action !== 'restore' && action !== 'purge')) throw pageNotFound();
  try {
    if (action === 'restore') {
      await restoreAlbum(gallery, viewer, id);
      return goOn(ctx, `/admin/albums/${id}?done=restored`);
    }
    if (form.get('sure') !== 'yes') throw notAgreed();
    await purgeAlbum(gallery, viewer, id);
    goOn(ctx, '/admin/trash?done=purged');
  } catch (error) {
    await trashPage(room, ctx, refusedBy(room, ctx, error));
  }
};

async function trashPage(room: Room, ctx: Exchange, refused: Refused | null = null): Promise<void> {
  const lines = await paged(ctx, '', (page) => browseTrash(room.house.gallery, whoOf(ctx).viewer, page));
  await renderAdmin(room, ctx, 'trash', {
    title: text(room, ctx, 'title.trash'),
    data: { lines, refused, canPurge: isAdministrator(ctx), purged: queryOf(ctx).get('done') === 'purged' },
  });
}
