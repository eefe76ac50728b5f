import { managedAlbum, mergeAlbums, moveAlbum, previewMerge } from '#gallery';
import { idIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { type Room, text } from '../../room.ts';
import { isAdministrator } from '../is-administrator.ts';
import { type Refused, refusedBy } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { gainsShown } from './access-fields.ts';
import { albumLines } from './album-lines.ts';

/** Where an album may come to lie: the tree, a level at a time, or whatever is looked for. */
export const showMove = (room: Room) => (ctx: Exchange) => movePage(room, ctx);

export const moveTo = (room: Room) => async (ctx: Exchange) => {
  const form = ctx.state.form ?? new URLSearchParams();
  const { gallery } = room.house;
  const id = idIn(ctx.params.id);
  const mergeInto = idIn(form.get('merge') ?? undefined);
  if (id !== null && mergeInto !== null) return merge(room, ctx, id, mergeInto);
  const into = form.get('into') === 'top' ? null : (idIn(form.get('into') ?? undefined) ?? undefined);
  if (id === null || into === undefined) throw pageNotFound();
  try {
    await moveAlbum(gallery, whoOf(ctx).viewer, id, into, { adopt: form.get('adopt') === 'yes' });
    goOn(ctx, `/admin/albums/${id}?done=moved`);
  } catch (error) {
    await movePage(room, ctx, { refused: refusedBy(room, ctx, error) });
  }
};

/** There is no way back in one press, so it is said before what will happen. */
async function merge(room: Room, ctx: Exchange, id: number, intoId: number): Promise<void> {
  const { gallery } = room.house;
  const { viewer } = whoOf(ctx);
  const [album, into] = [await managedAlbum(gallery, viewer, id), await managedAlbum(gallery, viewer, intoId)];
  if (!album || !into) throw pageNotFound();
  try {
    if (ctx.state.form?.get('sure') !== 'yes') {
      const preview = await previewMerge(gallery, id, intoId);
      const gains = preview ? await gainsShown(room, ctx, preview.gains) : [];
      return await movePage(room, ctx, { merging: { into: { id: into.id, title: into.title }, images: preview?.images ?? 0, gains } });
    }
    await mergeAlbums(gallery, viewer, id, intoId);
    goOn(ctx, `/admin/albums/${intoId}?done=merged`);
  } catch (error) {
    await movePage(room, ctx, { refused: refusedBy(room, ctx, error) });
  }
}

interface MovePageState {
  readonly refused?: Refused;
  /** What a merge would come to, to be agreed to. */
  readonly merging?: {
    readonly into: { readonly id: number; readonly title: string };
    readonly images: number;
    readonly gains: readonly { readonly whom: string; readonly rights: string }[];
  };
}

async function movePage(room: Room, ctx: Exchange, { refused, merging }: MovePageState = {}): Promise<void> {
  const { gallery } = room.house;
  const id = idIn(ctx.params.id);
  const { viewer } = whoOf(ctx);
  const album = id === null ? null : await managedAlbum(gallery, viewer, id);
  const at = idIn(queryOf(ctx).get('in') ?? undefined);
  const inside = at === null ? null : await managedAlbum(gallery, viewer, at);
  if (album === null || (at !== null && inside === null)) throw pageNotFound();
  const lines = await albumLines(gallery, ctx, at);
  await renderAdmin(room, ctx, 'album-move', {
    title: text(room, ctx, 'title.move-album', { album: album.title }),
    at: '/admin/albums',
    data: {
      album,
      inside,
      above: inside?.above ?? [],
      // Nobody puts anything beside what was entrusted to him.
      canTakeIn: inside !== null || isAdministrator(ctx),
      // Neither into itself nor to where it lies.
      lines: { ...lines, albums: lines.albums.filter((one) => one.id !== album.id) },
      isHere: lines.words === '' && at === album.parentId,
      refused: refused ?? null,
      merging: merging ?? null,
      action: `/admin/albums/${album.id}/move`,
    },
  });
}
