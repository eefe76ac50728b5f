import { gallery as rooms } from '@picturerail/core';
import { type Answer, type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe.each(testServers())('on $name', ({ server }) => {
  let gallery: TestGallery;
  let hidden: number;
  let image: number;
  let ana: number;
  /** Addresses of the bytes as somebody gets them who may see them. */
  let bytes: { derivatives: string[]; original: string };

  beforeAll(async () => {
    gallery = await startGallery({ server });
    ana = await gallery.user('ana');
    const open = await gallery.album('Open');
    await gallery.image(open, { title: 'Everybody' });
    hidden = await gallery.album('Quetzal secret', { parent: open, access: { entries: [{ principal: { user: ana }, rights: ['view', 'download'] }] } });
    image = await gallery.image(hidden, { title: 'Xylophone secret', fileName: 'zeppelin-secret.jpg' });
    bytes = await bytesOf(await gallery.as(ana));
  });
  afterAll(() => gallery.close());

  async function bytesOf(client: Client): Promise<typeof bytes> {
    const { text } = await client.get(`/images/${image}/xylophone-secret`);
    const found = [...new Set(text.match(new RegExp(`/media/${image}/[\\w-]+/[\\w-]+\\.\\w+`, 'g')))];
    return { derivatives: found.filter((path) => !path.includes('original')), original: found.find((path) => path.includes('original')) ?? '' };
  }

  /** What could tell two answers apart, but for what is new in each: id, nonce, token, date, and the address asked for. */
  function comparable(answer: Answer, path: string): string {
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? '';
    const names = [...answer.headers.keys()].filter((name) => !['x-request-id', 'date', 'set-cookie', 'content-length'].includes(name)).sort();
    const headers = names.map((name) => `${name}: ${answer.headers.get(name)}`).join('\n');
    return `${answer.status}\n${headers}\n${answer.text}`
      .replaceAll(nonce, 'NONCE')
      .replaceAll(/name="_csrf" value="[^"]*"/g, 'CSRF')
      .replaceAll(encodeURIComponent(path), 'PATH')
      .replaceAll(path, 'PATH');
  }

  const elsewhere = (path: string) => path.replace(/\/(albums|images|media)\/\d+/, '/$1/999999');

  describe('what a visitor may not see', () => {
    const paths = (): string[] => [
      `/albums/${hidden}`,
      `/albums/${hidden}/quetzal-secret`,
      `/albums/${hidden}/another-slug`,
      `/images/${image}`,
      `/images/${image}/xylophone-secret?in=album-${hidden}`,
      ...bytes.derivatives,
      bytes.original,
      `/media/${image}/AAAAAAAAAAAAAAAA/480.jpg`,
    ];

    it.each([{}, { accept: 'application/json' }])('answers exactly as what does not exist: %o', async (headers) => {
      expect(bytes.derivatives.length).toBeGreaterThan(0);
      expect(bytes.original).not.toBe('');
      for (const path of paths()) {
        for (const method of ['GET', 'HEAD']) {
          const client = gallery.visitor();
          const [one, other] = [await client.request(method, path, { headers }), await client.request(method, elsewhere(path), { headers })];
          expect(one.status, path).toBe(404);
          expect(comparable(one, path)).toBe(comparable(other, elsewhere(path)));
        }
      }
    });

    it('offers to sign in and come back', async () => {
      const { text } = await gallery.visitor().get(`/albums/${hidden}?page=2`);
      expect(text).toContain(`/account/sign-in?next=${encodeURIComponent(`/albums/${hidden}?page=2`)}`);
    });

    it('leaves no trace on the pages he does see', async () => {
      const client = gallery.visitor();
      for (const path of ['/', '/newest', '/albums/1', ...(await albumPaths(client))]) {
        const { text } = await client.get(path);
        expect(text).not.toMatch(/quetzal|xylophone|zeppelin/i);
        expect(text).not.toContain(`/media/${image}/`);
      }
    });

    it('is refused to another user too', async () => {
      const client = await gallery.as(await gallery.user('bob'));
      for (const path of paths()) expect((await client.get(path)).status, path).toBe(404);
    });

    it('is there, all of it, for who was granted it', async () => {
      const client = await gallery.as(ana);
      expect((await client.get(`/albums/${hidden}/quetzal-secret`)).text).toContain('Quetzal secret');
      expect((await client.get(`/images/${image}/xylophone-secret`)).text).toContain('Xylophone secret');
      for (const path of [...bytes.derivatives, bytes.original]) expect((await client.get(path)).status, path).toBe(200);
    });
  });

  describe('an album that is made private', () => {
    it('is gone for visitors at once: pages, images, each derivative, the original, also for those that knew them', async () => {
      const album = await gallery.album('Was open', { access: { entries: [{ principal: 'everyone', rights: ['view', 'download'] }] } });
      image = await gallery.image(album, { title: 'Xylophone secret' });
      const client = gallery.visitor();
      const before = await bytesOf(client);
      expect(before.original).not.toBe('');
      const etags = new Map<string, string>();
      for (const path of [...before.derivatives, before.original]) {
        const answer = await client.get(path);
        expect(answer.status).toBe(200);
        etags.set(path, answer.headers.get('etag') ?? '');
      }
      await rooms.setAlbumAccess(gallery.house.gallery, rooms.system, album, { entries: [] });
      for (const [path, etag] of etags) expect((await client.get(path, { 'if-none-match': etag })).status).toBe(404);
      expect((await client.get(`/albums/${album}/was-open`)).status).toBe(404);
      expect((await client.get(`/images/${image}/xylophone-secret`)).status).toBe(404);
      expect((await client.get('/')).text).not.toContain('Was open');
    });
  });

  async function albumPaths(client: Client): Promise<string[]> {
    return [...new Set((await client.get('/')).text.match(/\/albums\/\d+\/[\w-]+/g))];
  }
});
