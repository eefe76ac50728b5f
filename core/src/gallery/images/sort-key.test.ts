import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyAfter, keyAt, keyBetween } from './manual-key.ts';
import { type Sortable, sortKey } from './sort-key.ts';

const image = (change: Partial<Sortable>): Sortable => ({ id: 1, title: '', fileName: 'a.jpg', takenAt: null, createdAt: 0, ...change });
const order = (rule: Parameters<typeof sortKey>[0], images: readonly Sortable[]) =>
  [...images].sort((a, b) => Buffer.compare(sortKey(rule, a), sortKey(rule, b)));
const titles = (rule: Parameters<typeof sortKey>[0], names: readonly string[]) =>
  order(
    rule,
    names.map((title) => image({ title })),
  ).map(({ title }) => title);

describe('the order of images', () => {
  it('by time follows the clock, also before 1970, and unknown times come last', () => {
    const times = [-86_400_000, -1, 0, 1, 1_700_000_000_000, null];
    const images = times.map((takenAt) => image({ takenAt }));
    expect(order('taken', [...images].reverse()).map((one) => one.takenAt)).toEqual(times);
    expect(order('taken-desc', images).map((one) => one.takenAt)).toEqual([1_700_000_000_000, 1, 0, -1, -86_400_000, null]);
    expect(order('added-desc', [image({ createdAt: 1 }), image({ createdAt: 2 })]).map((one) => one.createdAt)).toEqual([2, 1]);
  });

  it('by name leaves case and accents aside', () => {
    expect(titles('name', ['Zebra', 'émile', 'Anna', 'emily'])).toEqual(['Anna', 'émile', 'emily', 'Zebra']);
  });

  it('by natural name counts digits as numbers', () => {
    expect(titles('natural', ['img 10', 'img 9', 'img 010b', 'img 1', 'img'])).toEqual(['img', 'img 1', 'img 9', 'img 10', 'img 010b']);
  });

  it('by name takes the file name where there is no title', () => {
    expect(order('name', [image({ fileName: 'b.jpg' }), image({ title: 'a' })]).map((one) => one.title)).toEqual(['a', '']);
  });

  it('by time is the order of the numbers, for any two', () => {
    const time = fc.integer({ min: -8.64e15, max: 8.64e15 });
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(Buffer.compare(sortKey('taken', image({ takenAt: a })), sortKey('taken', image({ takenAt: b })))).toBe(Math.sign(a - b));
      }),
    );
  });
});

describe('an order by hand', () => {
  it('appends after all others', () => {
    const first = keyAfter(null, 7);
    const second = keyAfter(first, 3);
    expect(Buffer.compare(first, second)).toBe(-1);
    expect(Buffer.compare(second, keyAfter(second, 1))).toBe(-1);
    expect(Buffer.compare(keyAt(1, 99), keyAt(2, 1))).toBe(-1);
  });

  it('finds a place between any two different keys, again and again', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (sides) => {
        let low = keyAt(1, 5);
        let high = keyAt(2, 4);
        for (const side of sides) {
          const middle = keyBetween(low, high) as Buffer;
          expect(Buffer.compare(low, middle)).toBe(-1);
          expect(Buffer.compare(middle, high)).toBe(-1);
          if (side) low = middle;
          else high = middle;
        }
      }),
    );
  });

  it('finds a place before the first', () => {
    const first = keyAt(1, 5);
    expect(Buffer.compare(keyBetween(null, first) as Buffer, first)).toBe(-1);
  });

  it('says where there is no room', () => {
    expect(keyBetween(keyAt(1, 5), keyAt(1, 5))).toBeNull();
    expect(keyBetween(keyAt(2, 5), keyAt(1, 5))).toBeNull();
    expect(keyBetween(null, Buffer.alloc(3))).toBeNull();
  });
});
