import { expect, test } from 'vitest';
import { stepsOf } from './steps-of.ts';
import { visitor } from './testing.ts';

const requests = [{ imageId: 1, version: 1, size: '480', viewer: visitor }];
const answer = { imageId: 1, steps: [], required: false };
const hooks = (answers: unknown) => ({ used: () => true, answers: async () => answers }) as unknown as Parameters<typeof stepsOf>[0];

test('what all plugins add is joined', async () => {
  const steps = stepsOf(
    hooks([
      { plugin: 'a', parts: [answer] },
      { plugin: 'b', parts: [answer, answer] },
    ]),
  );
  expect(steps.asks()).toBe(true);
  expect(await steps.collect(requests)).toHaveLength(3);
});

test('one that failed fails all: its step may be what protects the image', async () => {
  const failed = new Error('b hangs');
  await expect(
    stepsOf(
      hooks([
        { plugin: 'a', parts: [answer] },
        { plugin: 'b', failed },
      ]),
    ).collect(requests),
  ).rejects.toBe(failed);
});
