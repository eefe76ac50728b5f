import { gallery, type TestGallery } from '@picturerail/testing';
import sharp from 'sharp';
import { createMarks, type Marks } from './marks.ts';
import { paintPattern } from './pattern.ts';
import { createTruth, type Truth } from './truth.ts';

/**
 * Parts of the gallery by who may see them; `open` is seen by everyone, `originals` is what only stands inside the
 * originals of what is open, and what moves is seen by everyone at times.
 */
export type Area = 'open' | 'originals' | 'family' | 'own list' | 'nobody' | 'unpublished' | 'missing' | 'trashed' | 'trashed album' | `moving: ${string}`;

/** A gallery of which most people may see only a part, and what is where. */
export interface World {
  readonly gallery: TestGallery;
  readonly marks: Marks;
  readonly people: Readonly<Record<string, number>>;
  readonly albums: Map<number, Area>;
  readonly images: Map<number, Area>;
  /** What of all this is shown just now to whom it is hidden from at other times. */
  readonly truth: Truth;
}

/** Albums that others can be put into: two that everyone sees, one of the family and one of nobody. */
export interface Places {
  readonly top: number;
  readonly rivers: number;
  readonly shared: number;
  readonly shut: number;
}

const { system } = gallery;
const names = ['ana', 'eve', 'dora', 'bob', 'carl', 'adam', 'shared'] as const;
const statuses: Partial<Record<(typeof names)[number], 'administrator' | 'generic'>> = { adam: 'administrator', shared: 'generic' };

/** Everything that everyone may see, and the people. */
export async function openWorld(test: TestGallery): Promise<World> {
  const marks = createMarks();
  const people: Record<string, number> = {};
  for (const name of names) people[name] = await test.user(`${name}-${marks.put(`name of ${name}`, 'user name')}`, { status: statuses[name] ?? 'user' });
  const of = (...list: (typeof names)[number][]) => list.map((name) => people[name] as number);
  people.family = await test.group(marks.put('groups', 'name of a group'), of('ana', 'eve', 'dora'));
  await test.group(marks.put('groups', 'name of a group'), of('bob'));
  await test.house.settings.set('core', 'gallery', { imagesPerPage: 4, albumsPerPage: 2, newestOnHome: 5 });
  const world: World = { gallery: test, marks, people, albums: new Map(), images: new Map(), truth: createTruth() };
  const top = await openAlbum(world, 'Landscapes');
  await gallery.setAlbumAccess(test.house.gallery, system, top, {
    entries: [
      { principal: 'everyone', rights: ['view'] },
      { principal: { group: people.family }, rights: ['download'] },
    ],
  });
  for (const title of ['Rivers', 'Hills', 'Coasts']) await openAlbum(world, title, top);
  for (const [albumId] of [...world.albums]) for (let n = 0; n < (albumId === top ? 6 : 2); n += 1) await openImage(world, albumId);
  // Colours come with the sizes: pages are compared with what they were before.
  await test.jobs.run();
  return world;
}

async function openAlbum({ gallery: test, albums }: World, title: string, parent?: number): Promise<number> {
  const id = await test.album(title, parent === undefined ? {} : { parent });
  albums.set(id, 'open');
  return id;
}

/** Anyone may look at it; few may have the original and what only stands in there. */
async function openImage({ gallery: test, marks, images }: World, albumId: number): Promise<void> {
  const painted = sharp({ create: { width: 400, height: 300, channels: 3, background: { r: 90, g: 90 + images.size, b: 160 } } });
  const bytes = await painted
    .withXmp(xmpOf({ inside: marks.put('originals', 'text inside an original') }))
    .jpeg()
    .toBuffer();
  images.set(await test.image(albumId, { title: `Everybody ${images.size}`, bytes }), 'open');
}

/** Adds to it whatever is hidden from somebody, among what is open. */
export async function addHidden(world: World): Promise<Places> {
  const { gallery: test, people } = world;
  const g = test.house.gallery;
  const [top = 0, rivers = 0] = world.albums.keys();
  const family = { entries: [{ principal: { group: people.family as number }, rights: ['view' as const, 'download' as const] }] };
  const own = [{ principal: { user: people.ana as number }, rights: ['view' as const, 'download' as const] }];

  const shared = await hiddenAlbum(world, 'family', { parent: top, access: family });
  const below = await hiddenAlbum(world, 'family', { parent: shared });
  for (const albumId of [shared, shared, below]) await hiddenImage(world, 'family', albumId);
  const shut = await hiddenAlbum(world, 'nobody', { access: { entries: [] } });
  const shutBelow = await hiddenAlbum(world, 'nobody', { parent: top, access: { entries: [] } });
  for (const albumId of [shut, shutBelow]) await hiddenImage(world, 'nobody', albumId);
  const narrowed = await hiddenImage(world, 'own list', top);
  await gallery.setImageAccess(g, system, [narrowed], own);
  const draft = await hiddenImage(world, 'unpublished', top);
  await gallery.unpublishImages(g, system, [draft]);
  const lost = await hiddenImage(world, 'missing', rivers);
  await gallery.markMissing(g, system, [lost]);
  const binned = await hiddenImage(world, 'trashed', rivers);
  await gallery.trashImages(g, system, [binned]);
  const gone = await hiddenAlbum(world, 'trashed album', { parent: rivers });
  await hiddenImage(world, 'trashed album', gone);
  await gallery.trashAlbum(g, system, gone);

  // What is open hangs in hidden albums too, and hidden images are the covers of open ones.
  const [first = 0, second = 0] = world.images.keys();
  await gallery.placeImages(g, system, [
    { imageId: first, albumId: shared },
    { imageId: second, albumId: shut },
  ]);
  await gallery.updateAlbum(g, system, top, { coverImageId: narrowed });
  await gallery.updateAlbum(g, system, rivers, { coverImageId: lost });
  return { top, rivers, shared, shut };
}

interface HiddenAlbum {
  readonly parent?: number;
  readonly access?: gallery.AccessChoice;
}

export async function hiddenAlbum({ gallery: test, marks, albums }: World, area: Area, { parent, access }: HiddenAlbum): Promise<number> {
  const id = await gallery.createAlbum(test.house.gallery, system, {
    parentId: parent ?? null,
    title: marks.put(area, 'album title'),
    description: `About ${marks.put(area, 'album description')}.`,
    directory: marks.put(area, 'album directory'),
    ...(access === undefined ? {} : { access }),
  });
  const german = { title: marks.put(area, 'album title in German'), description: marks.put(area, 'album description in German') };
  await gallery.translateAlbum(test.house.gallery, system, id, 'de', german);
  albums.set(id, area);
  return id;
}

export async function hiddenImage({ gallery: test, marks, images }: World, area: Area, albumId: number): Promise<number> {
  const mark = (what: string) => marks.put(area, what);
  const bytes = await sharp(await paintPattern())
    .withExif({
      IFD0: { Make: mark('camera make'), Model: mark('camera model'), Artist: mark('image author'), HostComputer: mark('text inside an original') },
    })
    .withXmp(xmpOf({ title: mark('image title'), description: mark('image description'), keyword: mark('keyword'), inside: mark('text inside an original') }))
    .jpeg()
    .toBuffer();
  const id = await test.image(albumId, { bytes, fileName: `${mark('file name')}.jpg` });
  images.set(id, area);
  // Before all that is open, in the order of albums: a page without the filter begins with it.
  await gallery.updateImage(test.house.gallery, system, id, { takenAt: Date.UTC(2001, 1, images.size) });
  const german = { title: mark('image title in German'), description: mark('image description in German') };
  await gallery.translateImage(test.house.gallery, system, id, 'de', german);
  return id;
}

interface Written {
  readonly title?: string;
  readonly description?: string;
  readonly keyword?: string;
  /** Read by nobody. */
  readonly inside: string;
}

const xmpOf = ({ title = '', description = '', keyword = '', inside }: Written): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:own="http://picturerail.invalid/" own:inside="${inside}">
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${title}</rdf:li></rdf:Alt></dc:title>
      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">${description}</rdf:li></rdf:Alt></dc:description>
      <dc:subject><rdf:Bag><rdf:li>${keyword}</rdf:li></rdf:Bag></dc:subject>
    </rdf:Description></rdf:RDF></x:xmpmeta>`;
