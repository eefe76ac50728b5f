import type { Log } from '@picturerail/sdk';
import type { PlaceEnvironment } from './place.ts';
import { built, type Config, type GalleryRoom, type House } from './rooms.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Works in a gallery without serving it, no plugin loaded. */
export async function inHouse<T>(environment: PlaceEnvironment, work: (house: House, room: GalleryRoom) => Promise<T>): Promise<T> {
  const { readConfig }: { readConfig(env: PlaceEnvironment & { readonly SAFE_MODE: string }): Config } = await import(built('config/index.js'));
  const { openHouse }: { openHouse(config: Config, role: 'command', log: Log): Promise<House> } = await import(built('main.js'));
  const room: GalleryRoom = await import(built('gallery/index.js'));
  const house = await openHouse(readConfig({ ...environment, SAFE_MODE: '1' }), 'command', silent);
  try {
    return await work(house, room);
  } finally {
    await house.close();
  }
}

/** A gallery whose pages are served has a webmaster. */
export const addWebmaster = (environment: PlaceEnvironment): Promise<unknown> =>
  inHouse(environment, ({ gallery }, room) => room.createUser(gallery, room.system, { name: 'webmaster', status: 'webmaster' }));
