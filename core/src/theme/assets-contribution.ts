import { join } from 'node:path';
import type { Rail } from '@picturerail/sdk';
import type { PluginScope } from '#kernel';
import type { AssetFolder, Assets } from './assets.ts';

/** `rail.asset`: the plugin's assets folder, read when the plugin first asks or, at the latest, when it is set up. */
export const assetsContribution =
  (assets: Assets) =>
  (scope: PluginScope): Pick<Rail, 'asset'> => {
    const dir = scope.manifest.assets;
    const folder: AssetFolder = assets.add('p', scope.plugin, dir === undefined ? [] : [join(scope.plugin.dir, dir)]);
    scope.onDispose(folder.remove);
    return { asset: folder.url };
  };
