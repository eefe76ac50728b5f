import { GalleryError } from '@picturerail/sdk';

export const signInRefused = () => new GalleryError('sign-in-refused', 'The name or the password is wrong.', { status: 401 });

export const signInTooOften = (retryAfter: number) =>
  new GalleryError('sign-in-too-often', `Too many attempts; try again in ${retryAfter} seconds.`, { status: 429, data: { retryAfter } });

export const loginLinkInvalid = () => new GalleryError('login-link-invalid', 'This link has been used or has expired; ask for a new one.', { status: 410 });

export const setupTokenInvalid = () =>
  new GalleryError('setup-token-invalid', 'This setup link has been used or has expired. Restart the gallery: its log prints a new one.', { status: 410 });

export const setupDone = () => new GalleryError('setup-done', 'This gallery has been set up already; sign in instead.', { status: 409 });

export const accountUnknown = (id: number) => new GalleryError('user-unknown', `There is no user with the number "${id}".`, { status: 404 });

export const accountCannotSignIn = (name: string) =>
  new GalleryError('user-deactivated', `"${name}" is deactivated and cannot sign in; activate the account first.`, { status: 409 });
