import type { Measure } from './measure.ts';
import { changes } from './measures/changes.ts';
import { clients } from './measures/clients.ts';
import { importing } from './measures/import.ts';
import { pages } from './measures/pages.ts';

/** In the order in which they run and stand in RESULTS.md. */
export const measures: readonly Measure[] = [pages, clients, changes, importing];
