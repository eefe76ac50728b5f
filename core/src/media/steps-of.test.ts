import type { StepAnswer } from '@picturerail/sdk';
import { beforeEach, expect, test } from 'vitest';
import type { Protection } from '#kernel';
import { type StepsOptions, stepsOf } from './steps-of.ts';
import { visitor } from './testing.ts';

const requests = [{ imageId: 1, version: 1, size: '480', viewer: visitor }];
const answer: StepAnswer = { imageId: 1, steps: [], required: false };
const noted: Protection[] = [];
let note: StepsOptions['protections']['note'];

beforeEach(() => {
  noted.length = 0;
  note = async (protections) => void noted.push(...protections);
});

const steps = (answers: unknown) =>
  stepsOf({
    hooks: { used: () => true, answers: async () => answers } as unknown as StepsOptions['hooks'],
    protections: { note: (protections) => note(protections), ready: () => {}, unmet: () => [] },
    within: () => new Set(),
  });

test('what all plugins add is joined', async () => {
  const source = steps([
    { plugin: 'a', parts: [answer] },
    { plugin: 'b', parts: [answer, answer] },
  ]);
  expect(source.asks()).toBe(true);
  expect(await source.collect(requests)).toHaveLength(3);
  expect(noted).toEqual([]);
});

test('one that failed fails all: its step may be what protects the image', async () => {
  const failed = new Error('b hangs');
  const source = steps([
    { plugin: 'a', parts: [answer] },
    { plugin: 'b', failed },
  ]);
  await expect(source.collect(requests)).rejects.toBe(failed);
});

test('what is required is noted by plugin, scope and operation, before anybody gets the answer', async () => {
  const sharpen = { operation: 'sharpen', options: { sigma: 1 } } as const;
  const tint = { operation: 'tint', options: { color: '#804020' } } as const;
  await steps([
    {
      plugin: 'a',
      parts: [
        { ...answer, required: true, scope: 'album:12', steps: [sharpen, tint, sharpen] },
        { ...answer, scope: 'album:13' },
      ],
    },
    { plugin: 'b', parts: [{ ...answer, required: true, steps: [tint] }] },
  ]).collect(requests);
  expect(noted).toEqual([
    { plugin: 'a', scope: 'album:12', step: 'sharpen' },
    { plugin: 'a', scope: 'album:12', step: 'tint' },
    { plugin: 'b', scope: 'gallery', step: 'tint' },
  ]);
  note = () => Promise.reject(new Error('the database is away'));
  await expect(steps([{ plugin: 'a', parts: [{ ...answer, required: true }] }]).collect(requests)).rejects.toThrow('the database is away');
});

test.each(['', 'album:', 'album:x', 'album:0', 'images:1', 'a'.repeat(500)])(
  'a scope that cannot be right, such as "%s", covers the gallery',
  async (scope) => {
    await steps([{ plugin: 'a', parts: [{ ...answer, required: true, scope }] }]).collect(requests);
    expect(noted).toEqual([{ plugin: 'a', scope: 'gallery', step: 'none' }]);
  },
);
