import { albumPage, findAlbum } from '#gallery';
import { largestUpload, refuseUpload, refuseWithoutRoom, takeIn } from '#intake';
import { albumAddress, idIn } from '../addresses.ts';
import { pageNotFound } from '../errors.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import { type Room, render, text } from '../room.ts';
import { type OutcomeTold, outcomeTold } from './outcome-told.ts';

/** What the script writes on the page, under `http.upload.script.*`. */
const scriptTexts = [
  'waiting',
  'reading',
  'sending',
  'arriving',
  'paused',
  'stopped',
  'retrying',
  'too_large',
  'empty',
  'failed',
  'lost',
  'signed_out',
  'pause',
  'go_on',
  'stop',
  'retry',
  'pause_all',
  'go_on_all',
  'progress',
  'all_done',
  'some_refused',
  'not_a_picture',
  'left',
] as const;

/** The script fills them in. */
const asTheyAre = Object.fromEntries(['done', 'total', 'percent', 'refused', 'most', 'names', 'count'].map((name) => [name, `{${name}}`]));

export const showUpload = (room: Room) => async (ctx: Exchange) => uploadPage(room, ctx, await albumAsked(room, ctx));

/** Nothing is read of files that may not come, or for which there is no room. */
export const admitFiles = (room: Room) => async (ctx: Exchange) => {
  await albumAsked(room, ctx);
  await refuseWithoutRoom(room.house.intake, ctx.request.length ?? 0);
};

/** Files of a plain form, where no script sends them. */
export const sendByForm = (room: Room) => async (ctx: Exchange) => {
  const album = await albumAsked(room, ctx);
  const { viewer } = whoOf(ctx);
  const uploads = ctx.state.uploads ?? [];
  const arrivals = uploads.map(({ path: file, sentName: fileName }) => ({ file, fileName, uploaderId: viewer.userId, albumId: album.id }));
  const taken = await takeIn(room.house.intake, viewer, arrivals);
  const results = taken.map((one, at) => ({ name: uploads[at]?.sentName ?? '', ...outcomeTold(room, ctx, one) }));
  await uploadPage(room, ctx, album, results);
};

/**
 * Whoever may not add to the album learns nothing of this page. Administrators may add to all of them: to those that the
 * gallery does not show them, from the administration.
 */
async function albumAsked({ house: { gallery, intake } }: Room, ctx: Exchange) {
  const id = idIn(ctx.params.id);
  const album = id === null ? null : await findAlbum(gallery, id);
  const { viewer } = whoOf(ctx);
  if (!album || !(ctx.path.startsWith('/admin/') || (await albumPage(gallery, viewer, album.id, { perPage: 1, albumsPerPage: 1 })))) throw pageNotFound();
  await refuseUpload(intake, viewer, album.id).catch(() => {
    throw pageNotFound();
  });
  return album;
}

async function uploadPage(
  room: Room,
  ctx: Exchange,
  album: { readonly id: number; readonly title: string },
  results: readonly (OutcomeTold & { readonly name: string })[] | null = null,
): Promise<void> {
  const { house, frame } = room;
  const most = await largestUpload(house.intake);
  const texts = Object.fromEntries(scriptTexts.map((key) => [key, text(room, ctx, `upload.script.${key}`, asTheyAre)]));
  const url = albumAddress(album);
  await render(room, ctx, 'upload', {
    page: { title: text(room, ctx, 'title.upload'), administration: `/admin/albums/${album.id}` },
    data: {
      album: { title: album.title, url },
      action: ctx.path,
      mostBytes: most,
      results,
      script: frame.asset('upload.min.js'),
      settings: {
        album: album.id,
        user: whoOf(ctx).viewer.userId,
        uploads: '/uploads',
        known: '/uploads/known',
        hasher: frame.asset('hash-worker.min.js'),
        language: whoOf(ctx).viewer.language,
        mostBytes: most,
        texts,
      },
    },
  });
  ctx.set('Cache-Control', 'no-store');
}
