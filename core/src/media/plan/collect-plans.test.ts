import type { Step, StepAnswer, StepRequest } from '@picturerail/sdk';
import { describe, expect, test } from 'vitest';
import { quietLog, visitor } from '../testing.ts';
import { collectPlans, type PlanSource } from './collect-plans.ts';
import { assertPlanned } from './plan.ts';

const images = [
  { id: 1, version: 1 },
  { id: 2, version: 5 },
];
const file = `file:${'a'.repeat(64)}`;
const mark: Step = { operation: 'composite', options: { file, size: 0.2 } };
const tint: Step = { operation: 'tint', options: { color: '#804020' } };

const plans = (answer: (requests: readonly StepRequest[]) => readonly StepAnswer[] | Promise<readonly StepAnswer[]>, stored = true) =>
  collectPlans({ collect: async (requests) => answer(requests), isStored: async () => stored, log: quietLog }, images, ['480', 'original'], visitor);

describe('plans', () => {
  test("without anybody who adds steps, every image has the core's own, and nobody is asked", async () => {
    const source = { isStored: async () => true, log: quietLog };
    const [one, two] = await collectPlans(source, images, ['480'], visitor);
    expect(one?.of('480')).toBe(two?.of('480'));
    expect(one?.of('480').steps).toEqual([{ operation: 'metadata', options: {} }]);
    const unasked = await collectPlans({ ...source, asks: () => false, collect: () => Promise.reject(new Error('asked')) }, images, ['480'], visitor);
    expect(unasked[0]?.of('480')).toBe(one?.of('480'));
  });

  test('all images and sizes are asked for at once', async () => {
    const asked: (readonly StepRequest[])[] = [];
    await plans((requests) => {
      asked.push(requests);
      return [];
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.map(({ imageId, version, size }) => [imageId, version, size])).toEqual([
      [1, 1, '480'],
      [1, 1, 'original'],
      [2, 5, '480'],
      [2, 5, 'original'],
    ]);
  });

  test("steps follow the core's own, for the size that was answered or for all", async () => {
    const [one, two] = await plans(() => [
      { imageId: 1, size: '480', steps: [tint], required: false },
      { imageId: 1, steps: [mark], required: true },
    ]);
    expect(one?.of('480').steps.map(({ operation }) => operation)).toEqual(['metadata', 'tint', 'composite']);
    expect(one?.of('original').steps.map(({ operation }) => operation)).toEqual(['composite']);
    expect(two?.of('480').steps).toHaveLength(1);
  });

  test('equal plans are the same, whatever the order of their options', async () => {
    const [one, two] = await plans(() => [
      { imageId: 1, steps: [{ operation: 'composite', options: { file, size: 0.2, x: 1 } }], required: true },
      { imageId: 2, steps: [{ operation: 'composite', options: { x: 1, size: 0.2, file } }], required: true },
    ]);
    expect(one?.of('480')).toBe(two?.of('480'));
  });

  describe('fail closed', () => {
    const refused = (found: Awaited<ReturnType<typeof plans>>) => found.map((plan) => plan.of('480').refused);

    test('who cannot be asked refuses all images', async () => {
      const found = await plans(() => Promise.reject(new Error('hangs')));
      expect(refused(found)).toEqual(['what its derivatives need could not be asked', 'what its derivatives need could not be asked']);
      expect(() => assertPlanned(found[0]?.of('480') ?? never())).toThrow('No file is made of this image: what its derivatives need could not be asked.');
    });

    test.each([
      ['an unknown operation', { operation: 'explode', options: {} } as unknown as Step, '"explode" is no operation'],
      ['options that do not fit', { operation: 'tint', options: { color: 'red' } } as Step, 'the options of "tint" do not fit'],
      ['options nobody knows', { operation: 'sharpen', options: { amount: 1, path: '/etc/passwd' } } as Step, 'the options of "sharpen" do not fit'],
    ])('a required step with %s refuses its image, another one is left out', async (_, step, why) => {
      const required = await plans(() => [{ imageId: 1, steps: [step], required: true }]);
      expect(refused(required)).toEqual([expect.stringContaining(why), null]);
      const optional = await plans(() => [
        { imageId: 1, steps: [step], required: false },
        { imageId: 1, steps: [tint], required: false },
      ]);
      expect(optional[0]?.of('480').steps.map(({ operation }) => operation)).toEqual(['metadata', 'tint']);
    });

    test('a required mark whose file is gone refuses its image', async () => {
      expect(refused(await plans(() => [{ imageId: 2, steps: [mark], required: true }], false))).toEqual([null, `the file "${file}" is not stored`]);
    });

    test('a required answer without steps refuses its image', async () => {
      expect(refused(await plans(() => [{ imageId: 1, steps: [], required: true }]))).toEqual(['a required step is missing', null]);
    });

    test('a size that was not asked for is refused where anybody has something to say', async () => {
      const [one] = await plans(() => [{ imageId: 1, steps: [tint], required: false }]);
      expect(one?.of('2400').refused).toContain('nobody was asked about the size "2400"');
    });
  });
});

function never(): never {
  throw new Error('unreachable');
}

describe('what is protected by a plugin that does not run', () => {
  const source = (unmet: () => readonly string[], collect?: () => Promise<readonly StepAnswer[]>): PlanSource => ({
    isStored: async () => true,
    log: quietLog,
    ...(collect && { collect }),
    withholding: { ready: () => {}, unmet, within: (scopes, ids) => new Set(scopes.includes('gallery') ? ids : [2]) },
  });
  const refusals = async (of: PlanSource) =>
    (await collectPlans(of, images, ['480', 'original'], visitor)).flatMap((plan) => [plan.of('480').refused, plan.of('original').refused]);
  const why = 'what protects it does not run';

  test('has no plan for any size, nor for the original; others have theirs', async () => {
    expect(await refusals(source(() => ['album:12']))).toEqual([null, null, why, why]);
    expect(await refusals(source(() => ['album:12', 'gallery']))).toEqual([why, why, why, why]);
    expect(await refusals(source(() => []))).toEqual([null, null, null, null]);
  });

  test('is withheld too where the plugin comes or goes while others are asked', async () => {
    let runs = true;
    const unmet = () => (runs ? [] : ['album:12']);
    const turning = async () => {
      runs = !runs;
      return [];
    };
    expect(await refusals(source(unmet, turning))).toEqual([null, null, why, why]);
    expect(await refusals(source(unmet, turning))).toEqual([null, null, why, why]);
    expect(runs).toBe(true);
  });

  test('is withheld where nobody can find out what is protected', async () => {
    const away = { ...source(() => []).withholding, ready: () => Promise.reject(new Error('the database is away')) } as PlanSource['withholding'];
    expect(await refusals({ ...source(() => []), withholding: away })).toEqual(Array(4).fill('what its derivatives need could not be asked'));
  });
});
