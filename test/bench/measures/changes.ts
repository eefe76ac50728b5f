import type { Measure } from '../measure.ts';
import { withBufferPool } from '../with-buffer-pool.ts';
import { changesAims, changesText } from './changes/changes-text.ts';
import { type EngineChanged, measureChanges } from './changes/measure-changes.ts';

/** What changes of access and place cost, and those who read meanwhile, in the largest gallery. */
export const changes: Measure = {
  name: 'changes',
  title: 'Changes of who sees what',
  measure: async (bench) => {
    const images = Math.max(...bench.sizes);
    const measured: EngineChanged[] = [];
    for (const engine of bench.engines) await withBufferPool(bench, engine, async () => void measured.push(await measureChanges(bench, engine, images)));
    return { text: changesText(measured), aims: changesAims(measured) };
  },
};
