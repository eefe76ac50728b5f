import type { Rail } from '@picturerail/sdk';
import { backfillImages } from './backfill-images.ts';
import type { Intake } from './intake.ts';

/** `rail.images`. */
export const imagesContribution =
  (intake: Intake) =>
  ({ signal }: { readonly signal: AbortSignal }): Pick<Rail, 'images'> => ({
    images: { backfill: (options) => backfillImages(intake, { ...options, signal: options.signal ? AbortSignal.any([options.signal, signal]) : signal }) },
  });
