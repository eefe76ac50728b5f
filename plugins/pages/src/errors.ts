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

export const addressInvalid = (address: string) =>
  new GalleryError(
    'pages.address-invalid',
    `"${address}" is no address a menu can lead to; use a path of this gallery, such as "/albums/12", or one that begins with https://, http:// or mailto:.`,
    { data: { field: 'address', address } },
  );

export const nameMissing = () =>
  new GalleryError('pages.name-missing', 'An entry that leads to an address was to be saved without a name; give it one, for all languages.', {
    data: { field: 'name' },
  });

export const nameLong = (most: number) =>
  new GalleryError('pages.name-long', `The name of an entry was to have more than ${most} characters; shorten it.`, { data: { field: 'name', most } });

export const menuTooDeep = () =>
  new GalleryError('pages.menu-too-deep', 'An entry with others below it was to stand below another one; a menu has two levels, move those others first.', {
    data: { field: 'parent' },
  });

export const entryUnknown = (id: number) =>
  new GalleryError('pages.entry-unknown', `There is no menu entry "${id}"; look at the list which there are.`, { status: 404 });

export const nothingToBringBack = () =>
  new GalleryError('pages.nothing-to-bring-back', 'There is no menu entry left to bring back; add it anew.', { status: 409 });

export const nothingToUndo = () =>
  new GalleryError('pages.nothing-to-undo', 'There is no change of this text page left to undo; write it anew.', { status: 409 });
