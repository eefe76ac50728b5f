import { listPlugins, type PluginListing } from '#kernel';
import type { House } from '../../house.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import type { Room } from '../room.ts';

/** Plugins as they stand in the registry now; asks none of them. */
export const installedPlugins = async ({ registry }: Pick<House, 'registry'>): Promise<PluginListing[]> =>
  listPlugins(await registry.look()).filter(({ kind }) => kind === 'plugin');

/** As people call it, in the reader's language; of one that does not run, and whose texts are therefore not there, its id. */
export function pluginName({ house }: Room, ctx: Exchange, { id, displayName }: Pick<PluginListing, 'id' | 'displayName'>): string {
  const key = /^%(.+)%$/.exec(displayName)?.[1];
  return key === undefined ? displayName : (house.texts.find(id, whoOf(ctx).viewer.language, key) ?? id);
}
