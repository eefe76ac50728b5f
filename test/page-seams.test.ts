import { html } from '@picturerail/sdk';
import { type Client, startGallery, type TestGallery } from '@picturerail/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let gallery: TestGallery;
let album: number;
let images: number[];
let path: string;

beforeEach(async () => {
  gallery = await startGallery();
  album = await gallery.album('Album');
  path = `/albums/${album}/album`;
  images = [await gallery.image(album, { title: 'One' }), await gallery.image(album, { title: 'Two' })];
});
afterEach(() => gallery.close());

const core = () => gallery.house.kernel.core;
const text = async (address: string, client: Client = gallery.visitor()) => (await client.get(address)).text;

describe('what plugins hang into pages', () => {
  it('menus:list says what stands in the menus, and what is no entry is left out', async () => {
    const asked: unknown[] = [];
    const keeper = await gallery.as(1);
    core().filter('menus:list', (menus, { path: at }) => {
      asked.push([at, ...menus.map(({ place, entries }) => [place, entries.map(({ url }) => url)])]);
      const odd = [null, 'x', {}, { label: '', url: '/' }, { label: 'x', url: 'javascript:alert(1)' }, { label: 'x', url: '//evil.example.org' }] as never[];
      const deep = { label: 'Two', url: '/two', entries: [{ label: 'Three', url: '/three', entries: [{ label: 'Four', url: '/four' }] }, ...odd] };
      const one = { label: '<b>One</b>', url: `${path}?a=1` };
      return menus.map((menu) => ({ ...menu, entries: menu.place === 'main' ? [one, ...odd, deep] : [one, ...odd] }));
    });
    const page = await text(path, keeper);
    const linksIn = (nav: string) =>
      [...(new RegExp(`<nav class="${nav}"[\\s\\S]*?</nav>`).exec(page)?.[0] ?? '').matchAll(/<a href="([^"]*)"([^>]*)>([^<]*)<\/a>/g)].map((found) =>
        found.slice(1).join(''),
      );
    expect(linksIn('foot-nav')).toEqual([`${path}?a=1 aria-current="page"&lt;b&gt;One&lt;/b&gt;`]);
    expect(linksIn('site-nav')).toEqual([...linksIn('foot-nav'), '/twoTwo', '/threeThree', `/admin/albums/${album}Administration`, '/accountkeeper']);
    expect(asked).toEqual([[path, ['main', ['/', '/newest']], ['footer', []]]]);
  });

  it('images:list and albums:list are asked once for a whole page, with where it stands', async () => {
    await gallery.album('Child', { parent: album });
    const asked: unknown[] = [];
    core().filter('images:list', (items, where) => {
      asked.push({ images: items.length, ...where });
      for (const item of items) item.title = `${item.title} & more`;
    });
    core().filter('albums:list', (items, where) => {
      asked.push({ albums: items.length, ...where });
      for (const item of items) item.title = 'Renamed';
    });
    const page = await text(path);
    expect(page).toContain('One &amp; more');
    expect(page).toContain('Renamed');
    const where = { list: `album-${album}`, albumId: album, page: 1 };
    expect(asked).toEqual([
      { albums: 1, ...where },
      { images: 2, ...where },
    ]);
  });

  it('images:view changes what an image page says', async () => {
    core().filter('images:view', ([view]) => {
      if (view) view.description = 'Said by a plugin';
    });
    expect(await text(`/images/${images[0]}/one`)).toContain('Said by a plugin');
  });

  it('slots are filled, and what they give is not escaped twice', async () => {
    core().slot('image.badges@1', (items) => items.map((item) => (item.title === 'One' ? html`<i>${'<first>'}</i>` : null)));
    const page = await text(path);
    expect(page.match(/<i>&lt;first&gt;<\/i>/g)).toHaveLength(1);
  });
});

describe('a list of a plugin', () => {
  beforeEach(async () => {
    const hidden = await gallery.image(await gallery.album('Hidden', { access: { entries: [] } }), { title: 'Unseen' });
    core().provider('list', 'tag', {
      describe: async (key) => (key === 'sea' ? { title: 'Tag: sea', url: '/p/tags/sea' } : null),
      around: async () => ({ previous: hidden, next: images[1] ?? null, position: 2, total: 7 }),
    });
  });

  it('leads from image to image, but to none that this viewer may not see', async () => {
    const page = await text(`/images/${images[0]}/one?in=tag-sea`);
    expect(page).toContain('Tag: sea');
    expect(page).toContain(`/images/${images[1]}/two?in=tag-sea`);
    expect(page).not.toContain('Unseen');
  });

  it('that is unknown gives way to an album of the image', async () => {
    for (const list of ['tag-lake', 'none-such', 'x', `album-999999`]) {
      expect(await text(`/images/${images[0]}/one?in=${list}`)).toContain(path);
    }
  });
});

describe('a guard of bytes', () => {
  it('refuses as if there were nothing, and keeps what it lets through out of shared caches', async () => {
    const ana = await gallery.as(await gallery.user('ana'));
    const address = /\/media\/[\w/-]+\/480\.jpg|\/media\/[\w/-]+\/320\.jpg/.exec(await text(path))?.[0] ?? '';
    expect((await gallery.visitor().get(address)).headers.get('cache-control')).toContain('public');
    core().guard('media:serve', (requests) => requests.map(({ viewer }) => (viewer.userId === null ? 'refuse' : 'pass')));
    expect((await gallery.visitor().get(address)).status).toBe(404);
    const { status, headers } = await ana.get(address);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
  });
});

describe('steps of a plugin', () => {
  it('that cannot be had leave no file, never a file without them', async () => {
    const before = /\/media\/[\w/-]+\/320\.jpg/.exec(await text(path))?.[0] ?? '';
    expect((await gallery.visitor().get(before)).status).toBe(200);
    core().collect('media:steps', () => {
      throw new Error('the mark is gone');
    });
    const after = /\/media\/[\w/-]+\/320\.jpg/.exec(await text(path))?.[0] ?? '';
    expect(after).not.toBe(before);
    expect((await gallery.visitor().get(after)).status).toBe(503);
    // There is no plan that an earlier address could lead to.
    expect((await gallery.visitor().get(before)).status).toBe(503);
  });
});
