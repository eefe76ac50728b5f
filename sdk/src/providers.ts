import type { StorageDriver } from './storage.ts';
import type { Viewer } from './viewer.ts';

/** Strategies, a line each; the webmaster picks one of those registered, and the choice is remembered. */
export interface ProviderRegistry {
  /** Where originals and derivatives live. */
  storage: StorageDriver;
  /** Lists one can walk through from image to image (`?in=<name>-<key>`). */
  list: ListProvider;
}

/** A list of images with an order of its own. The core checks again that the viewer may see each image it names. */
export interface ListProvider {
  /** What the list is called, for the link back; null where the viewer may not know of it. */
  describe(key: string, viewer: Viewer): Promise<{ readonly title: string; readonly url: string } | null>;
  /** Neighbours of an image and its place. */
  around(
    key: string,
    imageId: number,
    viewer: Viewer,
  ): Promise<{ readonly previous: number | null; readonly next: number | null; readonly position: number | null; readonly total: number | null } | null>;
}
