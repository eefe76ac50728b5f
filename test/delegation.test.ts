import { gallery as domain, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Client = ReturnType<TestGallery['visitor']>;

const bare = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe.each(testServers())('an album entrusted to somebody, on $name', ({ server }) => {
  let gallery: TestGallery;
  let ana: Client;
  let coast: number;
  let harbour: number;
  let boats: number;
  let city: number;

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: ['metadata'] });
    const anaId = await gallery.user('ana');
    await gallery.user('eve');
    coast = await gallery.album('Coast');
    harbour = await gallery.album('Harbour', { parent: coast, access: { entries: [{ principal: { user: anaId }, rights: ['manage'] }] } });
    boats = await gallery.album('Boats', { parent: harbour, access: { entries: [] } });
    city = await gallery.album('City');
    await gallery.image(boats);
    ana = await gallery.as(anaId);
  });
  afterAll(() => gallery.close());

  const at = (id: number, more = '') => `/admin/albums/${id}${more}`;

  it('leads from its page to its administration, which holds that and nothing else', async () => {
    expect((await ana.get(`/albums/${harbour}/harbour`)).text).toContain(`href="${at(harbour)}"`);
    for (const path of [`/albums/${coast}/coast`, '/', '/newest', '/account']) {
      expect([path, [...(await ana.get(path)).text.matchAll(/"(\/admin[^"]*)"/g)].map(([, found]) => found)]).toEqual([path, ['/admin/albums']]);
    }
    const { text } = await ana.get('/admin/albums');
    expect(bare(text)).toContain('Harbour');
    expect(text).not.toMatch(/Coast|City|\/admin\/(?:users|jobs|plugins|settings)|name="action" value="create"/);
    const page = (await ana.get(at(harbour))).text;
    expect(bare(page)).toContain('Boats');
    expect(page).not.toMatch(/Coast|City|"eve"/);
  });

  it('does not open what is not in it', async () => {
    for (const path of [
      '/admin',
      '/admin/users',
      '/admin/jobs',
      '/admin/groups',
      '/admin/settings',
      '/admin/plugins',
      '/admin/p/metadata',
      at(coast),
      at(city),
    ])
      expect([path, (await ana.get(path)).status]).toEqual([path, 404]);
    for (const action of ['save', 'create', 'access', 'trash'])
      expect([action, (await ana.submit(at(city), { action, title: 'Mine', access: 'inherit' })).status]).toEqual([action, 404]);
    expect((await ana.get(at(boats, `/move?in=${city}`))).status).toBe(404);
    const eve = await gallery.as(((await domain.principalCalled(gallery.house.gallery, 'user', 'eve')) as { user: number }).user);
    for (const path of ['/admin/albums', at(harbour), '/admin/trash']) expect([path, (await eve.get(path)).status]).toEqual([path, 404]);
    expect((await eve.submit(at(harbour), { action: 'create', title: 'Mine' })).status).toBe(404);
    expect((await gallery.visitor().get('/admin/albums')).status).toBe(404);
  });

  it('is worked on as an administrator would: albums in it, names, who may see them', async () => {
    const made = await ana.submit(at(harbour), { action: 'create', title: 'Piers' });
    const piers = Number(/albums\/(\d+)/.exec(made.headers.get('location') ?? '')?.[1]);
    expect((await ana.get(at(piers))).status).toBe(200);
    await ana.submit(at(piers), { action: 'save', title: 'Old piers', description: '', sort: 'name' });
    expect((await domain.findAlbum(gallery.house.gallery, piers))?.title).toBe('Old piers');
    const asked = await ana.submit(at(boats), { action: 'access', access: 'own', 'add.kind': 'user', 'add.name': 'Eve', 'add.preset': 'viewer' });
    expect(bare(asked.text)).toContain('eve');
    const sure = await ana.submit(at(boats), { action: 'access', access: 'own', 'add.kind': 'user', 'add.name': 'Eve', 'add.preset': 'viewer', sure: 'yes' });
    expect(sure.headers.get('location')).toBe(`${at(boats)}?done=access`);
    expect((await ana.submit(at(boats), { action: 'access', access: 'own', 'add.kind': 'user', 'add.name': 'Nobody', 'add.preset': 'viewer' })).status).toBe(
      400,
    );
  });

  it('keeps what is moved inside, and refuses to put anything where others are', async () => {
    expect((await ana.submit(at(boats, '/move'), { into: String(city) })).status).toBe(403);
    expect((await ana.submit(at(boats, '/move'), { into: 'top' })).status).toBe(403);
    const [piers] = (await domain.browseAlbums(gallery.house.gallery, domain.system, harbour, { offset: 0, limit: 9 })).albums.filter(({ id }) => id !== boats);
    expect((await ana.submit(at(boats, '/move'), { into: String(piers?.id) })).headers.get('location')).toBe(`${at(boats)}?done=moved`);
    await ana.submit(at(boats, '/move'), { into: String(harbour) });
  });

  it('goes to the trash with a way back, and is not deleted for good', async () => {
    expect((await ana.submit(at(boats), { action: 'trash' })).headers.get('location')).toBe(`${at(harbour)}?trashed=${boats}`);
    expect(bare((await ana.get(`${at(harbour)}?trashed=${boats}`)).text)).toContain('Undo');
    const trash = (await ana.get('/admin/trash')).text;
    expect(bare(trash)).toContain('Boats');
    expect(trash).not.toContain('value="purge"');
    expect((await ana.submit('/admin/trash', { action: 'purge', album: String(boats), sure: 'yes' })).status).toBe(403);
    await domain.trashAlbum(gallery.house.gallery, domain.system, city);
    expect((await ana.submit('/admin/trash', { action: 'restore', album: String(city) })).status).toBe(403);
    expect((await ana.get('/admin/trash')).text).not.toContain('City');
    expect((await ana.submit('/admin/trash', { action: 'restore', album: String(boats) })).headers.get('location')).toBe(`${at(boats)}?done=restored`);
  });
});
