import { GalleryError } from '@picturerail/sdk';

export const jobNameInvalid = (name: string) =>
  new GalleryError('job-name-invalid', `A job is named "${name}"; a name is lower-case words joined by ".", ":" or "-", at most 120 characters.`, {
    status: 500,
  });

export const jobDefinedTwice = (plugin: string, name: string) =>
  new GalleryError(`${plugin}.job-defined-twice`, `The plugin "${plugin}" defines the job "${name}" twice; each name is defined once.`, { status: 500 });

export const jobKeyTooLong = (name: string, key: string) =>
  new GalleryError('job-key-too-long', `A job "${name}" was added with a key of ${key.length} characters ("${key.slice(0, 40)}..."); at most 190 are kept.`, {
    status: 500,
  });

export const jobPayloadInvalid = (name: string) =>
  new GalleryError('job-payload-invalid', `A job "${name}" was added with a payload that is not JSON; give it null, numbers, texts, lists and plain objects.`, {
    status: 500,
  });

export const jobTimedOut = (name: string, ms: number) =>
  new GalleryError('job-timed-out', `The job "${name}" took longer than ${Math.round(ms / 1000)} seconds and was ended.`, { status: 500 });

export const foreignTransaction = (plugin: string) =>
  new GalleryError(
    `${plugin}.job-transaction`,
    `The plugin "${plugin}" added a job with a "tx" that is not one of rail.db.transaction; pass on the tables it was given.`,
    {
      status: 500,
    },
  );

/** Sentences kept with a job whose process ended under it. */
export const died = 'The process that ran it ended without a word.';
export const diedTooOften = (attempts: number) => `The process that ran it ended without a word, or it failed, ${attempts} times; it may be what ends it.`;
