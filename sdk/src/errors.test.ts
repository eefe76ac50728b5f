import { expect, test } from 'vitest';
import { GalleryError, isGalleryError } from './errors.ts';

test('an error carries code, sentence, status, particulars and cause', () => {
  const cause = new Error('below');
  const error = new GalleryError('album-inside-itself', 'The album "a" cannot be moved into itself.', { status: 409, data: { id: 1 }, cause });
  expect(error).toMatchObject({ name: 'GalleryError', code: 'album-inside-itself', status: 409, data: { id: 1 }, cause });
  expect(new GalleryError('some-refusal', 'No.')).toMatchObject({ status: 400, data: {} });
});

test('it is recognised whichever copy of the SDK it comes from', () => {
  const foreign = Object.defineProperty(new Error('x'), Symbol.for('picturerail.error'), { value: true });
  expect([new GalleryError('a', 'b'), foreign].map(isGalleryError)).toEqual([true, true]);
  expect([new Error('x'), null, 'x', undefined].map(isGalleryError)).toEqual([false, false, false, false]);
});
