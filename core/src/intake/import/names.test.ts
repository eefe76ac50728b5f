import { describe, expect, it } from 'vitest';
import { whyUnreadable } from '../errors.ts';
import { numberedName } from '../numbered-name.ts';
import { printable, textOf, titleOf } from './source-name.ts';

describe('names of files and folders', () => {
  it('are composed, so that twins of one look are one name', () => {
    expect(textOf(Buffer.from('Cafe\u0301'))).toBe('Caf\u00e9');
  });

  it('lose what would move a cursor or turn a line around when they become titles', () => {
    expect(titleOf(Buffer.from('two\nlines'))).toBe('two lines');
    expect(titleOf(Buffer.from('\u202egpj.exe'))).toBe('gpj.exe');
    expect(titleOf(Buffer.from('Flowers & gardens (1)'))).toBe('Flowers & gardens (1)');
    expect(titleOf(Buffer.from('\u05e9\u05dc\u05d5\u05dd'))).toBe('\u05e9\u05dc\u05d5\u05dd');
    expect(titleOf(Buffer.from('\t'))).toBe('_');
  });

  it('are shown on one line', () => {
    expect(printable('a\nb\u202e')).toBe('a\\u000ab\\u202e');
    expect(printable('\u061ca\u2028b')).toBe('\\u061ca\\u2028b');
  });

  it('are not told by what the system says of a file', () => {
    const cause = Object.assign(new Error("EOVERFLOW: value too large, open '/photos/a\n\u001b[31m, b'.jpg'"), { code: 'EOVERFLOW' });
    expect(whyUnreadable(cause)).toBe('It cannot be read: EOVERFLOW: value too large.');
  });

  it('are numbered before the extension and stay within 120 bytes', () => {
    expect(numberedName('a.jpg', 0)).toBe('a.jpg');
    expect(numberedName('a.jpg', 1)).toBe('a-2.jpg');
    expect(numberedName('a', 2)).toBe('a-3');
    const long = numberedName(`${'\u00e9'.repeat(58)}.jpg`, 1);
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(120);
    expect(long).toMatch(/^\u00e9+-2\.jpg$/);
  });
});
