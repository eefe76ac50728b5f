import { type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe.each(testServers())('on $name', ({ server }) => {
  let gallery: TestGallery;
  let path: string;

  beforeAll(async () => {
    gallery = await startGallery({ server });
    const album = await gallery.album('Album');
    path = `/albums/${album}/album`;
    for (let count = 0; count < 3; count += 1) {
      await gallery.image(album);
      await gallery.image(await gallery.album(`Child ${count}`, { parent: album }));
    }
  });
  afterAll(() => gallery.close());

  /** Once to fill what a process keeps between requests, then counted. */
  async function queriesOf(client: Client): Promise<number> {
    await client.get(path);
    const before = gallery.house.database.stats().queries;
    const { status, text } = await client.get(path);
    expect(status).toBe(200);
    expect(text.match(/<li class="card"/g)).toHaveLength(3);
    expect(text.match(/<li class="p\d+"/g)).toHaveLength(3);
    return gallery.house.database.stats().queries - before;
  }

  it('an album page asks the database at most 4 times for a visitor', async () => {
    expect(await queriesOf(gallery.visitor())).toBeLessThanOrEqual(4);
  });

  it('and at most 5 times for who is signed in', async () => {
    expect(await queriesOf(await gallery.as(await gallery.user('ana')))).toBeLessThanOrEqual(5);
  });
});
