import { defineOriginals } from './define-originals.ts';
import { definePurged } from './define-purged.ts';
import { defineRemake } from './define-remake.ts';
import type { Intake } from './intake.ts';

/** What this room leaves to jobs. */
export function defineIntakeJobs(intake: Intake): void {
  defineOriginals(intake);
  definePurged(intake);
  defineRemake(intake);
}
