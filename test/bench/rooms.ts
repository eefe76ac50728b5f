import { join } from 'node:path';
import type * as Gallery from '../../core/dist/gallery/index.js';
import type * as Main from '../../core/dist/main.js';

/** The bench measures the inside too: it takes built rooms by their files, where a plugin would go through the SDK. */
export type GalleryRoom = typeof Gallery;
export type NewImage = Gallery.NewImage;
export type House = Main.House;
export type Config = House['config'];
export type Database = House['database'];
export type Bindable = string | number | null | boolean | Uint8Array;

export const repository = join(import.meta.dirname, '../../..');

export function built(path: string): string {
  return join(repository, 'core/dist', path);
}
