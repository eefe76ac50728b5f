import { expect, it } from 'vitest';
import { placed, readPlace } from './place-in.ts';

it('one of a list goes up, down, before and after others, and stays at the ends', () => {
  const list = [1, 2, 3];
  expect(placed(list, 2, 'up')).toEqual([2, 1, 3]);
  expect(placed(list, 2, 'down')).toEqual([1, 3, 2]);
  expect(placed(list, 1, 'up')).toEqual(list);
  expect(placed(list, 3, 'down')).toEqual(list);
  expect(placed(list, 1, { after: 3 })).toEqual([2, 3, 1]);
  expect(placed(list, 3, { before: 1 })).toEqual([3, 1, 2]);
});

it('what is not in the list goes nowhere, and nothing goes beside itself', () => {
  expect([placed([1, 2], 3, 'up'), placed([1, 2], 1, { before: 3 }), placed([1, 2], 1, { after: 1 })]).toEqual([null, null, null]);
});

it('forms say places in one word', () => {
  expect(['3:up', '3:before:7', '3:after:1'].map(readPlace)).toEqual([
    { id: 3, place: 'up' },
    { id: 3, place: { before: 7 } },
    { id: 3, place: { after: 1 } },
  ]);
  expect(['', '3', 'x:up', '3:up:4', '3:before', '3:aside:1'].map(readPlace)).toEqual([null, null, null, null, null, null]);
});
