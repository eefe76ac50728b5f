import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

const parts = ['canary', 'property'];

it('all parts run within an hour unless told otherwise', () => {
  expect(readOptions([], parts)).toEqual({ only: [], minutes: 60 });
  expect(readOptions(['--only', 'property', '--minutes', '5'], parts)).toEqual({ only: ['property'], minutes: 5 });
});

it.each([
  [['--only', 'property,properly'], '--only names "properly", but the parts are canary, property.'],
  [['--minutes', 'soon'], '--minutes is "soon", but has to be a number above 0.'],
])('%j is refused', (args, sentence) => {
  expect(() => readOptions(args, parts)).toThrow(sentence);
});
