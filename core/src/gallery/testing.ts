import { createHash } from 'node:crypto';
import { createGallery, type Gallery, type GalleryOptions } from './gallery.ts';
import type { NewImage } from './images/image.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A gallery over a test's database that says nothing. */
export const quietGallery = (options: Omit<GalleryOptions, 'log'>): Gallery => createGallery({ log: silent, ...options });

/** A picture of 3 by 2 pixels that exists as a row only. */
export function rowOnly(albumId: number, fileName: string, change: Partial<NewImage> = {}): NewImage {
  return {
    albumId,
    fileName,
    uploaderId: null,
    sha256: createHash('sha256').update(`${albumId}/${fileName}`).digest('hex'),
    bytes: 1000,
    mime: 'image/jpeg',
    width: 3,
    height: 2,
    color: '#808080',
    thumbHash: null,
    fields: {},
    ...change,
  };
}

/** Empties all tables of the gallery but what its migration put there. */
export const tablesToEmpty = [
  'renames',
  'viewer_grants',
  'viewer_sets',
  'narrowing',
  'access_changes',
  'album_images',
  'image_texts',
  'images',
  'album_stats',
  'album_texts',
] as const;
