import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Engine, MeasureTask, RenderTask } from '../engine/engine.ts';
import { damaged } from '../errors.ts';
import { limits } from '../testing.ts';
import { answerOf } from './serve-decoding.ts';

const picture = { file: '/a.jpg', mime: 'image/jpeg', name: 'JPEG image', limits };
const measure: MeasureTask = { kind: 'measure', ...picture };
const render = (operation: 'crop' | 'composite'): RenderTask => ({
  kind: 'render',
  ...picture,
  upright: { width: 1, height: 1 },
  format: 'jpeg',
  quality: 80,
  sizes: [{ name: '320', fit: 'inside', width: 1, height: 1, steps: [{ operation, options: {} }], target: '/out' }],
  files: {},
});

/** An engine that can crop, and does otherwise as it is told. */
const engine = (work: () => Promise<never>): Engine => ({ name: 'test', operations: new Set(['crop']), measure: work, blocks: work, render: work });

describe('a decode process answers each task', () => {
  test('with what the engine found', async () => {
    const answer = await answerOf(
      engine(async () => 'found' as never),
      measure,
    );
    expect(answer).toMatchObject({ result: 'found', spent: false });
    expect(answer.rssMb).toBeGreaterThan(10);
    expect(
      await answerOf(
        engine(async () => 'blocks' as never),
        { ...measure, kind: 'blocks' },
      ),
    ).toMatchObject({ result: 'blocks' });
    expect(
      await answerOf(
        engine(async () => null as never),
        render('crop'),
      ),
    ).toMatchObject({ result: null });
  });

  test('with the refusal of the engine, or with a fault', async () => {
    expect(
      await answerOf(
        engine(() => Promise.reject(damaged('JPEG image', 'it is cut off'))),
        measure,
      ),
    ).toMatchObject({
      refused: { code: 'media-damaged', message: 'The JPEG image is damaged: it is cut off.', status: 400 },
    });
    expect(
      await answerOf(
        engine(() => Promise.reject(new TypeError('x is not a function'))),
        measure,
      ),
    ).toMatchObject({
      refused: { code: 'media-decoding-failed', message: 'x is not a function', status: 500 },
    });
  });

  test('that an operation needs sharp, where its engine lacks it, and no file is made', async () => {
    let rendered = false;
    const answer = await answerOf(
      engine(async () => {
        rendered = true;
        return null as never;
      }),
      render('composite'),
    );
    expect(answer).toMatchObject({ refused: { code: 'media-needs-sharp', message: expect.stringContaining('"composite" needs sharp') } });
    expect(rendered).toBe(false);
  });

  test('that it is spent, where a picture takes more memory than allowed', async () => {
    const endless = engine(() => pause(10_000, undefined, { ref: false }) as unknown as Promise<never>);
    expect(await answerOf(endless, { ...measure, limits: { ...limits, memoryMb: 1 } })).toMatchObject({
      refused: { code: 'media-too-much-memory' },
      spent: true,
    });
  });
});
