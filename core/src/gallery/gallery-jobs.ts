import type { Jobs } from '#jobs';
import type { Gallery } from './gallery.ts';

/** What outlives a command: the background part of access changes, purges and renames. */
export function defineGalleryJobs(_g: Gallery, _jobs: Jobs): void {}
