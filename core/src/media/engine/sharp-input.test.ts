import { expect, test } from 'vitest';
import type { Picture } from './engine.ts';
import { decoding } from './sharp-input.ts';

const input: Picture = {
  file: '/originals/Harbour/boats.jpg',
  mime: 'image/jpeg',
  name: 'boats.jpg',
  limits: { pixels: 1e6, frames: 1, bytes: 1e6, memoryMb: 512, timeMs: 1_000 },
};
const codeFor = async (message: string) => decoding(input, () => Promise.reject(new Error(message))).catch((error: { readonly code: string }) => error.code);

test.each([
  'Input file is missing: /originals/Harbour/boats.jpg',
  'VipsForeignLoad: file "/originals/Harbour/boats.jpg" does not exist',
  'vips_source_new_from_file: unable to open for read\nsystem error: No such file or directory',
])('a file that was renamed while it was decoded is gone, not damaged: %s', async (message) => {
  expect(await codeFor(message)).toBe('media-file-gone');
});

test.each([
  ['VipsJpeg: premature end of JPEG image', 'media-damaged'],
  ['source: unable to open for read\nsystem error: Permission denied', 'media-not-read'],
  ['/derivatives/ab/320.jpg: unable to open for write\nsystem error: No such file or directory', 'media-not-written'],
  ['/derivatives/ab/320.jpg: write error\nsystem error: No space left on device', 'media-not-written'],
])('what else is said of it stays what it is: %s', async (message, code) => {
  expect(await codeFor(message)).toBe(code);
});
