import type { Rail } from '@picturerail/sdk';
import type { PluginScope } from '#kernel';
import type { Settings } from './settings.ts';
import type { SettingsSchema } from './settings-schema.ts';

const none: SettingsSchema = { type: 'object', properties: {} };

/** `rail.settings`: the schema of the plugin's manifest, and the plugin's own values. */
export const settingsContribution =
  (settings: Settings) =>
  ({ plugin, manifest, onDispose, register }: PluginScope): Pick<Rail, 'settings'> => {
    onDispose(settings.define(plugin.id, manifest.settings ?? none));
    return {
      settings: {
        get: (scopes) => settings.get(plugin.id, scopes),
        changed: (run) => register('settings', 'changed', () => settings.changed(plugin.id, run)),
      },
    };
  };
