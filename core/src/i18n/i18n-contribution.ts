import type { Rail } from '@picturerail/sdk';
import type { PluginScope } from '#kernel';
import type { Texts } from './texts.ts';
/** `rail.i18n`: texts of the plugin's `locales` folder, in the namespace of its id. */
export declare const i18nContribution: (texts: Texts) => (scope: PluginScope) => Pick<Rail, 'i18n'>;
