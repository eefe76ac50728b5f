import { join } from 'node:path';
import { kernel } from '@picturerail/core';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAssets } from '../core/src/theme/assets.ts';

const packagesDirs = [join(import.meta.dirname, 'plugins')];
const assetsDir = join(packagesDirs[0] as string, 'with-assets/assets');

describe.each(testServers())('files of a plugin on $name', ({ server }) => {
  let gallery: TestGallery;
  const get = (path: string) => gallery.visitor().get(path);
  const address = createAssets().read('p', { id: 'with-assets', version: '1.0.0' }, [assetsDir]).url('with-assets.css');

  beforeAll(async () => {
    gallery = await startGallery({ server, packagesDirs });
  });
  afterAll(() => gallery.close());

  it('are served by a process that was asked for them before it heard that the plugin runs', async () => {
    expect((await get(address)).status).toBe(404);
    // As another process does it; this one learns of it by its next request for a page.
    await kernel.activatePlugin(gallery.house, 'with-assets');
    const file = await get(address);
    expect([file.status, file.text]).toEqual([200, '.with-assets {\n  color: inherit;\n}\n']);
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(JSON.parse((await get('/p/with-assets')).text)).toEqual({ url: address });
  });

  it('of a version that is unknown are the current ones, and not to be kept', async () => {
    const file = await get(address.replace('1.0.0', '0.9.0'));
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect((await get(address.replace('with-assets.css', 'gone.css'))).status).toBe(404);
  });
});
