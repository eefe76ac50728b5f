import type { Log, Viewer } from '@picturerail/sdk';
import type { Database } from '#database';
import type { Jobs } from '#jobs';
import type { Hooks } from '#kernel';
import { type Access, createAccess } from './access/access.ts';
import { defineGalleryJobs } from './gallery-jobs.ts';
import type { Originals } from './originals/settle-renames.ts';
import { createPageStarts, type PageStarts } from './pages/page-starts.ts';
import { createSteps, type StepSizes, type Steps } from './steps.ts';

/** The command line and the gallery's own jobs: nobody who could be refused anything. */
export interface System {
  readonly system: true;
}
export const system: System = { system: true };

/** Who does something. */
export type Actor = Viewer | System;

/** Where notices and questions go: the kernel's hooks, as far as the domain needs them. */
export type DomainHooks = Pick<Hooks, 'notify' | 'decide'>;

export interface GalleryOptions {
  readonly database: Database;
  readonly log: Log;
  /** Without them nobody is told or asked. */
  readonly hooks?: DomainHooks;
  /** Takes the background part of access changes, purges and renames; without it they wait for {@link finishAccessChanges} and its siblings. */
  readonly jobs?: Jobs;
  /** Where originals lie, for renaming what albums were renamed to. */
  readonly originals?: Originals;
  /** Epoch ms; default `Date.now`. */
  readonly clock?: () => number;
  /** How much one transaction of work that is cut up takes on; what is not given follows the machine. */
  readonly stepSizes?: Partial<StepSizes>;
}

/** What the functions of this room take first. */
export interface Gallery extends GalleryOptions {
  readonly clock: () => number;
  /** Lists, audiences and visibilities in memory, and what each viewer may see of them: `access.sync(revision)` with each request. */
  readonly access: Access;
  /** How much one transaction of changes, purges and sorting takes on. */
  readonly steps: Steps;
  /** Where pages far into albums began a moment ago. */
  readonly pageStarts: PageStarts;
}

export function createGallery(options: GalleryOptions): Gallery {
  const { database, clock = Date.now } = options;
  const steps = createSteps(database.dialect, options.stepSizes);
  const gallery: Gallery = { ...options, clock, steps, access: createAccess(database, clock), pageStarts: createPageStarts({ clock }) };
  if (gallery.jobs) defineGalleryJobs(gallery, gallery.jobs);
  return gallery;
}
