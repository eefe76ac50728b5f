import type { Log } from '@picturerail/sdk';
import type { Database } from '#database';
import type { Gallery } from '#gallery';
import type { Jobs } from '#jobs';
import type { Kernel } from '#kernel';
import type { Media } from '#media';
import type { CoreSettings } from '#settings';
import type { Storage } from '#storage';

export interface IntakeOptions {
  readonly database: Database;
  readonly gallery: Gallery;
  readonly media: Media;
  readonly storage: Storage;
  readonly hooks: Pick<Kernel['hooks'], 'filter' | 'used'>;
  readonly jobs: Jobs;
  readonly settings: () => Promise<Pick<CoreSettings, 'uploadMegabytes'>>;
  readonly log: Log;
  /** Epoch ms; default `Date.now`. */
  readonly clock?: () => number;
}

/** What the use cases of this room work with. */
export interface Intake extends IntakeOptions {
  readonly clock: () => number;
}

export const createIntake = (options: IntakeOptions): Intake => ({ clock: Date.now, ...options });
