import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pathOfKey } from './storage-key.ts';

describe('a storage key', () => {
  test.each(['a', 'Albums/Rome & Naples (2019)/IMG 1.jpg', 'é/🙂.jpg', '.hidden/..a', 'a'.repeat(255)])('"%s" is a path below its folder', (key) => {
    expect(pathOfKey('/data', key)).toBe(path.join('/data', key));
  });

  test.each([
    ['', 'empty'],
    ['/etc/passwd', 'empty'],
    ['a//b', 'empty'],
    ['a/', 'empty'],
    ['..', '".."'],
    ['a/../../b', '".."'],
    ['./a', '".."'],
    ['a\0b', 'control'],
    ['a\nb', 'control'],
    ['a\\..\\b', 'backslash'],
    ['a'.repeat(256), '255 bytes'],
    ['.parts/x', 'own folder'],
  ])('%j is refused', (key, why) => {
    expect(() => pathOfKey('/data', key)).toThrow(why);
  });
});
