import { GalleryError } from '@picturerail/sdk';

export const badEnvironment = (sentences: readonly string[]) =>
  new GalleryError('config-invalid', `The environment is not right: ${sentences.join(' ')} .env.example lists every variable.`, { status: 500 });

export const badSecretKey = (file: string) =>
  new GalleryError(
    'config-secret-key',
    `The secret key in "${file}" is not 64 hexadecimal digits. Restore it from a backup; a new one would sign everybody out and make stored secrets unreadable.`,
    { status: 500 },
  );

export const unwritableDataDir = (dir: string, cause: unknown) =>
  new GalleryError('config-data-dir', `The folder "${dir}" (DATA_DIR) cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`, {
    status: 500,
    cause,
  });
