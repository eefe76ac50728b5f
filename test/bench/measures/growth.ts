import { startLoader } from '../load.ts';
import type { Measure } from '../measure.ts';
import { withBufferPool } from '../with-buffer-pool.ts';
import { growthAims, growthText } from './growth/growth-text.ts';
import { type Grown, measureGrowth } from './growth/measure-growth.ts';

/** The same pages of a small gallery and of a large one, in turns: what the machine does meanwhile, it does to both. */
export const growth: Measure = {
  name: 'growth',
  title: 'Growth',
  measure: async (bench) => {
    const loader = startLoader();
    const grown: Grown[] = [];
    try {
      for (const engine of bench.engines) {
        await withBufferPool(bench, engine, async () => {
          grown.push(...(await measureGrowth(bench, loader, engine)));
        });
      }
    } finally {
      loader.end();
    }
    return { text: growthText(grown, bench), aims: growthAims(grown) };
  },
};
