import { GalleryError } from '@picturerail/sdk';

export const badKey = (key: string, why: string) =>
  new GalleryError('storage-key-invalid', `The storage key ${JSON.stringify(key.slice(0, 200))} cannot be used: ${why}.`, { status: 500 });

/** A file system's refusal, in words for the person who can do something about it. */
export function storageFailed(verb: string, key: string, cause: unknown): GalleryError {
  const told = (why: string) => `"${key}" could not be ${verb}: ${why}.`;
  switch ((cause as NodeJS.ErrnoException | null)?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new GalleryError('storage-full', told('the disk is full; free some space'), { status: 503, cause });
    case 'EROFS':
      return new GalleryError('storage-read-only', told('the disk is mounted read-only'), { status: 503, cause });
    case 'EACCES':
    case 'EPERM':
      return new GalleryError('storage-forbidden', told('the server may not do that; check owner and permissions of the data directory'), {
        status: 503,
        cause,
      });
    case 'ENAMETOOLONG':
      return new GalleryError('storage-path-long', told('its path is longer than the file system takes; shorten the titles of the albums above it'), {
        status: 409,
        cause,
      });
    case 'EMFILE':
    case 'ENFILE':
      return new GalleryError('storage-busy', told('too many files are open; raise the limit of open files'), { status: 503, cause });
    default:
      return new GalleryError('storage-failed', told(cause instanceof Error ? cause.message : String(cause)), { status: 500, cause });
  }
}

export const keyTaken = (key: string) =>
  new GalleryError('storage-key-taken', `Nothing was renamed to "${key}": something with that name is there already.`, { status: 409 });

export const originalGone = () => new GalleryError('storage-original-gone', 'The original is not where it was stored.', { status: 404 });

export const outsideRoot = (relative: string) =>
  new GalleryError('storage-outside-root', `The original "${relative}" is reached through a link now; what lies behind links is not served.`, { status: 404 });
