import type { Rail } from '@picturerail/sdk';
import type { PluginScope } from '#kernel';
import type { Settings } from './settings.ts';

/** `rail.settings`: the manifest's schema, the plugin's own values. */
export declare const settingsContribution: (settings: Settings) => (scope: PluginScope) => Pick<Rail, 'settings'>;
