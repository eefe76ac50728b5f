import { join } from 'node:path';
import type { Rail } from '@picturerail/sdk';
import type { PluginScope } from '#kernel';
import type { Texts } from './texts.ts';

/** `rail.i18n`: texts of the plugin's `locales` folder; when `setup` is through, others find them in the namespace of its id. */
export const i18nContribution =
  (texts: Texts) =>
  ({ plugin, manifest, register }: PluginScope): Pick<Rail, 'i18n'> => {
    const folder = manifest.locales ?? './locales';
    const own = texts.read(plugin.id, join(plugin.dir, folder));
    register('texts', folder, own.enforce);
    return { i18n: { t: own.t, languages: texts.languages } };
  };
