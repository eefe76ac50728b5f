import type { Rail } from '@picturerail/sdk';
import type { PluginScope } from '#kernel';
import type { Settings } from './settings.ts';
import type { SettingsSchema } from './settings-schema.ts';

const none: SettingsSchema = { type: 'object', properties: {} };

/** `rail.settings` and `rail.secrets`: the plugin's own values by the schema of its manifest, which is in force for everybody else when `setup` is through. */
export const settingsContribution =
  (settings: Settings) =>
  ({ plugin, manifest, register }: PluginScope): Pick<Rail, 'settings' | 'secrets'> => {
    const own = settings.declare(plugin.id, manifest.settings ?? none);
    if (manifest.settings) register('settings', 'schema', own.enforce);
    return {
      settings: {
        get: (scopes) => own.get(scopes),
        changed: (run) => void register('settings', 'changed', () => settings.changed(plugin.id, run)),
      },
      secrets: settings.secretsOf(plugin.id),
    };
  };
