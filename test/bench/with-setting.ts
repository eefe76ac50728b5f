import type { Log } from '@picturerail/sdk';
import type { PlaceEnvironment } from './place.ts';
import { built, type Config, type House } from './rooms.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Settings of the core while `work` runs; galleries that are running follow with their next request. */
export async function withSetting<T>(environment: PlaceEnvironment, patch: Readonly<Record<string, number | boolean>>, work: () => Promise<T>): Promise<T> {
  const { readConfig }: { readConfig(env: PlaceEnvironment): Config } = await import(built('config/index.js'));
  const { openHouse }: { openHouse(config: Config, role: 'maintenance', log: Log): Promise<House> } = await import(built('main.js'));
  const house = await openHouse(readConfig(environment), 'maintenance', silent);
  const back = Object.fromEntries(Object.keys(patch).map((name) => [name, null]));
  try {
    await house.settings.set('core', 'gallery', patch);
    return await work();
  } finally {
    await house.settings.set('core', 'gallery', back);
    await house.close();
  }
}
