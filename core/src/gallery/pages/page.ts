import type { Right } from '@picturerail/sdk';
import type { ImageRow, ListedImage } from '../images/image.ts';

export interface AlbumSummary {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  /** Placements this viewer can reach in it and below. */
  readonly imageCount: number;
  /** Albums this viewer sees directly in it. */
  readonly albumCount: number;
  readonly cover: ListedImage | null;
}

export interface AlbumRef {
  readonly id: number;
  readonly title: string;
}

/** Sub-albums as a page shows them. */
export interface AlbumsPart {
  readonly albums: readonly AlbumSummary[];
  readonly albumsPage: number;
  readonly albumsTotal: number;
  readonly albumsPages: number;
}

/** Images as a page shows them. */
export interface ImagesPart {
  readonly images: readonly ListedImage[];
  /** The page shown: the last one where a later one was asked for. From 1. */
  readonly page: number;
  readonly pages: number;
}

export interface AlbumPage extends AlbumsPart, ImagesPart {
  readonly album: AlbumSummary;
  /** Albums above that this viewer sees, from the top. */
  readonly crumbs: readonly AlbumRef[];
  /** Images this viewer sees directly in it. */
  readonly total: number;
  /** What this viewer may do here. */
  readonly rights: ReadonlySet<Right>;
}

export interface HomePage extends AlbumsPart {
  readonly newest: readonly ListedImage[];
  /** All images this viewer sees, for some as of a second ago; null while an access change is being worked through. */
  readonly imageCount: number | null;
}

export interface NewestPage extends ImagesPart {
  readonly total: number | null;
}

export interface ImagePage {
  readonly image: ImageRow;
  /** Albums the image is in that this viewer sees. */
  readonly albums: readonly AlbumRef[];
  /** The list one came from: `album-12` or `newest`; the asked one where it may be seen and holds the image, else another. */
  readonly list: string;
  /** Albums from the top to that of the list; empty for `newest`. */
  readonly crumbs: readonly AlbumRef[];
  readonly previous: AlbumRef | null;
  readonly next: AlbumRef | null;
  /** From 1; null where counting would cost too much. */
  readonly position: number | null;
  readonly total: number | null;
  readonly rights: ReadonlySet<Right>;
}

export interface ImagesOptions {
  readonly page?: number;
  /** Default 60. */
  readonly perPage?: number;
}
export interface AlbumPageOptions extends ImagesOptions {
  readonly albumsPage?: number;
  /** Default 60. */
  readonly albumsPerPage?: number;
}
export interface HomePageOptions {
  readonly albumsPage?: number;
  readonly albumsPerPage?: number;
  /** How many of the newest images; default 60. */
  readonly newest?: number;
}
