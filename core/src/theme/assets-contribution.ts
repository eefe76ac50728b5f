import { join } from 'node:path';
import type { Rail } from '@picturerail/sdk';
import type { PluginScope } from '#kernel';
import type { Assets } from './assets.ts';

/** `rail.asset`: addresses in the plugin's assets folder, which is served when `setup` is through. */
export const assetsContribution =
  (assets: Assets) =>
  ({ plugin, manifest, register }: PluginScope): Pick<Rail, 'asset'> => {
    const dir = manifest.assets;
    const folder = assets.read('p', plugin, dir === undefined ? [] : [join(plugin.dir, dir)]);
    if (dir !== undefined) register('assets', dir, folder.serve);
    return { asset: folder.url };
  };
