import { expect, it } from 'vitest';
import { markdownTable } from './markdown-table.ts';

it('words stand at the left of their column and figures at the right', () => {
  expect(
    markdownTable(
      ['page', 'requests/s'],
      [
        ['album', '400'],
        ['home', '1,024'],
      ],
      { left: 1 },
    ).split('\n'),
  ).toEqual(['| page  | requests/s |', '| ----- | ---------: |', '| album |        400 |', '| home  |      1,024 |']);
});
