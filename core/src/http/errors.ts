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

export const bodyIncomplete = () => new GalleryError('body-incomplete', 'The connection ended before the whole form was there.', { status: 400 });

export const methodNotAllowed = (method: string, path: string) =>
  new GalleryError('method-not-allowed', `"${method}" cannot be used on "${path}"; the header Allow says what can.`, { status: 405 });

export const methodUnknown = (method: string) => new GalleryError('method-unknown', `There is no method "${method}" here.`, { status: 501 });

export const notSetUp = () =>
  new GalleryError('not-set-up', 'This gallery has not been set up yet. The link for that stands in the log of the server.', { status: 503 });

export const rangeUnsatisfiable = (bytes: number) =>
  new GalleryError('range-unsatisfiable', `The range that was asked for lies outside the ${bytes} bytes of this file.`, { status: 416, data: { bytes } });

export const loginLinkVoid = () => new GalleryError('login-link-void', 'This link has been used or is too old. Ask for a new one.', { status: 404 });

export const databaseSilent = (seconds: number) =>
  new GalleryError('database-unreachable', `The database has not answered for ${seconds} seconds; look whether its server is overloaded or hangs.`, {
    status: 503,
  });
