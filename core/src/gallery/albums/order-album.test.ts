import { describe, expect, it } from 'vitest';
import { placesWith } from './order-album.ts';

const places = [10, 11, 12].map((id, index) => ({ id, position: index + 1 }));
const order = (changed: ReturnType<typeof placesWith>, from = places) =>
  from
    .map((one) => changed.find(({ id }) => id === one.id) ?? one)
    .toSorted((a, b) => a.position - b.position)
    .map(({ id }) => id);

describe('places of albums', () => {
  it.each([
    [12, 10, [12, 10, 11]],
    [12, 11, [10, 12, 11]],
    [10, 12, [11, 10, 12]],
    [10, null, [11, 12, 10]],
    [11, 11, [10, 11, 12]],
    [12, null, [10, 11, 12]],
  ])('%s before %s', (id, before, wanted) => {
    expect(order(placesWith(places, id, before))).toEqual(wanted);
  });

  it('change for one album where there is room, for all where there is none', () => {
    const numbered = placesWith(places, 12, 10);
    expect(numbered).toHaveLength(3);
    expect(
      placesWith(
        numbered.toSorted((a, b) => a.position - b.position),
        11,
        12,
      ),
    ).toHaveLength(1);
  });

  it('stay apart however often the same place is asked for', () => {
    let now = [...places];
    for (let turn = 0; turn < 100; turn += 1) {
      const [, second, third] = now.map(({ id }) => id) as [number, number, number];
      const changed = placesWith(now, third, second);
      now = now.map((one) => changed.find(({ id }) => id === one.id) ?? one).toSorted((a, b) => a.position - b.position);
      expect(new Set(now.map(({ position }) => position)).size).toBe(3);
      expect(now[1]?.id).toBe(third);
    }
  });
});
