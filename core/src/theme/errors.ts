import { GalleryError } from '@picturerail/sdk';

export const themeUnknown = (id: string, known: readonly string[]) =>
  new GalleryError('theme-unknown', `There is no theme "${id}". Installed are: ${known.join(', ') || 'none'}.`, { status: 404 });

export const themeUnusable = (id: string, problem: string) =>
  new GalleryError('theme-unusable', `The theme "${id}" cannot be used: ${problem}`, { status: 409 });

export const templateFailed = (theme: string, template: string, cause: unknown) =>
  new GalleryError('theme-template-failed', `The page could not be made: the template "${template}" of the theme "${theme}" failed.`, { status: 500, cause });

export const assetUnknown = (owner: string, path: string) =>
  new GalleryError('asset-unknown', `"${owner}" has no file "${path}" among its assets; paths are relative to its assets folder.`, { status: 500 });
