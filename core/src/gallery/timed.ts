import type { Gallery } from './gallery.ts';
import type { StepKind } from './steps.ts';

/** Runs the work of one transaction, which returns how much it took on, and lets the size of the next one follow. */
export async function timed(g: Gallery, kind: StepKind, work: () => Promise<number>): Promise<number> {
  const begun = performance.now();
  const done = await work();
  g.steps.took(kind, done, performance.now() - begun);
  return done;
}
