import { describe, expect, it } from 'vitest';
import { byteRange } from './byte-range.ts';

const file = { bytes: 1000, etag: '"a"' };

describe('a byte range', () => {
  it.each([
    ['bytes=0-99', { start: 0, end: 99 }],
    ['bytes=900-', { start: 900, end: 999 }],
    ['bytes=-100', { start: 900, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=0-5000', { start: 0, end: 999 }],
    ['bytes=999-999', { start: 999, end: 999 }],
  ])('%s is a part', (header, expected) => {
    expect(byteRange(header, '', file)).toEqual(expected);
  });

  it.each(['', 'bytes=-', 'items=0-1', 'bytes=0-1,5-6', 'bytes=5-2', 'bytes=x-1'])('"%s" is the whole', (header) => {
    expect(byteRange(header, '', file)).toBeNull();
  });

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('%s lies outside', (header) => {
    expect(() => byteRange(header, '', file)).toThrow('1000 bytes');
  });

  it('is the whole where If-Range names another version', () => {
    expect(byteRange('bytes=0-99', '"b"', file)).toBeNull();
    expect(byteRange('bytes=0-99', '"a"', file)).toEqual({ start: 0, end: 99 });
  });
});
