import { GalleryError } from '@picturerail/sdk';

export const badKey = (key: string, why: string) =>
  new GalleryError('storage-key-invalid', `The storage key ${JSON.stringify(key.slice(0, 200))} cannot be used: ${why}.`, { status: 500 });

export const storageFailed = (verb: string, key: string, cause: unknown) => {
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? '';
  return new GalleryError(`storage-${outages[code]?.code ?? 'failed'}`, `"${key}" could not be ${verb}: ${outages[code]?.why ?? messageOf(cause)}.`, {
    status: code in outages ? 503 : 500,
    cause,
  });
};

/** What the disk says no to, in words for the person who can do something about it. */
const outages: { readonly [code: string]: { readonly code: string; readonly why: string } } = {
  ENOSPC: { code: 'full', why: 'the disk is full; free some space' },
  EDQUOT: { code: 'full', why: 'the disk quota is used up; free some space' },
  EROFS: { code: 'read-only', why: 'the disk is mounted read-only' },
  EACCES: { code: 'forbidden', why: 'the server may not write there; check owner and permissions of the data directory' },
  EPERM: { code: 'forbidden', why: 'the server may not write there; check owner and permissions of the data directory' },
  EMFILE: { code: 'busy', why: 'too many files are open; raise the limit of open files' },
};

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

export const keyTaken = (key: string) =>
  new GalleryError('storage-key-taken', `Nothing was renamed to "${key}": something with that name is there already.`, { status: 409 });
