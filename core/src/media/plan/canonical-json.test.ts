import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('equal values have the same text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'ü"' }], a: true })).toBe('{"a":true,"b":[1,{"c":"ü\\"","d":null}]}');
  expect(canonicalJson({ a: true, b: [1, { c: 'ü"', d: null }] })).toBe(canonicalJson({ b: [1, { d: null, c: 'ü"' }], a: true }));
  expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
});
