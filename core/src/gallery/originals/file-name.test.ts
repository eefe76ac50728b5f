import fc from 'fast-check';
import { expect, it } from 'vitest';
import { directoryNameFor, fileKey, fileNameFor, numbered } from './file-name.ts';

it('a plain name stays as it is', () => {
  expect(fileNameFor('DSC_0001 (2).JPG')).toBe('DSC_0001 (2).JPG');
  expect(directoryNameFor('Müller & Söhne, 2024')).toBe('Müller & Söhne, 2024');
});

it.each([
  ['a/b\\c:d*e?.jpg', 'a-b-c-d-e-.jpg'],
  ['..', 'album'],
  ['.hidden', 'hidden'],
  ['ends with dots...', 'ends with dots'],
  ['CON', '_CON'],
  ['com1.jpg', '_com1.jpg'],
  ['aux .jpg', '_aux.jpg'],
  ['line\nbreak', 'line-break'],
  ['\u202egpj.exe', '-gpj.exe'],
  ['  ', 'album'],
])('the title %j becomes the directory %j', (title, directory) => {
  expect(directoryNameFor(title)).toBe(directory);
});

it('a decomposed name is composed', () => {
  expect(fileNameFor('e\u0301.jpg')).toBe('\u00e9.jpg');
});

it('names that a file system takes for the same have one key', () => {
  expect(fileKey('Straße.JPG')).toBe(fileKey('STRASSE.jpg'));
  expect(fileKey('e\u0301')).toBe(fileKey('\u00c9'));
  expect(fileKey('a')).not.toBe(fileKey('b'));
});

it('a long name keeps its ending and whole characters, in at most 120 bytes', () => {
  const name = fileNameFor(`${'😀'.repeat(60)}.jpeg`);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
  expect(name).toMatch(/^(😀)+\.jpeg$/u);
  expect(Buffer.byteLength(numbered(name, 1234))).toBeLessThanOrEqual(120);
  expect(numbered('a.jpg', 3)).toBe('a 3.jpg');
  expect(numbered('a.jpg', 1)).toBe('a.jpg');
});

it('any text becomes a name that every file system takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const name = fileNameFor(text);
      expect(Buffer.byteLength(name)).toBeGreaterThan(0);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
      expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}]|^[. ]|[. ]$/u);
      expect(fileNameFor(name)).toBe(name);
    }),
  );
});
