import { isGalleryError } from '@picturerail/sdk';
import type { Package } from '#kernel';
import { checkBatches } from './check-batches.ts';
import { checkOrder } from './check-order.ts';
import { checkStart } from './check-start.ts';
import { checkTheme } from './check-theme.ts';
import { checkThrows } from './check-throws.ts';
import { checkToggle } from './check-toggle.ts';
import { checkUpdate } from './check-update.ts';
import type { Finding } from './finding.ts';
import { openStage, type Stage } from './stage.ts';

/** What is tried in a running gallery, one after the other, with words for who waits. */
const trials: readonly (readonly [string, (stage: Stage) => Promise<readonly Finding[]>])[] = [
  ['asks once for all items of a page', checkBatches],
  ['works with others before and after it', checkOrder],
  ['can fail without harm', checkThrows],
  ['comes and goes without a trace', checkToggle],
  ['is updated and rolled back, with its data kept', checkUpdate],
];

export interface Told {
  begins(what: string): void;
  found(finding: Finding): void;
}

/** Tries a package in a gallery of its own. What it cannot do is told, one by one. */
export async function runChecks(one: Package, told: Told): Promise<void> {
  const tell = (findings: readonly Finding[]) => {
    for (const finding of findings) told.found(finding);
  };
  told.begins('can be installed');
  const stage = await opened(one, told);
  if (!stage) return;
  try {
    told.begins(one.kind === 'theme' ? 'shows the gallery' : 'starts, and shows pages');
    const first = one.kind === 'theme' ? await checkTheme(stage) : await checkStart(stage);
    tell(first);
    // What does not run cannot be tried any further.
    if (one.kind === 'theme' || first.some(({ check }) => check === 'start')) return;
    for (const [what, trial] of trials) {
      told.begins(what);
      tell(await trial(stage));
    }
  } finally {
    await stage.close();
  }
}

async function opened(one: Package, told: Told): Promise<Stage | null> {
  try {
    return await openStage(one);
  } catch (error) {
    if (!isGalleryError(error)) throw error;
    told.found({ check: 'start', problem: error.message, fix: 'Mend what the sentence names; then it can be installed.' });
    return null;
  }
}
