import type { Readable } from 'node:stream';
import type { Html } from './html.ts';
import type { Json, Maybe } from './json.ts';
import type { Viewer } from './viewer.ts';

/** A request for a page of a plugin. */
export interface PageRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As it was asked for, without the query. */
  readonly path: string;
  /** What stood for `:name` in the route's path. */
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly viewer: Viewer;
  /** Fields of a form that was posted; empty for other requests. It came from a page of this gallery: that has been checked. */
  readonly form: URLSearchParams;
  /** The hidden field that each form must hold; asking for it gives a visitor a cookie. */
  readonly csrf: Html;
  /** For `<style nonce>` and `<script nonce>`: other inline styles and scripts are not run. */
  readonly nonce: string;
  /** Null where the header was not sent. */
  header(name: string): string | null;
  /** Aborted when the plugin goes or time is up (10 s). */
  readonly signal: AbortSignal;
}

/** What a page answers; null is the gallery's own "not found", which tells nobody more. */
export type PageAnswer =
  /** A page in the gallery's frame: the theme's, or for `rail.admin` the administration's. `title` is its heading too. */
  | { readonly title: string; readonly html: Html; readonly status?: number }
  | { readonly json: Json; readonly status?: number }
  /** Seen as 303: what follows a form. A path of this gallery, or a whole address. */
  | { readonly redirect: string }
  /** `type` as in Content-Type. With `fileName`, browsers save it. */
  | { readonly body: string | Uint8Array | Readable; readonly type: string; readonly fileName?: string; readonly status?: number }
  | null;

export type PageHandler = (request: PageRequest) => Maybe<PageAnswer>;

/**
 * A path begins with `/`; `:name` stands for one segment and `*name` for the rest. One that begins with a path of the
 * manifest's `routes` is served as it is (capability `top-level-routes`), any other below `/p/<id>`. Errors become the
 * gallery's error page, a `GalleryError` with its own status and sentence. Who may see what, the plugin asks `rail.auth`.
 */
export interface Router {
  get(path: string, run: PageHandler): void;
  post(path: string, run: PageHandler): void;
  put(path: string, run: PageHandler): void;
  patch(path: string, run: PageHandler): void;
  delete(path: string, run: PageHandler): void;
}

export interface AdminPageOptions {
  /** In the menu of the administration; without it, the page stands in no menu. `%key%` is looked up in the plugin's texts. */
  readonly label?: string;
  /** Who may open it: webmasters only, or administrators too (default). */
  readonly for?: 'webmaster' | 'administrator';
}

/** Pages and actions below `/admin/p/<id>`; to everyone else they do not exist. */
export interface AdminPages {
  page(path: string, options: AdminPageOptions, run: PageHandler): void;
  /** What a form of such a page posts to. */
  action(path: string, options: Pick<AdminPageOptions, 'for'>, run: PageHandler): void;
}
