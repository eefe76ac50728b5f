import { describe, expect, it } from 'vitest';
import { pagerOf } from './pager.ts';

const address = { path: '/albums/1/x', query: new URLSearchParams('albums=2'), name: 'page' };
const numbers = (page: number, pages: number) => pagerOf({ page, pages }, address)?.links.map((link) => link?.page ?? null);

describe('a pager', () => {
  it('is not there for one page', () => {
    expect(pagerOf({ page: 1, pages: 1 }, address)).toBeNull();
  });

  it('shows first, last and near pages', () => {
    expect(numbers(10, 20)).toEqual([1, null, 8, 9, 10, 11, 12, null, 20]);
    expect(numbers(1, 3)).toEqual([1, 2, 3]);
  });

  it('leaves no gap for a single page', () => {
    expect(numbers(5, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('keeps the other parameters, and page 1 has none', () => {
    const pager = pagerOf({ page: 2, pages: 3 }, address);
    expect(pager?.previous).toBe('/albums/1/x?albums=2');
    expect(pager?.next).toBe('/albums/1/x?albums=2&page=3');
  });
});
