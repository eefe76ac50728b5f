/**
 * What plugins and themes of Picturerail may import, and all they may import.
 *
 * Read in this order: {@link definePlugin} and {@link Rail} (what `setup` receives), `hooks.ts` (every place where the
 * gallery can be changed, a line each), `slots.ts` (named places in pages), `providers.ts` (strategies a webmaster
 * chooses between), `manifest.ts` (the `picturerail` key of package.json), `theme.ts` (what templates receive).
 */

export type * from './cache.ts';
export type * from './commands.ts';
export { type ErrorDetails, GalleryError, isGalleryError } from './errors.ts';
export { coreHooks, coreSlots, type HookTraits } from './hook-traits.ts';
export type * from './hooks.ts';
export { type Html, html, isHtml, raw } from './html.ts';
export type * from './images.ts';
export type * from './json.ts';
export type * from './mail.ts';
export type * from './manifest.ts';
export type * from './media.ts';
export type * from './own-hooks.ts';
export { definePlugin, type Lifecycle, type Plugin } from './plugin.ts';
export type * from './providers.ts';
export type * from './rail.ts';
export type * from './rights.ts';
export type * from './routes.ts';
export type * from './services.ts';
export type * from './sign-in.ts';
export type * from './slots.ts';
export type * from './storage.ts';
export type * from './tables.ts';
export type * from './theme.ts';
export type * from './viewer.ts';
/** The version of this API. A manifest's `api` range is held against it. */
export const apiVersion = '0.2.11';
