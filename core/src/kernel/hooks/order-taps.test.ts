import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderTaps } from './order-taps.ts';
import type { Tap } from './tap.ts';

const ids = ['a', 'b', 'c', 'd', 'e'] as const;

interface Wish {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const tap = (plugin: string, rank: number, order: Wish): Tap => ({ plugin, owner: plugin, where: 'hook', run: () => {}, rank, order, gone: false });

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, first] of items.entries()) for (const rest of permutations(items.toSpliced(index, 1))) yield [first, ...rest];
}

const keeps = (taps: readonly Tap[]): boolean =>
  taps.every((tap, at) =>
    taps.every((other, place) => {
      if (other.plugin === tap.plugin) return true;
      if (tap.order.before?.includes(other.plugin) && place < at) return false;
      return !(tap.order.after?.includes(other.plugin) && place > at);
    }),
  );

const wishes = fc.record({ before: fc.subarray([...ids, 'ghost'], { maxLength: 2 }), after: fc.subarray([...ids, 'ghost'], { maxLength: 2 }) });
const plugins = fc.uniqueArray(fc.record({ id: fc.constantFrom(...ids), rank: fc.integer({ min: 0, max: 2 }), order: wishes }), {
  selector: ({ id }) => id,
  maxLength: 5,
});

test('the order is the first of all that keep the wishes, by start and id', () => {
  fc.assert(
    fc.property(plugins, (described) => {
      const taps = described.map(({ id, rank, order }) => tap(id, rank, order));
      const sorted = taps.toSorted((a, b) => a.rank - b.rank || (a.plugin < b.plugin ? -1 : 1));
      const best = [...permutations(sorted)].find(keeps);
      const found = orderTaps(taps);
      if (best) expect(found.map(({ plugin }) => plugin)).toEqual(best.map(({ plugin }) => plugin));
      else expect(found.toSorted((a, b) => (a.plugin < b.plugin ? -1 : 1))).toEqual(taps.toSorted((a, b) => (a.plugin < b.plugin ? -1 : 1)));
    }),
    { numRuns: 500 },
  );
});

test('the order does not depend on who registered first', () => {
  fc.assert(
    fc.property(plugins, fc.integer({ min: 0, max: 4 }), (described, turn) => {
      const taps = described.map(({ id, rank, order }) => tap(id, rank, order));
      const turned = [...taps.slice(turn), ...taps.slice(0, turn)];
      expect(orderTaps(turned)).toEqual(orderTaps(taps));
    }),
  );
});

test('the taps of one plugin stay as it made them', () => {
  const none = { before: [], after: [] };
  const [one, two, other] = [tap('b', 1, none), tap('b', 1, none), tap('a', 1, none)] as const;
  expect(orderTaps([two, one, other])).toEqual([other, two, one]);
});
