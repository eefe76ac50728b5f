import { GalleryError } from '@picturerail/sdk';

export const albumUnknown = (id: number) => new GalleryError('album-unknown', `There is no album "${id}".`, { status: 404 });

export const albumTrashed = (id: number, what: string) =>
  new GalleryError('album-in-trash', `The album "${id}" is in the trash: restore it before you ${what}.`, { status: 409 });

export const albumNotTrashed = (title: string) =>
  new GalleryError('album-not-in-trash', `The album "${title}" is not in the trash as a whole; only what is there can be restored or purged.`, { status: 409 });

export const albumInsideItself = (title: string, into: string) =>
  new GalleryError('album-inside-itself', `The album "${title}" cannot be moved into "${into}": that is the album itself or lies below it.`, { status: 409 });

export const albumTooDeep = (title: string) =>
  new GalleryError('album-too-deep', `The album "${title}" would lie too deep; put it into an album nearer to the top.`, { status: 409 });

export const albumTitleEmpty = () =>
  new GalleryError('album-title-empty', 'The title of the album is empty; give at least one visible character.', { data: { field: 'title' } });

export const albumTitleLong = (title: string) =>
  new GalleryError('album-title-long', `The title "${title.slice(0, 40)}…" is longer than 500 characters.`, { data: { field: 'title' } });

export const sortRuleUnknown = (rule: string) =>
  new GalleryError('album-sort-unknown', `Images cannot be sorted by "${rule}"; use taken, taken-desc, added, added-desc, name, natural or manual.`, {
    data: { field: 'sort' },
  });

export const albumNotManual = (title: string) =>
  new GalleryError('album-not-sorted-by-hand', `The images of "${title}" follow another rule; choose the sort rule "manual" before you order them by hand.`, {
    status: 409,
  });

export const rootAccessFixed = () =>
  new GalleryError('root-access-fixed', 'Who sees new albums is decided before the first album is made; change the albums now.', { status: 409 });

export const coverUnknown = (imageId: number) =>
  new GalleryError('album-cover-unknown', `The image "${imageId}" cannot be the cover: there is no such image in the album or below it.`, { status: 404 });

export const albumNotBeside = (title: string, otherId: number) =>
  new GalleryError('album-not-beside', `"${title}" cannot be put before the album "${otherId}": that does not lie in the same album; reload the page.`, {
    status: 409,
  });
