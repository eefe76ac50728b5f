import { basename, join } from 'node:path';
import type * as Accounts from '../../core/dist/accounts/index.js';
import type * as Gallery from '../../core/dist/gallery/index.js';
import type * as Main from '../../core/dist/main.js';
import type * as Media from '../../core/dist/media/index.js';
import type * as Settings from '../../core/dist/settings/core-settings.js';
import type * as Storage from '../../core/dist/storage/index.js';

/** The bench measures the inside too: it takes built rooms by their files, where a plugin would go through the SDK. */
export type GalleryRoom = typeof Gallery;
export type AccountsRoom = typeof Accounts;
export type MediaRoom = typeof Media;
export type SettingsRoom = typeof Settings;
export type StorageRoom = typeof Storage;
export type NewImage = Gallery.NewImage;
export type House = Main.House;
export type Config = House['config'];
export type Database = House['database'];
export type Bindable = string | number | null | boolean | Uint8Array;

/** This file stands beside its source in tests, one deeper where it was built. */
export const repository = join(import.meta.dirname, basename(import.meta.dirname) === 'dist' ? '../../..' : '../..');

export function built(path: string): string {
  return join(repository, 'core/dist', path);
}
