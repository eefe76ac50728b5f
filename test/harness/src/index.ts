/**
 * Testing: a started gallery in a temporary folder, for tests. Real rooms, real files, a real database; a client that
 * keeps cookies; factories that take the same way in as everything else. It starts nothing that it does not end in
 * `close()`.
 */
/** The domain's use cases, for what a test arranges or checks behind the pages. */
export { gallery } from '@picturerail/core';
export type { Answer, Client } from './client.ts';
export type { Clock } from './clock.ts';
export type { AlbumOptions, ImageOptions, UserOptions } from './factories.ts';
export type { Fault, FaultOptions, FaultPlace } from './faults.ts';
export { type Painting, paintImage } from './paint-image.ts';
export type { TestPlugins } from './plugins.ts';
export { type GalleryOptions, startGallery, type TestGallery } from './start-gallery.ts';
export { makePlace, type TestPlace, testServers } from './test-place.ts';
