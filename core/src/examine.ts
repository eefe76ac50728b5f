import { configChecks } from '#config';
import { databaseChecks } from '#database';
import { type Examination, type Finding, runChecks } from '#doctor';
import { galleryChecks } from '#gallery';
import { intakeChecks } from '#intake';
import { jobsChecks } from '#jobs';
import { mediaChecks } from '#media';
import type { House } from './house.ts';

/**
 * Works out anew all that a gallery keeps twice, and looks for what nobody needs or misses; what `doctor` does. It runs
 * beside a server or without one, and what it returns was truly wrong when it was found. With `repair` it mends what can
 * be mended without losing anything.
 */
export function examine(house: House, options: Examination = {}): Promise<Finding[]> {
  const plugins = new Set(house.discovery.packages.map(({ id }) => id));
  const checks = [
    ...configChecks(house.config),
    ...databaseChecks(house.database),
    ...jobsChecks({ ...house, plugins }),
    ...galleryChecks(house.gallery),
    ...intakeChecks(house.intake),
    ...mediaChecks(house),
  ];
  return runChecks(checks, options);
}
