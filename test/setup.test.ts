import { accounts } from '@picturerail/core';
import { startGallery, type TestGallery } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let gallery: TestGallery;
let link: string;

beforeAll(async () => {
  gallery = await startGallery({ setUp: false });
  link = `/setup/${await accounts.createSetupToken(gallery.house.accounts)}`;
});
afterAll(() => gallery.close());

const answers = { gallery: 'Wall & Nail', name: 'keeper', password: 'picture-rail-of-oak', access: 'private' };

describe('a gallery that has not been set up', () => {
  it.each(['/', '/albums/1', '/images/1', '/media/1/x/480.jpg', '/newest', '/account/sign-in', '/setup/AAAAAAAAAAAAAAAAAAAAAA', '/robots.txt'])(
    'says so on %s',
    async (path) => {
      const { status, headers, text } = await gallery.visitor().get(path);
      expect(status).toBe(503);
      expect(headers.get('cache-control')).toBe('no-store');
      if (!path.startsWith('/media')) expect(text).toContain('has not been set up yet');
    },
  );

  it('links to itself whatever the address looks like', async () => {
    const { status, text } = await gallery.visitor().get(`${gallery.url}//evil.example/x`);
    expect(status).toBe(503);
    expect(text).not.toContain('"//');
  });

  it('is alive and ready', async () => {
    expect((await gallery.visitor().get('/healthz')).status).toBe(200);
    expect((await gallery.visitor().get('/readyz')).status).toBe(200);
  });

  it('shows a form to who has the link, and does nothing for a form that was forged', async () => {
    expect((await gallery.visitor().get(link)).text).toContain('name="gallery"');
    const forged = await gallery.visitor().request('POST', link, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(answers).toString(),
    });
    expect(forged.status).toBe(403);
  });

  it('says beside the field what is wrong, keeps the rest, and forgets the password', async () => {
    const { status, text } = await gallery.visitor().submit(link, { ...answers, password: 'short' });
    expect(status).toBe(400);
    expect(text).toContain('This password is too short');
    expect(text).toContain('value="Wall &amp; Nail"');
    expect(text).not.toContain('"short"');
  });

  it('is set up once, by one link, and signs the webmaster in', async () => {
    const keeper = gallery.visitor();
    const { status, headers } = await keeper.submit(link, answers);
    expect([status, headers.get('location')]).toEqual([303, '/']);
    const home = await keeper.get('/');
    expect(home.status).toBe(200);
    expect(home.text).toContain('Wall &amp; Nail');
    expect(home.text).toContain('/account/sign-out');
    const again = await gallery.visitor().get(link);
    const nowhere = await gallery.visitor().get('/setup/AAAAAAAAAAAAAAAAAAAAAA');
    expect([again.status, nowhere.status]).toEqual([404, 404]);
  });

  it('shows new albums to nobody where that was the answer', async () => {
    const album = await gallery.album('Behind the curtain');
    expect((await gallery.visitor().get(`/albums/${album}`)).status).toBe(404);
  });

  it('still knows all that after a restart', async () => {
    await gallery.restart();
    expect((await gallery.visitor().get('/')).status).toBe(200);
    expect(await accounts.createSetupToken(gallery.house.accounts)).toBeNull();
  });
});
