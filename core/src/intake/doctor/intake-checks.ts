import type { Check } from '#doctor';
import type { Intake } from '../intake.ts';
import { checkArrivals } from './check-arrivals.ts';
import { checkOriginals } from './check-originals.ts';
import { checkStrayFiles } from './check-stray-files.ts';

/** What was cut off first, because it explains files; files before images, because they may be given back to them. */
export const intakeChecks = (i: Intake): Check[] => [checkArrivals(i), checkStrayFiles(i), checkOriginals(i)];
