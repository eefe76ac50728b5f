import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { examine } from '@picturerail/core';
import { paintImage, startGallery, type TestGallery } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('an original that somebody took away or changed', () => {
  let gallery: TestGallery;
  let id: number;
  const file = () => path.join(gallery.dir, 'originals', 'Summer', 'sea.jpg');
  const pictures = async () => [...(await gallery.visitor().get(`/images/${id}/sea`)).text.matchAll(/\/media\/[^"\s,]+/g)].map(([address]) => address);
  const forgetDerivatives = () => rm(path.join(gallery.dir, 'derivatives'), { recursive: true, force: true });
  const codes = async () => (await examine(gallery.house)).map(({ code }) => code);

  beforeAll(async () => {
    gallery = await startGallery({ env: { LOG_LEVEL: 'silent' } });
    id = await gallery.image(await gallery.album('Summer'), { fileName: 'sea.jpg', title: 'sea' });
    await gallery.jobs.run();
  });
  afterAll(() => gallery.close());

  it('costs no page, and no picture that was made of it before', async () => {
    const [picture = 'none'] = await pictures();
    await rename(file(), path.join(gallery.dir, 'away.jpg'));
    expect((await gallery.visitor().get(`/images/${id}/sea`)).status).toBe(200);
    expect((await gallery.visitor().get(picture)).status).toBe(200);
    expect(await codes()).toEqual(['original-missing']);
  });

  it('answers 404 for what would have to be made of it, again and again, until it is back', async () => {
    await forgetDerivatives();
    const [picture = 'none'] = await pictures();
    for (let n = 0; n < 2; n += 1) expect((await gallery.visitor().get(picture)).status).toBe(404);
    await rename(path.join(gallery.dir, 'away.jpg'), file());
    expect((await gallery.visitor().get(picture)).status).toBe(200);
    expect(await codes()).toEqual([]);
  });

  it('is shown as it lies where it was changed, but not where it is a picture of another shape; either is named', async () => {
    const [picture = 'none'] = await pictures();
    await writeFile(file(), await paintImage({ seed: 4711, description: 'retouched' }));
    await forgetDerivatives();
    expect((await gallery.visitor().get(picture)).status).toBe(200);
    expect(await codes()).toEqual(['original-size']);
    await writeFile(file(), await paintImage({ width: 100, height: 80, seed: 4711 }));
    await forgetDerivatives();
    expect((await gallery.visitor().get(picture)).status).toBe(409);
    expect(await codes()).toEqual(['original-size']);
  });
});
