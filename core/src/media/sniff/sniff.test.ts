import { describe, expect, test } from 'vitest';
import { refusalOf } from '../errors.ts';
import { sniff } from './sniff.ts';

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const box = (...brands: string[]) => bytes([0, 0, 0, 12 + 4 * brands.length], 'ftyp', brands[0] ?? '', [0, 0, 0, 0], ...brands.slice(1), 'rest');

/** A TIFF structure with one directory of entries [tag, type, value]; texts stand behind it. */
function tiff(entries: readonly (readonly [number, number | string])[], little = true): Buffer {
  const file = Buffer.alloc(8 + 2 + entries.length * 12 + 4 + 200);
  const u16 = (value: number, at: number) => (little ? file.writeUInt16LE(value, at) : file.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (little ? file.writeUInt32LE(value, at) : file.writeUInt32BE(value, at));
  file.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  u16(entries.length, 8);
  let texts = 8 + 2 + entries.length * 12 + 4;
  entries.forEach(([tag, value], index) => {
    const at = 10 + index * 12;
    u16(tag, at);
    u16(typeof value === 'string' ? 2 : 4, at + 2);
    u32(typeof value === 'string' ? value.length + 1 : 1, at + 4);
    u32(typeof value === 'string' ? texts : value, at + 8);
    if (typeof value === 'string') texts += file.write(`${value}\0`, texts, 'latin1');
  });
  return file;
}

describe('a file is told by its content', () => {
  test.each([
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0], '<?php system(1);')],
    ['image/png', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a])],
    ['image/gif', bytes('GIF89a')],
    ['image/gif', bytes('GIF87a')],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['image/tiff', tiff([[256, 10]])],
    ['image/tiff', tiff([[256, 10]], false)],
    ['image/tiff', bytes('II', [43, 0, 8, 0, 0, 0, 16, 0])],
    ['image/avif', box('avif', 'mif1')],
    ['image/avif', box('mif1', 'avif', 'heic')],
    ['image/heic', box('heic', 'mif1')],
    ['image/heic', box('mif1', 'heic')],
    ['image/heif', box('mif1', 'miaf')],
    ['image/bmp', bytes('BM', [70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0], 'x'.repeat(20))],
    ['image/jxl', bytes([0xff, 0x0a, 1, 2])],
    ['image/vnd.adobe.photoshop', bytes('8BPS')],
    ['image/x-canon-cr2', bytes('II', [42, 0, 16, 0, 0, 0], 'CR', [2, 0])],
    ['image/x-canon-cr3', box('crx ', 'crx ')],
    [
      'image/x-nikon-nef',
      tiff([
        [254, 1],
        [271, 'NIKON CORPORATION'],
        [330, 100],
      ]),
    ],
    ['image/x-nikon-nef', tiff([[259, 34713]], false)],
    [
      'image/x-sony-arw',
      tiff([
        [254, 1],
        [271, 'SONY'],
        [330, 100],
      ]),
    ],
    ['image/x-adobe-dng', tiff([[50706, 1]])],
    [
      'image/x-pentax-pef',
      tiff([
        [259, 65535],
        [271, 'PENTAX'],
      ]),
    ],
    ['image/x-fuji-raf', bytes('FUJIFILMCCD-RAW 0201')],
    ['image/x-olympus-orf', bytes('IIRO', [8, 0, 0, 0])],
    ['image/x-panasonic-rw2', bytes('IIU', [0, 24, 0, 0, 0])],
    ['video/mp4', box('isom', 'mp41')],
    ['video/quicktime', box('qt  ')],
    ['video/quicktime', bytes([0, 0, 0, 8], 'wide', [0, 0, 0, 0])],
    ['video/3gpp', box('3gp4')],
    ['video/x-msvideo', bytes('RIFF', [1, 2, 3, 4], 'AVI LIST')],
    ['video/x-matroska', bytes([0x1a, 0x45, 0xdf, 0xa3], 'B\x82\x88matroska')],
    ['video/webm', bytes([0x1a, 0x45, 0xdf, 0xa3], 'B\x82\x84webm')],
    ['video/mp2t', Buffer.alloc(600).fill(0x47, 0, 1).fill(0x47, 188, 189).fill(0x47, 376, 377)],
    ['video/mp2t', Buffer.alloc(600).fill(0x47, 4, 5).fill(0x47, 196, 197).fill(0x47, 388, 389)],
    ['application/pdf', bytes('%PDF-1.7')],
    ['application/zip', bytes('PK\x03\x04')],
    ['application/octet-stream', bytes([0x7f], 'ELF')],
    ['application/octet-stream', bytes('MZ', [0x90, 0, 3])],
    ['image/svg+xml', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['image/svg+xml', bytes('<?xml version="1.0"?>\n<!-- x --><svg >')],
    ['text/html', bytes('\n <!DOCTYPE html><html>')],
    ['text/html', bytes('<!-- hi --> <script>alert(1)</script>')],
    ['application/xml', bytes('<?xml version="1.0"?><feed/>')],
    ['application/x-php', bytes('<?php phpinfo();')],
    ['text/x-shellscript', bytes('#!/bin/sh\n')],
    ['text/plain', bytes('MZ is how this note begins')],
    ['text/plain', Buffer.from('Grüße, 写真')],
    ['text/plain', Buffer.from('\ufeffa note', 'utf16le')],
    ['text/plain', Buffer.from('Grüß').subarray(0, 5)],
  ])('%s', (mime, head) => {
    expect(sniff(head)?.mime).toBe(mime);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100)],
    ['noise', Buffer.from([0xfe, 0x01, 0x9c, 0x33, 0x80, 0x81])],
    ['a beginning alone', Buffer.from([0xff, 0xd8])],
  ])('%s is of no known type', (_, head) => {
    expect(sniff(head)).toBeNull();
  });

  test('a scan that names a camera maker is no RAW', () => {
    expect(
      sniff(
        tiff([
          [254, 0],
          [271, 'NIKON'],
          [330, 100],
        ]),
      )?.mime,
    ).toBe('image/tiff');
    expect(
      sniff(
        tiff([
          [254, 1],
          [271, 'Epson'],
          [330, 100],
        ]),
      )?.mime,
    ).toBe('image/tiff');
    expect(
      sniff(
        tiff([
          [254, 1],
          [330, 100],
        ]),
      )?.mime,
    ).toBe('image/tiff');
  });

  test('no beginning of any of these makes it fail', () => {
    const whole = [
      tiff([
        [254, 1],
        [271, 'SONY'],
        [330, 1],
      ]),
      box('mif1', 'avif'),
      bytes('BM', new Array(30).fill(1)),
      bytes('<svg>'),
    ];
    for (const head of whole) for (let length = 0; length <= head.length; length += 1) expect(() => sniff(head.subarray(0, length))).not.toThrow();
  });
});

describe('what cannot be taken is told why', () => {
  const told = (head: Buffer) => {
    const refusal = refusalOf(sniff(head));
    return refusal === null ? null : [refusal.code, refusal.message];
  };
  test('pictures that are decoded are not refused', () => {
    expect(told(bytes([0xff, 0xd8, 0xff]))).toBeNull();
  });
  test.each([
    [box('heic'), 'media-no-reader', 'The file is a HEIC image: no plugin reads this yet.'],
    [box('isom'), 'media-no-reader', 'The file is an MP4 video: no plugin reads this yet.'],
    [tiff([[50706, 1]]), 'media-no-reader', 'The file is a DNG RAW image: no plugin reads this yet.'],
    [bytes('<svg>'), 'media-type-refused', 'The file is an SVG drawing, which can carry scripts; only pictures are taken.'],
    [bytes('<html>'), 'media-type-refused', 'The file is a web page, not a picture; only pictures are taken.'],
    [Buffer.alloc(9), 'media-type-unknown', 'The file is no picture: its content is of no type this gallery knows.'],
  ])('%#', (head, code, message) => {
    expect(told(head)).toEqual([code, message]);
  });
});
