import { join } from 'node:path';
import type { Rail } from '@picturerail/sdk';
import type { PluginScope } from '#kernel';
import type { Texts } from './texts.ts';

/** `rail.i18n`: texts of the plugin's `locales` folder, in the namespace of its id. */
export const i18nContribution =
  (texts: Texts) =>
  ({ plugin, manifest, onDispose }: PluginScope): Pick<Rail, 'i18n'> => {
    onDispose(texts.add(plugin.id, join(plugin.dir, manifest.locales ?? './locales')));
    return { i18n: { t: (language, key, values) => texts.t(plugin.id, language, key, values) } };
  };
