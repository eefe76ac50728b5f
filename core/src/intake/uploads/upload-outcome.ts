import type { Taken } from '../arrival.ts';
import type { UploadOutcome } from './upload.ts';

/** As much of an arrival's fate as its sender is told. */
export const shortened = (taken: Taken): UploadOutcome => ('imageId' in taken ? { outcome: taken.outcome, imageId: taken.imageId } : taken);
