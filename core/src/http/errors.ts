import { GalleryError } from '@picturerail/sdk';

/** The one answer for what does not exist and for what this viewer may not see. */
export const pageNotFound = () => new GalleryError('page-not-found', 'There is nothing here, or nothing that you may see.', { status: 404 });

export const hostUnknown = (host: string) =>
  new GalleryError('host-unknown', `This gallery does not answer for "${host}"; use the address in BASE_URL.`, { status: 421 });

export const forgedRequest = () =>
  new GalleryError('request-forged', 'This form was not sent from a page of this gallery, or that page is too old. Go back, reload it, and send it again.', {
    status: 403,
  });

export const bodyTooLarge = (limit: number) => new GalleryError('body-too-large', `A form was sent with more than ${limit} bytes.`, { status: 413 });

export const bodyUnsupported = (type: string) =>
  new GalleryError('body-unsupported', `A form was sent as "${type}"; it has to be application/x-www-form-urlencoded.`, { status: 415 });

export const uploadTooBig = (name: string, mebibytes: number) =>
  new GalleryError('upload-too-big', `The file "${name}" is bigger than ${mebibytes} MiB; nothing of it was kept.`, { status: 413, data: { name, mebibytes } });

export const proposalGone = () =>
  new GalleryError('proposal-gone', 'This has been done already, or it was planned more than an hour ago. Look how it stands now, and begin again.', {
    status: 404,
  });

export const notConfirmed = (id: string) =>
  new GalleryError('deletion-not-confirmed', `The data of "${id}" were not deleted, and nothing else was changed: for that, type "${id}" into the field.`, {
    data: { id },
  });

export const nameNotTyped = (name: string) =>
  new GalleryError('name-not-typed', `Nothing was removed; type "${name}" into the field for that.`, { data: { field: 'confirm', name } });

export const memberUnknown = (name: string) =>
  new GalleryError('member-unknown', `There is no user "${name}"; type the name as it stands in the list of users.`, {
    status: 404,
    data: { field: 'member', name },
  });

export const releaseNotAgreed = (id: string) =>
  new GalleryError('release-not-agreed', `What "${id}" protects stays withheld: to show it to everyone who may see it, tick that you want that.`, {
    data: { id },
  });

export const nothingChosen = () =>
  new GalleryError(
    'nothing-chosen',
    'Nothing was named and no file was chosen: give the name of a package such as "@acme/picturerail-prints", or a file that ends with ".tgz".',
  );

export const bodyIncomplete = () => new GalleryError('body-incomplete', 'The connection ended before the whole form was there.', { status: 400 });

export const methodNotAllowed = (method: string, path: string) =>
  new GalleryError('method-not-allowed', `"${method}" cannot be used on "${path}"; the header Allow says what can.`, { status: 405 });

export const methodUnknown = (method: string) => new GalleryError('method-unknown', `There is no method "${method}" here.`, { status: 501 });

export const notSetUp = () =>
  new GalleryError('not-set-up', 'This gallery has not been set up yet. The link for that stands in the log of the server.', { status: 503 });

export const rangeUnsatisfiable = (bytes: number) =>
  new GalleryError('range-unsatisfiable', `The range that was asked for lies outside the ${bytes} bytes of this file.`, { status: 416, data: { bytes } });

export const previewOver = () =>
  new GalleryError('preview-over', 'This preview is over; begin it again on the page of the user, the group or the album.', { status: 404 });

export const previewReadsOnly = () => new GalleryError('preview-reads-only', 'A preview only shows the gallery; end it to change anything.', { status: 403 });

export const loginLinkVoid = () => new GalleryError('login-link-void', 'This link has been used or is too old. Ask for a new one.', { status: 404 });

export const databaseSilent = (seconds: number) =>
  new GalleryError('database-unreachable', `The database has not answered for ${seconds} seconds; look whether its server is overloaded or hangs.`, {
    status: 503,
  });

export const nobodyCalled = (kind: 'user' | 'group', name: string) =>
  new GalleryError('nobody-called', `There is no ${kind} called "${name}"; nothing was changed. Choose a name from the list, or make the ${kind} first.`, {
    data: { name, reason: kind },
  });

export const dayWrong = (typed: string) =>
  new GalleryError('day-wrong', `"${typed}" is no day and time; write them as 2024-05-01 or 2024-05-01T18:30, or nothing where they are unknown.`, {
    data: { value: typed },
  });

export const notAgreed = () => new GalleryError('not-agreed', 'Nothing was deleted. Tick first that you want it: it cannot be taken back.');
