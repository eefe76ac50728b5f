import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Cell, TableColumn } from '#database';
import { lineOf, rowOf } from './rows-as-lines.ts';

const columns: TableColumn[] = [
  { name: 'amount', kind: 'integer' },
  { name: 'size', kind: 'real' },
  { name: 'title', kind: 'text' },
  { name: 'bytes', kind: 'blob' },
];
const rows = fc.tuple(
  fc.option(fc.oneof(fc.integer(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }))),
  fc.option(
    fc.oneof(
      fc.double({ noNaN: true }).map((size) => (size === 0 ? 0 : size)),
      fc.constant(Number.NEGATIVE_INFINITY),
    ),
  ),
  fc.option(fc.string({ unit: 'grapheme' })),
  fc.option(fc.uint8Array()),
);

it('any row is read as it was written, integers beyond 2^53 as text that says them exactly', () => {
  fc.assert(
    fc.property(rows, ([amount, size, title, bytes]) => {
      const line = lineOf([amount, size, title, bytes] satisfies Cell[]);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      const row = rowOf(columns, line.slice(0, -1));
      expect(row).toEqual({ amount: typeof amount === 'bigint' ? String(amount) : amount, size, title, bytes: bytes && Buffer.from(bytes) });
    }),
  );
});

it.each([
  '',
  'x',
  '{}',
  '[1]',
  '[1, 2, 3, "eA=="]',
  '["one", 2, "three", "eA=="]',
  '[1.5, 2, "three", "eA=="]',
  '[1, "2", "three", "eA=="]',
  '[1, 2, "three", 4]',
])('a line that is no row of these columns is none: %s', (line) => {
  expect(rowOf(columns, line)).toBeUndefined();
});
