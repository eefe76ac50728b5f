import { GalleryError } from '@picturerail/sdk';

export const notAllowed = () =>
  new GalleryError('pages.not-allowed', 'Only those who administer the gallery may change its text pages and menus; ask one of them.', { status: 403 });

export const pageUnknown = (id: number) =>
  new GalleryError('pages.unknown', `There is no text page "${id}"; look whether it is in the trash.`, { status: 404 });

export const titleMissing = () =>
  new GalleryError('pages.title-missing', 'A text page was to be saved without a title; the first title, for all languages, has to be there.', {
    data: { field: 'title' },
  });

export const titleLong = (most: number) =>
  new GalleryError('pages.title-long', `The title of a text page was to have more than ${most} characters; shorten it.`, { data: { field: 'title', most } });

export const textLong = (most: number) =>
  new GalleryError('pages.text-long', `A text page was to have more than ${most} characters; split it into two pages.`, { data: { field: 'text', most } });

export const slugInvalid = (slug: string) =>
  new GalleryError('pages.slug-invalid', `"${slug}" cannot be the address of a text page; use small letters, digits and single dashes, 100 at most.`, {
    data: { field: 'slug', slug },
  });

export const slugTaken = (slug: string) =>
  new GalleryError('pages.slug-taken', `The address "${slug}" belongs to another text page; choose another one.`, { data: { field: 'slug', slug } });

export const audienceEmpty = () =>
  new GalleryError('pages.audience-empty', 'A text page was to be shown to nobody; choose at least one group or status, or make it a draft.', {
    data: { field: 'who' },
  });

export const nothingToUndo = () =>
  new GalleryError('pages.nothing-to-undo', 'There is no change of this text page left to undo; write it anew.', { status: 409 });
