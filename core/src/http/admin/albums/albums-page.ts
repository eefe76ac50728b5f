import { createAlbum, findTrashed } from '#gallery';
import { idIn } from '../../addresses.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { type Room, text } from '../../room.ts';
import { isAdministrator } from '../is-administrator.ts';
import { type Refused, refusedBy } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { albumLines } from './album-lines.ts';
import { placedBy, placeIn } from './place-in.ts';

/** The top of the tree, or whatever albums are looked for. */
export const showAlbums = (room: Room) => (ctx: Exchange) => albumsPage(room, ctx);

/** Makes a top album, or puts one elsewhere among the top albums. */
export const changeAlbums = (room: Room) => async (ctx: Exchange) => {
  const form = ctx.state.form ?? new URLSearchParams();
  const { gallery } = room.house;
  try {
    if (await placeIn(room, ctx, form)) return;
    const id = await createAlbum(gallery, whoOf(ctx).viewer, { parentId: null, title: form.get('title') ?? '' });
    goOn(ctx, `/admin/albums/${id}?done=created`);
  } catch (error) {
    await albumsPage(room, ctx, { refused: refusedBy(room, ctx, error), title: form.get('title') ?? '' });
  }
};

async function albumsPage(room: Room, ctx: Exchange, { refused = null, title = '' }: { readonly refused?: Refused | null; readonly title?: string } = {}) {
  const { gallery } = room.house;
  const lines = await albumLines(gallery, ctx, null);
  await renderAdmin(room, ctx, 'albums', {
    title: text(room, ctx, 'title.albums'),
    data: {
      lines,
      refused,
      typed: title,
      trashed: await trashedBy(room, ctx),
      action: '/admin/albums',
      canOrder: lines.words === '' && isAdministrator(ctx),
      canCreate: isAdministrator(ctx),
      placed: placedBy(ctx),
    },
  });
}

/** What has just been put into the trash, to undo it. */
export async function trashedBy({ house }: Room, ctx: Exchange): Promise<{ readonly id: number; readonly title: string } | null> {
  const id = idIn(queryOf(ctx).get('trashed') ?? undefined);
  return id === null ? null : findTrashed(house.gallery, whoOf(ctx).viewer, id);
}
