import type { Log } from '@picturerail/sdk';
import type { PlaceEnvironment } from '../place.ts';
import { built, type Config, type GalleryRoom, type House } from '../rooms.ts';
import { insertPlanned } from './insert-planned.ts';
import { makeAlbums } from './make-albums.ts';
import { makePeople } from './make-people.ts';
import { planGallery, type SetName, special } from './plan-gallery.ts';
import { planImages } from './plan-images.ts';

/** Goes up with whatever changes what is filled, so that places kept from earlier are not taken for new ones. */
export const fillVersion = 4;

export interface Filled {
  readonly images: number;
  readonly albums: number;
  readonly placements: number;
  readonly seconds: number;
  /** Ids of the albums that are measured; see `special` in `plan-gallery.ts`. */
  readonly ids: Readonly<Record<keyof typeof special, number>> & { readonly clients: number | null };
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Fills an empty database with rows, not files: people and albums through the gallery's own use cases, images by what those are made of. */
export async function fill(environment: PlaceEnvironment, { images, set }: { readonly images: number; readonly set: SetName }): Promise<Filled> {
  const begun = performance.now();
  const { readConfig }: { readConfig(env: PlaceEnvironment & { readonly SAFE_MODE: string }): Config } = await import(built('config/index.js'));
  const { openHouse }: { openHouse(config: Config, role: 'command', log: Log): Promise<House> } = await import(built('main.js'));
  const room: GalleryRoom = await import(built('gallery/index.js'));
  await startPluginsOnce(await openHouse(readConfig({ ...environment, SAFE_MODE: '' }), 'command', silent));
  const house = await openHouse(readConfig({ ...environment, SAFE_MODE: '1' }), 'command', silent);
  try {
    await house.database.transaction((tx) => room.setRootAccess(house.gallery, tx, 'public'));
    const plan = planGallery(images, set);
    const people = await makePeople(house, room, plan);
    const albums = await makeAlbums(house, room, plan.albums, people);
    const placements = await insertPlanned(house, planImages(plan), { albums, groups: people.groups });
    const measured = { ...special, clients: plan.clientsAlbum };
    const ids = Object.fromEntries(Object.entries(measured).map(([name, at]) => [name, at === null ? null : albums[at]])) as Filled['ids'];
    return { images, albums: albums.length, placements, seconds: (performance.now() - begun) / 1000, ids };
  } finally {
    await house.close();
  }
}

/** What plugins do when they are activated, such as reading all images anew, is over before there are images: else it would go on beside what is measured. */
async function startPluginsOnce(house: House): Promise<void> {
  await house.jobs.runAll();
  await house.close();
}
