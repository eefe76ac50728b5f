import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPipeline, type PipelineOptions } from './pipeline.ts';

function recorded(options: Partial<PipelineOptions<number, number>> = {}) {
  const batches: number[][] = [];
  const discarded: number[] = [];
  let running = 0;
  let most = 0;
  const pipeline = createPipeline<number, number>({
    limit: 4,
    batch: 10,
    heavy: 1_000,
    prepare: async (item) => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      return item;
    },
    settle: async (batch) => {
      await turn();
      batches.push(batch);
    },
    weigh: () => 1,
    discard: async (item) => void discarded.push(item),
    ...options,
  });
  return { pipeline, batches, discarded, most: () => most };
}

describe('the pipeline of an import', () => {
  it('settles everything once, however much is submitted', async () => {
    const { pipeline, batches, most } = recorded();
    for (let item = 0; item < 257; item += 1) await pipeline.submit(item);
    await pipeline.drain();
    expect(batches.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 257 }, (_, item) => item));
    expect(most()).toBe(4);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(20);
  });

  it('does not wait for a full batch when nothing more comes', async () => {
    const { pipeline, batches } = recorded();
    await pipeline.submit(1);
    await pipeline.drain();
    expect(batches).toEqual([[1]]);
  });

  it('settles a heavy batch early', async () => {
    const { pipeline, batches } = recorded({ weigh: () => 600 });
    for (let item = 0; item < 12; item += 1) await pipeline.submit(item);
    await pipeline.drain();
    expect(batches.length).toBeGreaterThan(1);
  });

  it('stops at the first failure, and discards what was prepared after it', async () => {
    const { pipeline, batches, discarded } = recorded({
      prepare: async (item) => {
        await turn();
        if (item === 3) throw new Error('the disk is full');
        if (item > 3) await turn();
        return item;
      },
    });
    const submitting = (async () => {
      for (let item = 0; item < 40; item += 1) await pipeline.submit(item);
    })();
    await expect(submitting).rejects.toThrow('the disk is full');
    await expect(pipeline.drain()).rejects.toThrow('the disk is full');
    expect([...batches.flat(), ...discarded].length).toBeLessThan(12);
    expect(discarded.every((item) => !batches.flat().includes(item))).toBe(true);
  });

  it('reports a batch that could not be settled', async () => {
    const { pipeline } = recorded({ settle: () => Promise.reject(new Error('the database is gone')) });
    await pipeline.submit(1);
    await expect(pipeline.drain()).rejects.toThrow('the database is gone');
  });
});
