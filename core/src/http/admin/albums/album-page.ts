import { albumTexts, managedAlbum, readAlbumAccess } from '#gallery';
import { albumAddress, idIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { languageNames } from '../../language-names.ts';
import type { Room } from '../../room.ts';
import { isAdministrator } from '../is-administrator.ts';
import type { Refused } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { accessFields, presets, typedAccess } from './access-fields.ts';
import { albumLines } from './album-lines.ts';
import { trashedBy } from './albums-page.ts';
import { placedBy } from './place-in.ts';

export const sortRules = ['taken', 'taken-desc', 'added', 'added-desc', 'name', 'natural', 'manual'] as const;

export interface AlbumPageState {
  readonly refused?: Refused;
  /** What would come of the list that was chosen, to be agreed to; the form goes with it. */
  readonly widens?: {
    readonly gains: readonly { readonly whom: string; readonly rights: string }[];
    readonly images: number;
    readonly fields: readonly (readonly [string, string])[];
  };
}

const saidDone: readonly string[] = ['created', 'saved', 'access', 'moved', 'merged', 'restored'];

export const showAlbumAdmin = (room: Room) => (ctx: Exchange) => albumPage(room, ctx);

/** One album: what is in it, what it is called, who may see it, and where it lies. */
export async function albumPage(room: Room, ctx: Exchange, { refused, widens }: AlbumPageState = {}): Promise<void> {
  const { gallery, texts } = room.house;
  const id = idIn(ctx.params.id);
  const album = id === null ? null : await managedAlbum(gallery, whoOf(ctx).viewer, id);
  if (album === null) throw pageNotFound();
  const { above } = album;
  const [translated, access, lines] = await Promise.all([
    albumTexts(gallery, album.id),
    readAlbumAccess(gallery, album.id),
    albumLines(gallery, ctx, album.id),
  ]);
  const done = queryOf(ctx).get('done') ?? '';
  const languages = languageNames(texts.languages()).map(({ tag, name }) => ({ tag, name, ...translated.find(({ language }) => language === tag) }));
  await renderAdmin(room, ctx, 'album', {
    title: album.title,
    at: '/admin/albums',
    data: {
      album: typedOver(album, refused?.fields),
      above,
      address: albumAddress(album),
      lines,
      languages,
      sorts: sortRules,
      access: await accessFields(room, ctx, typedAccess(ctx.state.form) ?? access ?? { own: false, entries: [] }),
      typedName: ctx.state.form?.get('add.name') ?? '',
      parent: above.at(-1) ?? null,
      parentIsOthers: !album.hasManagedParent,
      presets,
      refused: refused ?? null,
      widens: widens ?? null,
      done: saidDone.includes(done) ? done : null,
      trashed: await trashedBy(room, ctx),
      action: `/admin/albums/${album.id}`,
      canOrder: lines.words === '',
      isAdministrator: isAdministrator(ctx),
      placed: placedBy(ctx),
      isOwn: album.creatorId !== null && album.creatorId === whoOf(ctx).viewer.userId,
    },
  });
}

/** What was typed and refused stands there again. */
function typedOver<T extends { readonly title: string; readonly description: string }>(album: T, fields: { readonly [name: string]: string } = {}): T {
  if (fields.action !== 'save') return album;
  return { ...album, title: fields.title ?? album.title, description: fields.description ?? album.description };
}
