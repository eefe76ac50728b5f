/**
 * Settings: values by owner (the core, a plugin, a theme), described by a JSON schema, resolved over an ordered list of
 * scopes that the caller gives, later ones winning key by key. It validates what is set, explains where a value comes
 * from, and encrypts what a schema calls `writeOnly`. It refuses unknown names, values that do not fit, scopes a
 * property does not declare, and to show a secret again. It does not know what a scope's number means. Words it owns:
 * setting, owner, scope, secret.
 */
export { type CoreSettings, coreSettingsSchema } from './core-settings.ts';
export type { Problem } from './problem-sentence.ts';
export { createSettings, type Settings, type SettingsOptions, type SettingsPatch } from './settings.ts';
export { settingsContribution } from './settings-contribution.ts';
export type { Check, Explained, SettingsSchema } from './settings-schema.ts';
