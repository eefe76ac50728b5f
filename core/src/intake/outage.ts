import { isGalleryError } from '@picturerail/sdk';
import type { NotTaken } from './arrival.ts';
import { diskRefused } from './errors.ts';
import type { Intake } from './intake.ts';

const diskCodes = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE']);

/** True where the next file would fail for the same reason: disk full, database gone. */
export const isOutage = (error: unknown): boolean => isGalleryError(error) && error.status === 503;

/** True where the disk takes no more, or the process may open no more files. */
export const isFullDisk = (error: unknown): boolean => diskCodes.has((error as NodeJS.ErrnoException | null)?.code ?? '');

/** What became of a file that our side could not store; an outage is thrown instead. */
export function storeFailed(i: Intake, fileName: string, error: unknown): NotTaken {
  if (isOutage(error)) throw error;
  if (isFullDisk(error)) throw diskRefused(error);
  const message = error instanceof Error ? error.message : String(error);
  // What the gallery refuses is nothing for its own log.
  if (!isGalleryError(error) || error.status >= 500) i.log.error('a file could not be stored', { fileName, err: error });
  return { outcome: 'failed', code: isGalleryError(error) ? error.code : 'intake-failed', reason: `It could not be stored: ${message}` };
}
