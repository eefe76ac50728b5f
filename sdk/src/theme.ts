import type { Html } from './html.ts';
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
  /** Something to fill in; its form posts the fields and `_csrf` to its own address. */
  form: FormPageData;
  /** One's own account; each form posts its fields, `action` and `_csrf` to its own address. */
  account: AccountData;
  /** Sends files into an album: a plain form, whose script finds its parts by their `data-upload`. */
  upload: UploadData;
  /** A page of a plugin. */
  page: PluginPageData;
}

/** An entry of a menu. */
export interface MenuLink {
  readonly label: string;
  /** A path of this gallery, or an address elsewhere. */
  readonly url: string;
  /** The page that is shown. */
  readonly current: boolean;
  /** Those below it; none of them has any. */
  readonly entries: readonly MenuLink[];
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
  readonly menu: readonly MenuLink[];
  /** In the footer; mostly empty. */
  readonly footer: readonly MenuLink[];
  readonly urls: {
    readonly home: string;
    /** With the way back to this page; null for who is signed in, and where signing in is of no use (setup). */
    readonly signIn: string | null;
    /** The page of one's own account; null for visitors. */
    readonly account: string | null;
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
  /** Where this viewer may add images to it; null where he may not. */
  readonly uploadUrl: string | null;
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

export interface UploadData {
  readonly album: { readonly title: string; readonly url: string };
  /** The form posts `files` (any number) and `_csrf` there, as `multipart/form-data`. */
  readonly action: string;
  /** Of the largest file that is taken. */
  readonly mostBytes: number;
  /** What became of files that came by the plain form; null before. `url` is there where the file is an image now. */
  readonly results: readonly { readonly name: string; readonly sentence: string; readonly url?: string }[] | null;
  /** A module to be loaded; it reads `settings` from an element of JSON. */
  readonly script: string;
  readonly settings: { readonly [name: string]: unknown };
}

export interface ConfirmData {
  readonly heading: string;
  readonly message: string;
  /** Of the button. */
  readonly button: string;
}

export interface FormPageData {
  readonly heading: string;
  /** Stands below the heading; null for nothing. */
  readonly message: string | null;
  /** What was wrong with what was sent, where it is about no field. */
  readonly problem: string | null;
  readonly fields: readonly FormField[];
  /** Of the button; null where there is nothing to send, and the message says why. */
  readonly button: string | null;
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  /** Stands below the field; null for nothing. */
  readonly help: string | null;
  readonly type: 'text' | 'email' | 'password' | 'choice';
  readonly value: string;
  /** As HTML's attribute: tells a browser and a password manager what belongs there. */
  readonly autocomplete: string;
  readonly required: boolean;
  /** Stands there to be read. */
  readonly readOnly: boolean;
  /** For `choice`. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What is wrong with the value that was sent. */
  readonly problem: string | null;
}

export interface AccountData {
  readonly heading: string;
  /** What the account is, and what it cannot change. */
  readonly message: string;
  /** What was done last; null where nothing was. */
  readonly notice: string | null;
  readonly forms: readonly AccountForm[];
  readonly sessions: {
    readonly heading: string;
    readonly message: string;
    /** The last used first. */
    readonly list: readonly AccountSession[];
    /** Of the button that ends all but this one, with `action` "end-others"; null where this is the only one. */
    readonly endOthers: string | null;
  };
  /** By which programs come in; null for an account that is shared. */
  readonly tokens: AccountTokens | null;
}

export interface AccountTokens {
  readonly heading: string;
  readonly message: string;
  /** The one that was just made, to be copied: nobody shows it again. */
  readonly made: FormField | null;
  /** The newest first; each is ended as a session is, with `action` "revoke". */
  readonly list: readonly AccountSession[];
  /** Makes another one. */
  readonly form: AccountForm;
}

export interface AccountForm {
  /** Goes along as `action`. */
  readonly action: string;
  readonly heading: string;
  /** Stands below the heading; null for nothing. */
  readonly message: string | null;
  /** What was wrong with what was sent, where it is about no field. */
  readonly problem: string | null;
  readonly fields: readonly FormField[];
  readonly button: string;
}

export interface AccountSession {
  /** Goes along as `session`, with `action` "end". */
  readonly id: number;
  /** Such as "Firefox on Windows". */
  readonly device: string;
  /** When and where it was used. */
  readonly about: string;
  /** Of the button that ends it; null for the one that asks. */
  readonly button: string | null;
}

export interface PluginPageData {
  readonly heading: string;
  /** Stands below the heading, printed as it is: `{{ html }}`. */
  readonly html: Html;
}

export interface SignInData {
  readonly name: string;
  readonly error: string | null;
  /** Where to go afterwards; a path on this gallery. */
  readonly next: string;
  /** The page for who has forgotten the password. */
  readonly forgot: string;
  /** The page on which people make an account; null where they do not. */
  readonly register: string | null;
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
  /** The page on which webmasters deactivate what breaks the gallery; null for everyone else, and where nothing is broken. */
  readonly rescue: string | null;
}
