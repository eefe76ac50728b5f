import type { Step } from '@picturerail/sdk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cropPixels, finishedSize, finishingSteps, geometryOf } from './geometry.ts';

const rotate = (degrees: 90 | 180 | 270): Step => ({ operation: 'rotate', options: { degrees } });
const flip = (axis: 'horizontal' | 'vertical'): Step => ({ operation: 'flip', options: { axis } });
const crop = (x: number, y: number, width: number, height: number): Step => ({ operation: 'crop', options: { x, y, width, height } });
const focal = (x: number, y: number): Step => ({ operation: 'focal', options: { x, y } });

/** Applies steps one by one to a grid of cells: the naive reference. */
function naive(width: number, height: number, steps: readonly Step[]): string[][] {
  let grid = Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => `${x},${y}`));
  const turn = (from: string[][]) => (from[0] ?? []).map((_, x) => from.map((row) => row[x] ?? '').reverse());
  for (const { operation, options } of steps) {
    const o = options as { degrees: number; axis: string; x: number; y: number; width: number; height: number };
    if (operation === 'rotate') for (let quarter = 0; quarter < o.degrees / 90; quarter += 1) grid = turn(grid);
    if (operation === 'flip') grid = o.axis === 'horizontal' ? grid.map((row) => [...row].reverse()) : [...grid].reverse();
    if (operation === 'crop') {
      const [rows, columns] = [grid.length, grid[0]?.length ?? 0];
      const cut = <T>(line: T[], start: number, length: number, all: number) => line.slice(Math.round(start * all), Math.round((start + length) * all));
      grid = cut(grid, o.y, o.height, rows).map((row) => cut(row, o.x, o.width, columns));
    }
  }
  return grid;
}

/** The same by the folded geometry. */
function folded(width: number, height: number, steps: readonly Step[]): string[][] {
  const geometry = geometryOf(steps);
  const { left, top, ...size } = cropPixels(width, height, geometry.crop);
  const mirrored = geometry.mirrored ? [flip('horizontal')] : [];
  const turns = geometry.turns === 0 ? [] : [{ operation: 'rotate', options: { degrees: geometry.turns * 90 } } as Step];
  const cells = naive(width, height, [])
    .slice(top, top + size.height)
    .map((row) => row.slice(left, left + size.width));
  let grid = cells;
  for (const step of [...mirrored, ...turns]) {
    if (step.operation === 'flip') grid = grid.map((row) => [...row].reverse());
    else for (let quarter = 0; quarter < geometry.turns; quarter += 1) grid = (grid[0] ?? []).map((_, x) => grid.map((row) => row[x] ?? '').reverse());
  }
  return grid;
}

describe('geometric steps fold into a crop, a mirror and quarter turns', () => {
  const step = fc.oneof(
    fc.constantFrom<Step>(rotate(90), rotate(180), rotate(270), flip('horizontal'), flip('vertical')),
    // Halves of halves of 16 fall on whole cells.
    fc.constantFrom<Step>(crop(0, 0, 0.5, 1), crop(0.5, 0, 0.5, 1), crop(0, 0.5, 1, 0.5), crop(0.5, 0.5, 0.5, 0.5)),
  );

  test('whatever their order, the same pixels come out as one by one', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), (steps) => {
        expect(folded(32, 16, steps)).toEqual(naive(32, 16, steps));
        const grid = naive(32, 16, steps);
        expect(finishedSize(32, 16, geometryOf(steps))).toEqual({ width: grid[0]?.length, height: grid.length });
      }),
    );
  });

  test('the focal point goes with the pixels it marks', () => {
    expect(geometryOf([]).focal).toEqual({ x: 0.5, y: 0.5 });
    expect(geometryOf([focal(0.2, 0.1), rotate(90)]).focal).toEqual({ x: 0.9, y: 0.2 });
    expect(geometryOf([focal(0.2, 0.1), rotate(180)]).focal).toEqual({ x: 0.8, y: 0.9 });
    expect(geometryOf([focal(0.2, 0.1), flip('horizontal')]).focal).toEqual({ x: 0.8, y: 0.1 });
    expect(geometryOf([focal(0.2, 0.1), flip('vertical')]).focal).toEqual({ x: 0.2, y: 0.9 });
    expect(geometryOf([focal(0.75, 0.25), crop(0.5, 0, 0.5, 0.5)]).focal).toEqual({ x: 0.5, y: 0.5 });
    expect(geometryOf([focal(0.1, 0.1), crop(0.5, 0.5, 0.5, 0.5)]).focal).toEqual({ x: 0, y: 0 });
  });

  test('a crop that reaches over the edge ends there, and keeps a pixel', () => {
    expect(cropPixels(100, 50, geometryOf([crop(0.9, 0.9, 0.5, 0.5)]).crop)).toEqual({ left: 90, top: 45, width: 10, height: 5 });
    expect(cropPixels(10, 10, { x: 1, y: 1, width: 0.001, height: 0.001 })).toEqual({ left: 9, top: 9, width: 1, height: 1 });
  });

  test('other steps are left for the finished size, in their order', () => {
    const tint: Step = { operation: 'tint', options: { color: '#804020' } };
    const sharpen: Step = { operation: 'sharpen', options: { amount: 0.5 } };
    expect(finishingSteps([tint, rotate(90), sharpen, focal(0, 0)])).toEqual([tint, sharpen]);
    expect(geometryOf([tint, sharpen])).toEqual(geometryOf([]));
  });
});
