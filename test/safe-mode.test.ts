import { startGallery } from '@picturerail/testing';
import { expect, it } from 'vitest';

it('safe mode starts without plugins and serves all the same', async () => {
  const gallery = await startGallery({ plugins: 'bundled', env: { SAFE_MODE: '1' } });
  try {
    const image = await gallery.image(await gallery.album('Album'), { title: 'Image' });
    expect(gallery.house.kernel.plugins()).toEqual([]);
    expect((await gallery.visitor().get(`/images/${image}/image`)).status).toBe(200);
    await gallery.restart({ env: { SAFE_MODE: '0' } });
    expect(gallery.house.kernel.plugins().map(({ id, state }) => [id, state])).toContainEqual(['metadata', 'active']);
  } finally {
    await gallery.close();
  }
});
