import { startGallery, type TestGallery } from '@picturerail/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

let gallery: TestGallery;
beforeEach(async () => {
  gallery = await startGallery({ plugins: [new URL('..', import.meta.url)] });
});
afterEach(() => gallery.close());

test('the page of an image says since when it hangs', async () => {
  const image = await gallery.image(await gallery.album('Harbour'), { title: 'Boats' });
  const visitor = gallery.visitor();
  expect((await visitor.page(`/images/${image}`)).text).not.toContain('In the gallery since');
  await gallery.jobs.run();
  expect((await visitor.page(`/images/${image}`)).text).toContain('In the gallery since');
});
