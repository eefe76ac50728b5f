import type { Check, CheckOptions, Wrong } from '#doctor';
import { accessChangeJob, finishAccessChanges } from '../changes/finish-access-changes.ts';
import type { Gallery } from '../gallery.ts';
import { renamesJob } from '../originals/rename-later.ts';
import { firstRenames } from '../originals/renames-store.ts';
import { isAtWork } from './is-at-work.ts';
import { mendImage } from './mend-image.ts';
import { deleteNarrowing, openChanges, strayNarrowings } from './pending-store.ts';

/** What was begun and is left to nobody. */
export const checkPending = (g: Gallery): Check => ({
  name: 'changes that were begun',
  codes: {
    'change-idle': 'Changes of access were begun and no job will finish them; mended, they are finished.',
    'narrowing-left': 'Images are left out of lists of the gallery for a change of access that does not exist.',
    'renames-idle': 'Originals are to be renamed and no job will do it; mended, there is one. Where it failed, "jobs list --state failed" says why.',
  },
  async *run(options) {
    yield* checkChanges(g, options);
    yield* checkNarrowings(g, options);
    yield* checkRenames(g, options);
  },
});

/** Asked for before and after: a job that was at work in between has ended its change. */
async function* checkChanges(g: Gallery, { repair, signal }: CheckOptions): AsyncIterable<Wrong> {
  const before = new Set((await openChanges(g.database.read)).map(({ id }) => id));
  const idle = before.size > 0 && !(await isAtWork(g, accessChangeJob, accessChangeJob));
  const left = idle ? (await openChanges(g.database.read)).filter(({ id }) => before.has(id)) : [];
  if (repair) await finishAccessChanges(g, signal);
  for (const { albumId } of left) yield { code: 'change-idle', what: `album ${albumId}`, repaired: repair };
}

async function* checkNarrowings(g: Gallery, { repair }: CheckOptions): AsyncIterable<Wrong> {
  for (let found = await strayNarrowings(g.database.read); found.length > 0; found = await strayNarrowings(g.database.read)) {
    for (const { id } of found) {
      // Comes back into the lists only once it is in the right ones.
      if (repair) await mendImage(g, id);
      if (repair) await g.database.transaction((tx) => deleteNarrowing(tx, id));
      yield { code: 'narrowing-left', what: `image ${id}`, repaired: repair };
    }
    if (!repair) return;
  }
}

async function* checkRenames(g: Gallery, { repair }: CheckOptions): AsyncIterable<Wrong> {
  if (!g.jobs) return;
  const [before] = await firstRenames(g.database.read, 1);
  if (!before || (await isAtWork(g, renamesJob, renamesJob))) return;
  const [after] = await firstRenames(g.database.read, 1);
  if (after?.id !== before.id) return;
  if (repair) await g.jobs.add(null, renamesJob, null, { key: renamesJob });
  yield { code: 'renames-idle', what: after.from, repaired: repair };
}
