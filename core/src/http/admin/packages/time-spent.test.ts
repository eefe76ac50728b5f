import { expect, it } from 'vitest';
import type { PluginUsage } from '#kernel';
import { timeSpent } from './time-spent.ts';

const use = (changes: Partial<PluginUsage>): PluginUsage => ({
  plugin: 'clouds',
  place: 'a timer',
  calls: 0,
  faults: 0,
  busyMs: 0,
  waitedMs: 0,
  lastFault: null,
  lastFaultAt: null,
  ...changes,
});

it('adds up calls and time, and knows the share of all', () => {
  const own = [use({ calls: 3, waitedMs: 1.234 }), use({ calls: 1, waitedMs: 0.006 })];
  expect(timeSpent(own, [...own, use({ waitedMs: 3.76 })])).toMatchObject({ calls: 4, ms: 1.2, each: 0.31, share: 25 });
});

it('says nothing of what was never called', () => {
  expect(timeSpent([], [])).toEqual({ calls: 0, ms: 0, each: 0, share: 0, faults: 0, lastFault: null, lastFaultAt: null });
});

it('tells the last fault of all places', () => {
  const uses = [use({ faults: 2, lastFault: 'late', lastFaultAt: 20 }), use({ faults: 1, lastFault: 'early', lastFaultAt: 10 }), use({})];
  expect(timeSpent(uses, uses)).toMatchObject({ faults: 3, lastFault: 'late', lastFaultAt: 20 });
});
