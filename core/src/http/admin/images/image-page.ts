import { type AccessEntry, describeImage, findBulkChange, imageProblems, nameEntries } from '#gallery';
import { idIn, imageAddress } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import type { Refused } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { shownChange } from './shown-change.ts';
import { adminPictures } from './thumbs.ts';

export const showImageAdmin = (room: Room) => (ctx: Exchange) => imageAdminPage(room, ctx);

/** One image: what it shows, what is known of it, where it is placed, and who may see it and why. */
export async function imageAdminPage(room: Room, ctx: Exchange, refused: Refused | null = null): Promise<void> {
  const { gallery } = room.house;
  const { viewer } = whoOf(ctx);
  const id = idIn(ctx.params.id);
  const described = id === null ? null : await describeImage(gallery, viewer, id);
  if (described === null) throw pageNotFound();
  const { image, file, places, own, twins } = described;
  const [pictures] = await adminPictures(room.house, viewer, [image]);
  const changeId = idIn(queryOf(ctx).get('change') ?? undefined);
  const change = changeId === null ? null : await findBulkChange(gallery, viewer, changeId).catch(() => null);
  await renderAdmin(room, ctx, 'image', {
    title: image.title,
    at: '/admin/images',
    data: {
      image,
      typed: { ...textsOf(image), ...refused?.fields },
      file,
      twins,
      problems: imageProblems,
      places: await Promise.all(places.map(async (place) => ({ ...place, viewers: await viewersIn(room, ctx, place.entries) }))),
      own: own === null ? null : await viewersIn(room, ctx, own),
      picture: pictures?.sources.find(({ width, height }) => Math.max(width, height) >= 700) ?? pictures?.sources.at(-1) ?? null,
      original: pictures?.original ?? null,
      address: image.state === 'published' ? imageAddress(image) : null,
      refused,
      saved: queryOf(ctx).has('saved'),
      change: change && (await shownChange(room, ctx, change)),
    },
  });
}

const textsOf = ({ title, description, author, takenAt }: { title: string; description: string; author: string; takenAt: number | null }) => ({
  title,
  description,
  author,
  taken: takenAt === null ? '' : new Date(takenAt).toISOString().slice(0, 16),
});

/** Whom a list lets view, in words; empty: nobody. */
async function viewersIn(room: Room, ctx: Exchange, entries: readonly AccessEntry[]): Promise<string> {
  const named = await nameEntries(room.house.gallery, entries);
  const words = named.map(({ principal, name }) =>
    typeof principal === 'string' ? text(room, ctx, `access.${principal}`) : text(room, ctx, `access.${'user' in principal ? 'user' : 'group'}`, { name }),
  );
  return new Intl.ListFormat(whoOf(ctx).viewer.language, { type: 'conjunction' }).format(words);
}
