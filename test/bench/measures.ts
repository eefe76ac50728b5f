import type { Measure } from './measure.ts';
import { pages } from './measures/pages.ts';

/** In the order in which they run and stand in RESULTS.md. */
export const measures: readonly Measure[] = [pages];
