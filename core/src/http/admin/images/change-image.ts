import { changeAtOnce, findImage, setMainAlbum, updateAlbum, updateImage } from '#gallery';
import { idIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { refusedBy } from '../refused.ts';
import { simpleAction, wallClock } from './action-asked.ts';
import { imageAdminPage } from './image-page.ts';

/** What the page of an image offers. All but its texts, its main album and what it is the cover of is a change of images like any other, so that it can be undone. */
export const changeImage = (room: Room) => async (ctx: Exchange) => {
  const id = idIn(ctx.params.id);
  const { gallery } = room.house;
  const { viewer } = whoOf(ctx);
  const form = ctx.state.form ?? new URLSearchParams();
  const name = form.get('action') ?? '';
  if (id === null || (await findImage(gallery, id)) === null) throw pageNotFound();
  try {
    if (name === 'save') {
      await save(room, ctx, id, form);
      return goOn(ctx, `/admin/images/${id}?saved`);
    }
    const albumId = idIn(form.get('album') ?? undefined);
    if (name === 'main' && albumId !== null) {
      await setMainAlbum(gallery, viewer, id, albumId);
      return goOn(ctx, `/admin/images/${id}?saved`);
    }
    if (name === 'cover' && albumId !== null) {
      await updateAlbum(gallery, viewer, albumId, { coverImageId: id });
      return goOn(ctx, `/admin/images/${id}?saved`);
    }
    const action = simpleAction({ name, albumId });
    if (action === null) throw pageNotFound();
    goOn(ctx, `/admin/images/${id}?change=${await changeAtOnce(gallery, viewer, action, { ids: [id] })}`);
  } catch (error) {
    await imageAdminPage(room, ctx, refusedBy(room, ctx, error));
  }
};

/** Only what is another than it was counts as written by a person: metadata fills the rest on. */
async function save({ house }: Room, ctx: Exchange, id: number, form: URLSearchParams): Promise<void> {
  const before = await findImage(house.gallery, id);
  const given = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n').trim();
  const takenAt = wallClock(given('taken'));
  const minute = (ms: number | null | undefined) => (ms == null ? null : Math.floor(ms / 60_000));
  await updateImage(house.gallery, whoOf(ctx).viewer, id, {
    ...(given('title') !== before?.title && { title: given('title') }),
    ...(given('description') !== before?.description && { description: given('description') }),
    ...(given('author') !== before?.author && { author: given('author') }),
    ...(minute(takenAt) !== minute(before?.takenAt) && { takenAt, takenOffset: null }),
  });
}
