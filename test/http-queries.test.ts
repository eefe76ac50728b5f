import { type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe.each(testServers())('on $name', ({ server }) => {
  let gallery: TestGallery;
  let pages: { readonly [name: string]: { readonly path: string; readonly cards: number; readonly pictures: number } };
  let visitor: Client;
  let member: Client;

  beforeAll(async () => {
    gallery = await startGallery({ server });
    const album = await gallery.album('Album');
    let image = 0;
    for (let count = 0; count < 3; count += 1) {
      image = await gallery.image(album);
      await gallery.image(await gallery.album(`Child ${count}`, { parent: album }));
    }
    visitor = gallery.visitor();
    member = await gallery.as(await gallery.user('ana'));
    const { headers } = await visitor.get(`/images/${image}?in=album-${album}`);
    pages = {
      album: { path: `/albums/${album}/album`, cards: 3, pictures: 3 },
      home: { path: '/', cards: 1, pictures: 6 },
      newest: { path: '/newest', cards: 0, pictures: 6 },
      image: { path: headers.get('location') as string, cards: 0, pictures: 0 },
    };
  });
  afterAll(() => gallery.close());

  /** What the core asks: once to fill what a process keeps between requests, then counted. What a plugin asks is its own affair; none is active here. */
  async function queriesOf(client: Client, name: string): Promise<number> {
    const page = pages[name];
    if (!page) throw new Error(`There is no page "${name}" here.`);
    await client.get(page.path);
    const before = gallery.house.database.stats().queries;
    const { status, text } = await client.get(page.path);
    expect(status).toBe(200);
    expect(text.match(/<li class="card"/g) ?? []).toHaveLength(page.cards);
    expect(text.match(/<li class="p\d+"/g) ?? []).toHaveLength(page.pictures);
    return gallery.house.database.stats().queries - before;
  }

  it('no plugin is active whose questions would be counted with those of the core', () => {
    expect(gallery.house.kernel.plugins().filter(({ state }) => state === 'active')).toEqual([]);
  });

  it.each(['album', 'home', 'newest', 'image'])('the page "%s" asks the database at most 4 times for a visitor', async (name) => {
    expect(await queriesOf(visitor, name)).toBeLessThanOrEqual(4);
  });

  it.each(['album', 'home', 'newest', 'image'])('the page "%s" asks at most 5 times for who is signed in', async (name) => {
    expect(await queriesOf(member, name)).toBeLessThanOrEqual(5);
  });

  it('bytes are decided in one statement for a visitor, and in at most three for who is signed in', async () => {
    const { text } = await visitor.get('/newest');
    const path = /\/media\/\d+\/[\w-]+\/\d+\.jpg/.exec(text)?.[0] as string;
    const queriesFor = async (client: Client) => {
      await client.get(path);
      const before = gallery.house.database.stats().queries;
      expect((await client.get(path)).status).toBe(200);
      return gallery.house.database.stats().queries - before;
    };
    expect(await queriesFor(visitor)).toBe(1);
    expect(await queriesFor(member)).toBeLessThanOrEqual(3);
  });
});
