import { GalleryError } from '@picturerail/sdk';

export const notAllowed = (what: string, right: string) =>
  new GalleryError('not-allowed', `You may not ${what}: that takes the right "${right}" there.`, { status: 403, data: { right } });

export const statusNeeded = (what: string, status: string) =>
  new GalleryError('status-needed', `You may not ${what}: that is for a ${status}.`, { status: 403, data: { status } });
