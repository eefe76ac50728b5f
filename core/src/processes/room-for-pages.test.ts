import { expect, it } from 'vitest';
import { roomForPages } from './room-for-pages.ts';

it('web processes take more memory for making pages only on a machine that has plenty', () => {
  expect(roomForPages(2 ** 30)).toEqual([]);
  expect(roomForPages(8 * 2 ** 30)).toEqual(['--max-semi-space-size=32']);
});
