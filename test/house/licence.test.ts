import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packages } from './packages.ts';

it('every package says under which licence it comes, and it is that of the house', () => {
  expect(readFileSync('LICENSE', 'utf8')).toMatch(/^MIT License/);
  const others = packages().filter((one) => one.json.license !== 'MIT');
  expect(others.map((one) => one.path)).toEqual([]);
});
