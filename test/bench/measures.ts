import type { Measure } from './measure.ts';
import { administration } from './measures/administration.ts';
import { changes } from './measures/changes.ts';
import { clients } from './measures/clients.ts';
import { coldPage } from './measures/cold-page.ts';
import { derivatives } from './measures/derivatives.ts';
import { growth } from './measures/growth.ts';
import { importing } from './measures/import.ts';
import { importBeside } from './measures/import-beside.ts';
import { importMemory } from './measures/import-memory.ts';
import { media } from './measures/media.ts';
import { pages } from './measures/pages.ts';
import { plugins } from './measures/plugins.ts';
import { signIns } from './measures/sign-ins.ts';

/** In the order in which they run and stand in RESULTS.md. */
export const measures: readonly Measure[] = [
  pages,
  growth,
  clients,
  changes,
  media,
  derivatives,
  coldPage,
  importing,
  importBeside,
  importMemory,
  plugins,
  administration,
  signIns,
];
