import type { AlbumCard, ImageCard, ImageView } from './images.ts';
import type { Viewer } from './viewer.ts';

/**
 * What templates receive. Every page gets {@link PageData}; each template of the contract its own part beside it.
 * Templates: `home.njk`, `album.njk`, `image.njk`, `sign-in.njk`, `setup.njk`, `error.njk`.
 * Functions in templates: `t(key, values)`, `slot(name)`, `slot(name, index)`, `asset(path)`, `date(ms, offset)`,
 * `number(n)`.
 */
export interface PageData {
  /** Name of the gallery. */
  readonly gallery: string;
  /** Of this page, without the gallery's name. */
  readonly title: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly viewer: Viewer;
  readonly menu: readonly { readonly label: string; readonly url: string; readonly current: boolean }[];
  /** For `<style>` and `<script>`: CSP nonce of this response. */
  readonly nonce: string;
  /** Hidden field `_csrf` of forms. */
  readonly csrf: string;
  /** Path and query of this page, to come back to after signing in. */
  readonly here: string;
}

export interface Crumb {
  readonly title: string;
  readonly url: string;
}

export interface Pager {
  readonly page: number;
  readonly pages: number;
  readonly previous: string | null;
  readonly next: string | null;
  /** Pages near this one, `null` for a gap. */
  readonly links: readonly ({ readonly page: number; readonly url: string; readonly current: boolean } | null)[];
}

export interface HomeData {
  readonly albums: readonly AlbumCard[];
  readonly albumPager: Pager | null;
  readonly newest: readonly ImageCard[];
  readonly imageCount: number;
}

export interface AlbumData {
  readonly album: AlbumCard;
  readonly crumbs: readonly Crumb[];
  readonly albums: readonly AlbumCard[];
  readonly albumPager: Pager | null;
  readonly images: readonly ImageCard[];
  readonly pager: Pager | null;
  /** Images placed directly in this album. */
  readonly imagesHere: number;
}

export interface ImageData {
  readonly image: ImageView;
  readonly crumbs: readonly Crumb[];
  /** The list one came from. */
  readonly list: { readonly title: string; readonly url: string };
  readonly previous: { readonly url: string; readonly title: string } | null;
  readonly next: { readonly url: string; readonly title: string } | null;
  readonly position: number | null;
  readonly total: number | null;
  /** URL of the original, where this viewer may download it. */
  readonly downloadUrl: string | null;
}

export interface SignInData {
  readonly name: string;
  readonly error: string | null;
  /** Where to go afterwards; a path on this gallery. */
  readonly next: string;
}

export interface SetupData {
  readonly token: string;
  readonly values: { readonly gallery: string; readonly name: string; readonly access: 'public' | 'signed-in' | 'private' };
  /** Sentence by field name. */
  readonly errors: { readonly [field: string]: string };
}

export interface ErrorData {
  readonly status: number;
  readonly heading: string;
  readonly message: string;
  /** Offered to visitors where signing in could help. */
  readonly signIn: string | null;
}
