import type { Html } from './html.ts';
import type { Json } from './json.ts';

/** Placeholder of a picture while it loads. */
export interface Placeholder {
  /** Dominant colour, `#rrggbb`. */
  readonly color: string;
  /** ThumbHash (https://evanw.github.io/thumbhash/), base64, at most 25 bytes decoded; null until measured. */
  readonly thumbHash: string | null;
}

/** One derivative as a page offers it. */
export interface Source {
  readonly url: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Name of the size, such as `480`. */
  readonly size: string;
}

/** An image as lists show it. Titles and descriptions are plain text, in the viewer's language where there is one. */
export interface ImageCard {
  readonly id: number;
  readonly version: number;
  title: string;
  description: string;
  readonly author: string;
  /** Wall clock as the camera showed it, epoch ms as if UTC; null unknown. */
  readonly takenAt: number | null;
  /** Minutes east of UTC of the camera's clock; null unknown. */
  readonly takenOffset: number | null;
  /** Upright, pixels. */
  readonly width: number;
  readonly height: number;
  readonly placeholder: Placeholder;
  /** Page of the image, within the list it is shown in. */
  readonly url: string;
  /** Ascending by width; the square is not among them. */
  readonly sources: readonly Source[];
  readonly square: Source;
  /** Each plugin's own data for its slots and templates, by plugin id. */
  readonly data: Record<string, Json>;
}

/** An album as lists show it. */
export interface AlbumCard {
  readonly id: number;
  title: string;
  description: string;
  readonly url: string;
  /** Images this viewer can reach in it and below, counted as placements. */
  readonly imageCount: number;
  readonly albumCount: number;
  readonly cover: ImageCard | null;
  readonly data: Record<string, Json>;
}

/** The list a page shows. */
export interface ListPage {
  /** As in `?in=`: `album-12`, `newest`. */
  readonly list: string;
  readonly albumId: number | null;
  readonly page: number;
}

/** An image as its own page shows it. */
export interface ImageView extends ImageCard {
  readonly fileName: string;
  readonly mime: string;
  /** Bytes of the original. */
  readonly bytes: number;
  readonly createdAt: number;
  readonly albums: readonly { readonly id: number; readonly title: string; readonly url: string }[];
}

/** A titled group of facts, for slots that show what is known of an image. */
export interface Panel {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string | Html }[];
}
