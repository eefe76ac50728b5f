import { GalleryError } from '@picturerail/sdk';

export const routeInvalid = (plugin: string, path: string, problem: string) =>
  new GalleryError('route-invalid', `The plugin "${plugin}" serves the path "${path}", which is none: ${problem}.`, { status: 500 });

export const routeTwice = (plugin: string, method: string, path: string) =>
  new GalleryError('route-twice', `The plugin "${plugin}" serves "${method} ${path}" twice; a path and its method have one page.`, { status: 500 });

export const routeNotAFunction = (plugin: string, method: string, path: string) =>
  new GalleryError('route-not-a-function', `The plugin "${plugin}" gives the page "${method} ${path}" something that is not a function.`, { status: 500 });

export const pathTaken = (plugin: string, path: string, by: string, claimed: string) =>
  new GalleryError(
    'path-taken',
    `The plugin "${plugin}" claims the path "${path}", but "${claimed}" belongs to ${by}. Deactivate one of the two, or claim another path in "routes".`,
    { status: 500 },
  );

export const labelNeedsAddress = (plugin: string, path: string) =>
  new GalleryError(
    'menu-needs-address',
    `The plugin "${plugin}" wants the page "${path}" in the menu, but a menu leads to one address: leave out "label", or serve a path without ":" and "*".`,
    { status: 500 },
  );

export const adminForNobody = (plugin: string, path: string, who: unknown) =>
  new GalleryError(
    'admin-for-nobody',
    `The plugin "${plugin}" serves the page "${path}" of the administration for "${String(who)}", which nobody is. Write "webmaster" or "administrator".`,
    { status: 500 },
  );

/** Shown to whoever asked for the page: it names no plugin. */
export const pageLate = (cause: unknown) =>
  new GalleryError('page-late', 'This page could not be made in time. Try again in a minute.', { status: 503, cause });
