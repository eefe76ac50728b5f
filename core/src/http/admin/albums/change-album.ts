import { createAlbum, managedAlbum, previewAccess, readAlbumAccess, type SortRule, setAlbumAccess, type Translation, trashAlbum, updateAlbum } from '#gallery';
import { idIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { refusedBy } from '../refused.ts';
import { gainsShown, readAccess } from './access-fields.ts';
import { albumPage } from './album-page.ts';
import { placeIn } from './place-in.ts';

type Act = (room: Room, ctx: Exchange, id: number) => Promise<void>;

const formOf = (ctx: Exchange): URLSearchParams => ctx.state.form ?? new URLSearchParams();
const actorOf = (ctx: Exchange) => whoOf(ctx).viewer;

/** What the page of an album offers, but for moving it. */
export const changeAlbum = (room: Room) => async (ctx: Exchange) => {
  const id = idIn(ctx.params.id);
  const act = actions.get(formOf(ctx).get('action') ?? '');
  if (id === null || !act || !(await managedAlbum(room.house.gallery, actorOf(ctx), id))) throw pageNotFound();
  try {
    await act(room, ctx, id);
  } catch (error) {
    await albumPage(room, ctx, { refused: refusedBy(room, ctx, error) });
  }
};

const actions: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['save', save],
  ['create', create],
  ['uncover', uncover],
  ['access', changeAccess],
  ['place', place],
  ['trash', trash],
]);

/** Titles and descriptions in all languages, and the order of the images. */
async function save({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  const form = formOf(ctx);
  const { gallery, texts } = house;
  const given = (name: string) => form.get(name)?.replaceAll('\r\n', '\n');
  await updateAlbum(gallery, actorOf(ctx), id, {
    title: given('title') ?? '',
    description: given('description') ?? '',
    sort: (given('sort') ?? 'taken') as SortRule,
    translations: new Map(texts.languages().map((language) => [language, translationIn(given(`title.${language}`), given(`description.${language}`))])),
  });
  goOn(ctx, `/admin/albums/${id}?done=saved`);
}

/** Null where neither is given: what is empty is no translation. */
const translationIn = (title = '', description = ''): Translation | null =>
  title.trim() === '' && description.trim() === '' ? null : { title: title.trim(), description };

/** Back to the newest image that each viewer sees. */
async function uncover({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  await updateAlbum(house.gallery, actorOf(ctx), id, { coverImageId: null });
  goOn(ctx, `/admin/albums/${id}?done=saved`);
}

async function create({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  const made = await createAlbum(house.gallery, actorOf(ctx), { parentId: id, title: formOf(ctx).get('title') ?? '' });
  goOn(ctx, `/admin/albums/${made}?done=created`);
}

/** At once where nobody gets more; else after it was said who gets what. */
async function changeAccess(room: Room, ctx: Exchange, id: number): Promise<void> {
  const form = formOf(ctx);
  const { gallery } = room.house;
  const choice = await readAccess(room, ctx, (await readAlbumAccess(gallery, id))?.entries ?? []);
  const preview = await previewAccess(gallery, id, choice);
  if (preview && preview.gains.length > 0 && preview.images > 0 && form.get('sure') !== 'yes') {
    const fields = [...form].filter(([name]) => name !== '_csrf' && name !== 'sure');
    return albumPage(room, ctx, { widens: { gains: await gainsShown(room, ctx, preview.gains), images: preview.images, fields } });
  }
  await setAlbumAccess(gallery, actorOf(ctx), id, choice);
  goOn(ctx, `/admin/albums/${id}?done=access`);
}

async function place(room: Room, ctx: Exchange): Promise<void> {
  if (!(await placeIn(room, ctx, formOf(ctx)))) throw pageNotFound();
}

async function trash({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  const parent = (await managedAlbum(house.gallery, actorOf(ctx), id))?.above.at(-1);
  await trashAlbum(house.gallery, actorOf(ctx), id);
  goOn(ctx, parent === undefined ? `/admin/albums?trashed=${id}` : `/admin/albums/${parent.id}?trashed=${id}`);
}
