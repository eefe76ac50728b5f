import { expect, it } from 'vitest';
import { type Result, resultsPage } from './results-page.ts';

const result = (part: string, change: Partial<Result> = {}): Result => ({
  part,
  told: ['50,000 cases on SQLite.', 'And more.'],
  seconds: 90,
  result: 'passed 2 of 2',
  date: '2026-01-02',
  commit: 'abc1234',
  machine: '2 x processor',
  ...change,
});

const rows = (page: string) => page.split('\n').filter((line) => line.startsWith('| '));

it('a part is a line of the page', () => {
  expect(rows(resultsPage('', [result('property')])).at(-1)).toBe(
    '| property | 50,000 cases on SQLite. And more. | 1.5 | passed 2 of 2 | 2026-01-02 | abc1234 | 2 x processor |',
  );
});

it('a part that is not run again keeps its last line', () => {
  const last = resultsPage('', [result('property'), result('canary')]);
  const next = resultsPage(last, [result('property', { result: 'failed: passed 1 of 2' }), result('another')]);
  expect(rows(next).map((row) => row.split(' | ')[0])).toEqual(['| part', '| ---', '| another', '| canary', '| property']);
  expect(rows(next).at(-1)).toContain('failed: passed 1 of 2');
  expect(rows(next).at(-2)).toBe(rows(last)[2]);
});
