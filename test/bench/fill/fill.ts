import type { Log } from '@picturerail/sdk';
import type { PlaceEnvironment } from '../place.ts';
import { built, type Config, type GalleryRoom, type House } from '../rooms.ts';
import { chance } from './chance.ts';
import { newImage } from './new-image.ts';
import { type PlannedAlbum, type PlannedGallery, planGallery } from './plan-gallery.ts';

/** Goes up with whatever changes what is filled, so that places kept from earlier are not taken for new ones. */
export const fillVersion = 1;

export type SetName = 'usual' | 'clients';

export interface Filled {
  readonly images: number;
  readonly albums: number;
  readonly placements: number;
  readonly seconds: number;
  /** Page of the measured album. */
  readonly albumPath: string;
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const batch = 500;

/** Fills an empty database through the gallery's own use cases: rows, not files. */
export async function fill(environment: PlaceEnvironment, { images }: { readonly images: number; readonly set: SetName }): Promise<Filled> {
  const begun = performance.now();
  const { readConfig }: { readConfig(env: PlaceEnvironment): Config } = await import(built('config/index.js'));
  const { openHouse }: { openHouse(config: Config, role: 'command', log: Log): Promise<House> } = await import(built('main.js'));
  const room: GalleryRoom = await import(built('gallery/index.js'));
  const house = await openHouse(readConfig({ ...environment, SAFE_MODE: '1' }), 'command', silent);
  const plan = planGallery(images);
  const groups = await prepare(house, room, plan);
  const albums = await makeAlbums(house, room, plan, groups);
  const placements = await insertAll(house, room, { plan, albums, groups });
  await house.close();
  return { images, albums: albums.length, placements, seconds: (performance.now() - begun) / 1000, albumPath: `/albums/${albums[0]}/the-measured-album` };
}

async function prepare({ gallery, database }: House, room: GalleryRoom, plan: PlannedGallery): Promise<number[]> {
  await database.transaction((tx) => room.setRootAccess(gallery, tx, 'public'));
  await room.createUser(gallery, room.system, { name: 'webmaster', status: 'webmaster' });
  const groups: number[] = [];
  for (let at = 0; at < plan.groups; at += 1) groups.push(await room.createGroup(gallery, room.system, { name: `Group ${at}` }));
  return groups;
}

async function makeAlbums({ gallery }: House, room: GalleryRoom, { albums }: PlannedGallery, groups: readonly number[]): Promise<number[]> {
  const ids: number[] = [];
  for (const { title, parent, access } of albums) {
    const parentId = parent === null ? null : (ids[parent] as number);
    ids.push(await room.createAlbum(gallery, room.system, { parentId, title, access: accessChoice(access, groups) }));
  }
  return ids;
}

function accessChoice(access: PlannedAlbum['access'], groups: readonly number[]) {
  if (access === 'inherit') return access;
  const principal = access === 'signed-in' ? access : { group: groups[access.group] as number };
  return { entries: [{ principal, rights: ['view', 'download'] as const }] };
}

interface Filling {
  readonly plan: PlannedGallery;
  readonly albums: readonly number[];
  readonly groups: readonly number[];
}

/** Every image in its main album, a third of them in a second one, two in a hundred with a list of their own. Returns the number of placements. */
async function insertAll({ gallery }: House, room: GalleryRoom, { plan, albums, groups }: Filling): Promise<number> {
  const luck = chance(plan.albums.length);
  let placements = 0;
  let first = 1;
  for (const [at, { images }] of plan.albums.entries()) {
    const albumId = albums[at] as number;
    for (let from = 0; from < images; from += batch) {
      const rows = Array.from({ length: Math.min(batch, images - from) }, (_, one) => newImage(first + from + one, albumId, luck));
      const ids = (await room.insertImages(gallery, room.system, rows)).map(({ id }) => id);
      const second = ids.filter(() => luck.of(1 / 3)).map((imageId) => ({ imageId, albumId: secondAlbum(at) }));
      await room.placeImages(gallery, room.system, second);
      const own = ids.filter(() => luck.of(0.02));
      if (own.length > 0) await room.setImageAccess(gallery, room.system, own, [{ principal: { group: luck.pick(groups) }, rights: ['view', 'download'] }]);
      placements += ids.length + second.length;
    }
    first += images;
  }
  return placements;

  /** Mostly a neighbour; nothing is added to the measured album, which looks the same at every size. */
  function secondAlbum(at: number): number {
    const other = luck.of(0.8) ? Math.min(albums.length - 1, at + 1) : 1 + luck.below(albums.length - 1);
    return albums[other === at ? at - 1 || 1 : other] as number;
  }
}
