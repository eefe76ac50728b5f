import type { Viewer } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';
import type { AlbumPage, AlbumPageOptions, HomePage, HomePageOptions, ImagePage, ImagesOptions, NewestPage } from './page.ts';

/** Null where there is no such album or this viewer may not see it. */
export async function albumPage(_g: Gallery, _viewer: Viewer, _albumId: number, _options?: AlbumPageOptions): Promise<AlbumPage | null> {
  return unfilled();
}
export async function homePage(_g: Gallery, _viewer: Viewer, _options?: HomePageOptions): Promise<HomePage> {
  return unfilled();
}
export async function newestPage(_g: Gallery, _viewer: Viewer, _options?: ImagesOptions): Promise<NewestPage> {
  return unfilled();
}
/** `list` as in `?in=`, null for none. Null where there is no such image or this viewer may not see it. */
export async function imagePage(_g: Gallery, _viewer: Viewer, _imageId: number, _list: string | null): Promise<ImagePage | null> {
  return unfilled();
}
