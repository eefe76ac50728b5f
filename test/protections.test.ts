import { accounts, kernel, openHouse } from '@picturerail/core';
import { gallery as domain, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../core/src/upkeep/examine.ts';

const folder = new URL('./plugins/with-protection/', import.meta.url);
const id = 'with-protection';
const open = { entries: [{ principal: 'everyone' as const, rights: ['view', 'download'] as const }] };

describe.each(testServers())('on $name', ({ server }) => {
  let gallery: TestGallery;
  let inside: number;
  let below: number;
  let outside: number;

  /** Addresses of one size of each picture on the page of the newest, and of its original. */
  async function addresses(image: number): Promise<{ readonly page: number; readonly size: string; readonly original: string | undefined }> {
    const { status, text } = await gallery.visitor().page(`/images/${image}/x`);
    const all = text.match(/\/media\/\d+\/[\w-]{16}\/[\w-]+\.\w+/g) ?? [];
    return { page: status, size: all.find((path) => path.includes('/480.')) ?? '', original: all.find((path) => path.includes('/original.')) };
  }
  const statusOf = async (image: number) => (await gallery.visitor().get((await addresses(image)).size)).status;
  const statuses = async () => [await statusOf(inside), await statusOf(below), await statusOf(outside)];
  const findings = async () => (await examine(gallery.house)).filter(({ code }) => code === 'protection-unmet').flatMap(({ examples }) => examples);
  const release = () => kernel.releaseProtections(gallery.house.database, id);

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: [folder] });
    const album = await gallery.album('Protected', { access: open });
    const image = (title: string, albumId: number) => gallery.image(albumId, { title, width: 640, height: 480 });
    inside = await image('inside', album);
    below = await image('below', await gallery.album('Below', { parent: album }));
    outside = await image('outside', await gallery.album('Open', { access: open }));
    await gallery.house.settings.set(id, 'gallery', { scope: `album:${album}`, images: [inside] });
  });
  afterAll(() => gallery.close());

  it('what a plugin protects is shown as the plugin wants it while it runs, and that is written down', async () => {
    expect(await statuses()).toEqual([200, 200, 200]);
    const [listing] = await kernel.listProtections(gallery.house.database.read);
    expect(listing).toMatchObject({ plugin: id, covers: [{ scope: expect.stringMatching(/^album:\d+$/), step: 'tint' }] });
    expect((await addresses(inside)).original).toBeUndefined();
    expect(await findings()).toEqual([]);
  });

  it('costs no statement once it is written down', async () => {
    const { size } = await addresses(inside);
    await gallery.visitor().get(size);
    const before = gallery.house.database.stats().queries;
    expect((await gallery.visitor().get(size)).status).toBe(200);
    expect(gallery.house.database.stats().queries - before).toBe(1);
  });

  it.each<[string, () => Promise<void>]>([
    ['is stopped while the gallery serves', async () => void (await gallery.house.kernel.follow([], new Map()))],
    ['is deactivated', () => gallery.restart({ plugins: [] })],
    ['is absent in safe mode', () => gallery.restart({ env: { SAFE_MODE: '1' } })],
    ['fails in setup', () => gallery.restart({ plugins: [folder], env: {} })],
  ])('is withheld from everybody when the plugin %s, and comes back with it', async (how, stop) => {
    const before = await addresses(inside);
    const bytes = (await gallery.visitor().get(before.size)).bytes;
    const webmaster = await gallery.as(1);
    if (how === 'fails in setup') process.env.TEST_PLUGIN_BROKEN = '1';
    try {
      await stop();
      expect(gallery.house.kernel.runs(id)).toBe(false);
      expect(await statuses()).toEqual([503, 503, 200]);
      for (const client of [gallery.visitor(), webmaster]) {
        for (const path of [before.size, (await addresses(inside)).size]) {
          const answer = await client.get(path);
          expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([503, 'image/svg+xml', 'no-store']);
          expect(answer.text).not.toContain(id);
          expect(answer.bytes).not.toEqual(bytes);
        }
        const original = before.size.replace(/480\.jpg$/, 'original.jpg');
        expect((await client.get(original)).status).toBe(404);
      }
      const page = await gallery.visitor().page(`/images/${inside}/inside`);
      expect([page.status, page.text.includes(id), page.text.includes('original.')]).toEqual([200, false, false]);
      await gallery.jobs.run();
      expect(await statuses()).toEqual([503, 503, 200]);
    } finally {
      delete process.env.TEST_PLUGIN_BROKEN;
    }
    await gallery.restart({ plugins: [folder] });
    expect(await statuses()).toEqual([200, 200, 200]);
    expect((await gallery.visitor().get(before.size)).bytes).toEqual(bytes);
  });

  it('is withheld when the plugin is quarantined, by every process that starts afterwards too', async () => {
    await gallery.house.registry.quarantine(id, 'it misbehaved');
    await gallery.house.registry.follow();
    expect(await statuses()).toEqual([503, 503, 200]);
    expect(await findings()).toEqual([expect.stringMatching(/^album \d+ \(by "with-protection"\)$/)]);
    await gallery.restart({ plugins: 'bundled' });
    expect(await statuses()).toEqual([503, 503, 200]);
  });

  it('is withheld when the plugin is gone from the disk, until a webmaster releases it', async () => {
    await gallery.restart({ plugins: [] });
    expect(await statuses()).toEqual([503, 503, 200]);
    expect(await release()).toBe(1);
    expect(await statuses()).toEqual([200, 200, 200]);
    expect((await addresses(inside)).original).toBeDefined();
    expect(await findings()).toEqual([]);
    await gallery.restart({ plugins: [] });
    expect(await statuses()).toEqual([200, 200, 200]);
  });

  it('covers the whole gallery where the plugin names no album, in another process without the plugin too', async () => {
    await gallery.restart({ plugins: [folder] });
    const other = await openHouse({ ...gallery.house.config, safeMode: true }, 'job', gallery.house.log);
    const refusedThere = async () => {
      await accounts.catchUp(other.accounts);
      const plans = await other.media.plans([{ id: below, version: 1 }], domain.visitorViewer(other.gallery, 'en'));
      return plans.map((plan) => plan.of('480').refused !== null);
    };
    expect(await refusedThere()).toEqual([false]);
    await gallery.house.settings.set(id, 'gallery', { scope: 'gallery', images: [outside] });
    expect(await statuses()).toEqual([200, 200, 200]);
    expect(await refusedThere()).toEqual([true]);
    await other.close();
    await gallery.restart({ plugins: [] });
    expect(await statuses()).toEqual([503, 503, 503]);
    expect(await release()).toBe(1);
    expect(await statuses()).toEqual([200, 200, 200]);
  });
});
