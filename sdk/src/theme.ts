import type { AlbumCard, ImageCard, ImageView } from './images.ts';
import type { Viewer } from './viewer.ts';

/**
 * The templates of the contract, `templates/<name>.njk` each, and what they receive beside {@link PageData}. A theme
 * that lacks one takes its parent's. A page of another theme is reached by its id: `{% extends "atelier:album.njk" %}`.
 *
 * Functions in templates, beside nunjucks' own:
 * - `t(key, values)`: a text of the theme's `locales/`, or of its parents'; `count` picks the plural form.
 * - `slot(name)`, `slot(name, index)`: what plugins put there, empty where nothing; `index` counts in the page's list
 *   for slots that are about images of a list. All slots of a page are asked at once before the template runs.
 * - `asset(path)`: URL of a file of the theme's `assets/`, or of its parents'; it changes with the content.
 * - `date(ms, style, offset)`: a wall clock such as `takenAt`; style `date` (default), `short` or `full`.
 * - `moment(ms)`: a point in time such as `createdAt`. `number(n)`, `bytes(n)`: as the language writes them.
 * - `json(value)`: JSON that may stand inside `<script type="application/json">`.
 * - `pictureAttributes(image, { sizes, eager, urgent })`: the attributes of its `<img>` but `alt`: `src`, all sources as `srcset`, `sizes` (how wide
 *   it is shown, as in HTML), true proportions, and when to load it: `eager` at once, `urgent` before all else, otherwise when it comes near.
 * - `pictureRules(images, prefix)`: CSS for one `<style nonce>`, a rule for each image, or each album with a cover: `.<prefix><index>`
 *   sets `--ratio` (width by height) and `--color` (its placeholder), because pages allow no style attributes.
 */
export interface PageTemplates {
  home: HomeData;
  album: AlbumData;
  image: ImageData;
  /** A form that posts `name`, `password`, `next` and `_csrf` to its own address. */
  'sign-in': SignInData;
  /** A form that posts `gallery`, `name`, `password`, `access`, `token` and `_csrf` to its own address. */
  setup: SetupData;
  error: ErrorData;
  /** Images that do not hang in one album, such as the newest. */
  list: ListData;
  /** A question; its form posts `_csrf` to its own address. */
  confirm: ConfirmData;
}

/** What every page gets. */
export interface PageData {
  /** Name of the gallery. */
  readonly gallery: string;
  /** Of this page, without the gallery's name; empty on the home page. */
  readonly title: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly viewer: Viewer;
  readonly menu: readonly { readonly label: string; readonly url: string; readonly current: boolean }[];
  readonly urls: {
    readonly home: string;
    /** With the way back to this page; null for who is signed in, and where signing in is of no use (setup). */
    readonly signIn: string | null;
    /** A form posts `_csrf` there; null for visitors. */
    readonly signOut: string | null;
    /** A form posts `language` and `next` there; it needs no `_csrf`, so that a page gives visitors no cookie. */
    readonly language: string;
  };
  /** Those the gallery has texts in; each names itself. */
  readonly languages: readonly { readonly tag: string; readonly name: string; readonly current: boolean }[];
  /** For `<style>` and `<script>`: CSP nonce of this response. */
  readonly nonce: string;
  /** Hidden field `_csrf` of forms. Asking for it gives a visitor a cookie: ask inside forms only. */
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
  /** Null while it is not known: rights are being changed. */
  readonly imageCount: number | null;
}

export interface AlbumData {
  readonly album: AlbumCard;
  /** Albums above this one that the viewer may see, outermost first; may end with the album itself. */
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
  /** Albums above the list, outermost first; may end with the list itself, where that is an album. */
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

export interface ListData {
  readonly heading: string;
  readonly images: readonly ImageCard[];
  readonly pager: Pager | null;
  /** Of images in the whole list; null where it is not known. */
  readonly total: number | null;
}

export interface ConfirmData {
  readonly heading: string;
  readonly message: string;
  /** Of the button. */
  readonly button: string;
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
