import { GalleryError } from '@picturerail/sdk';
import { printable } from './import/source-name.ts';

const because = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

/** What the system says, without the path it says it of: that may hold anything. */
const withoutPath = (message: string) => message.replace(/^([A-Z\d_]+: .*?), [a-z]+ ['"].*$/s, '$1');

export const uploadRefused = (albumId: number) =>
  new GalleryError('intake-not-allowed', `You may not add images to the album "${albumId}"; ask somebody who manages it for the right to upload.`, {
    status: 403,
  });

export const claimsLost = () =>
  new GalleryError('intake-claims-lost', 'This process was stopped for so long that another one took over what it was storing; run it again.', { status: 503 });

export const folderUnreadable = (folder: string, cause: unknown) => {
  const absent = (cause as NodeJS.ErrnoException | null)?.code === 'ENOENT';
  return new GalleryError(
    'import-folder',
    absent ? `There is no folder "${folder}"; check the path.` : `The folder "${folder}" cannot be read: ${because(cause)}.`,
    { cause },
  );
};

export const notAFolder = (folder: string) => new GalleryError('import-not-a-folder', `"${folder}" is a file; name the folder it lies in.`);

export const insideData = (folder: string) =>
  new GalleryError('import-own-data', `"${folder}" lies in the gallery's own data folder; import the folder your pictures came from.`);

export const aroundData = (folder: string, dataDir: string) =>
  new GalleryError(
    'import-around-data',
    `"${folder}" cannot be imported in place, because the gallery's own data lies in it ("${dataDir}"); name the folder that holds only your pictures.`,
  );

export const copiedBefore = (folder: string) =>
  new GalleryError('import-copied-before', `"${folder}" was imported by copying, and the gallery holds copies of its pictures; leave out --in-place to go on.`);

export const inPlaceBefore = (folder: string) =>
  new GalleryError('import-in-place-before', `"${folder}" was imported in place, and its pictures stay there; add --in-place to go on.`);

export const intoBefore = (folder: string, album: string | null) =>
  new GalleryError(
    'import-into-before',
    `"${folder}" was imported in place ${album === null ? 'without --into' : `into the album "${album}"`}; import it the same way again, so that albums can follow its folders.`,
  );

export const reportUnwritable = (file: string, cause: unknown) =>
  new GalleryError('import-report', `The report "${file}" cannot be written: ${because(cause)}.`, { cause });

/** Reasons for files that cannot be read, for people. */
const unreadable: { readonly [code: string]: string } = {
  ENOENT: 'It vanished before it could be read.',
  EACCES: 'You may not read it; check its permissions.',
  EPERM: 'You may not read it; check its permissions.',
  ELOOP: 'It is a link; links are not followed.',
  EIO: 'The disk reports an error; make a copy of it while you can.',
  ENXIO: 'It is a device or pipe, not a file.',
  ENAMETOOLONG: 'Its path is longer than the system reads; shorten the names of the folders above it.',
  ESTALE: 'The network drive lost it; try again.',
};

export const whyUnreadable = (cause: unknown): string =>
  unreadable[(cause as NodeJS.ErrnoException | null)?.code ?? ''] ??
  `It cannot be read: ${withoutPath((cause as Partial<Error> | null)?.message ?? String(cause))}.`;

export const diskRefused = (cause: unknown) =>
  new GalleryError('intake-disk', `The data folder cannot take more: ${because(cause)}. Free some space or limits, and run it again.`, { status: 503, cause });

export const unsettled = (cause: unknown) =>
  new GalleryError(
    'intake-unsettled',
    `The database went away while images were being stored: ${because(cause)}. What was not finished is cleared up by the next run.`,
    {
      status: 503,
      cause,
    },
  );

export const noAlbumToFill = () =>
  new GalleryError('import-no-album', 'The album that was to take the pictures is not there any more; restore it from the trash, or choose another one.', {
    status: 404,
  });

export const noPicture = () => new GalleryError('intake-no-picture', 'It is not a picture.');

export const damagedOnTheWay = () =>
  new GalleryError('upload-damaged', 'What arrived is not what was sent: its SHA-256 is another one. Send the file again.', { status: 400 });

export const signInToUpload = () =>
  new GalleryError('upload-signed-out', 'Nobody is signed in here any more; sign in and choose the files again: nothing is sent twice.', { status: 401 });

export const uploadNowhere = () =>
  new GalleryError('upload-nowhere', 'There is no such album, or none that you may see; choose one that is shown to you.', { status: 404 });

export const uploadUnknown = () => new GalleryError('upload-unknown', 'There is no such upload, or it has expired; choose the file again.', { status: 404 });

export const uploadOffset = (offset: number) =>
  new GalleryError('upload-offset', `This part does not begin where the upload stands; go on at byte "${offset}".`, { status: 409, data: { offset } });

export const uploadIncomplete = (offset: number, bytes: number) =>
  new GalleryError('upload-incomplete', `Of ${bytes} bytes ${offset} are here; send the others first.`, { status: 409, data: { offset, bytes } });

export const uploadBusy = () => new GalleryError('upload-busy', 'This upload is being taken in just now; ask again in a moment.', { status: 409 });

export const emptyUpload = (name: string) =>
  new GalleryError('upload-empty', `The file "${printable(name)}" is empty; choose one that holds a picture.`, { data: { name: printable(name) } });

export const lengthUnreadable = (name: string) =>
  new GalleryError('upload-length', `How long the file "${printable(name)}" is was not said; it has to be a number of bytes.`, {
    data: { name: printable(name) },
  });

export const digestUnreadable = (digest: string) =>
  new GalleryError('upload-digest', `"${printable(digest.slice(0, 80))}" is no SHA-256; it has to be 64 digits from 0 to f.`);

export const uploadTooLarge = (name: string, most: number) => {
  const data = { name: printable(name), megabytes: Math.floor(most / 1_000_000) };
  return new GalleryError('upload-too-large', `The file "${data.name}" is larger than ${data.megabytes} MB; nothing of it was sent.`, { status: 413, data });
};

export const tooManyUploads = (most: number) =>
  new GalleryError('upload-too-many', `${most} files of yours are on their way already; let some of them arrive, or stop them.`, {
    status: 429,
    data: { most },
  });

export const noRoom = () => new GalleryError('upload-no-room', 'There is no room for this on the disk of the gallery; tell its webmaster.', { status: 507 });
