import { connect } from 'node:net';
import { type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe.each(testServers())('on $name', ({ server }) => {
  let gallery: TestGallery;
  let open: number;
  let members: number;
  let ana: Client;

  beforeAll(async () => {
    gallery = await startGallery({ server });
    const user = await gallery.user('ana');
    open = await gallery.image(await gallery.album('Open', { access: { entries: [{ principal: 'everyone', rights: ['view', 'download'] }] } }), {
      title: 'Open',
      width: 800,
      height: 600,
    });
    const inside = await gallery.album('Members', { access: { entries: [{ principal: 'signed-in', rights: ['view'] }] } });
    members = await gallery.image(inside, { title: 'Members', width: 800, height: 600, fileName: 'Größe "1".jpg' });
    ana = await gallery.as(user);
  });
  afterAll(() => gallery.close());

  async function addresses(client: Client, id: number): Promise<{ size: (name: string) => string; original: string | undefined }> {
    const { text } = await client.get(`/images/${id}/${id === open ? 'open' : 'members'}`);
    const all = [...new Set(text.match(/\/media\/\d+\/[\w-]{16}\/[\w-]+\.\w+/g))];
    const size = (name: string) => all.find((path) => path.includes(`/${name}.`)) ?? '';
    return { size, original: all.find((path) => path.includes('/original.')) };
  }

  describe('bytes', () => {
    it('of a derivative have the size that the address says', async () => {
      const path = (await addresses(gallery.visitor(), open)).size('480');
      const { status, headers, bytes } = await gallery.visitor().get(path);
      expect([status, headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect(Number(headers.get('content-length'))).toBe(bytes.length);
      expect([...bytes.slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    });

    it('that everyone may see may be kept for an hour, by caches too, and carry no cookie', async () => {
      const path = (await addresses(gallery.visitor(), open)).size('480');
      for (const client of [gallery.visitor(), ana]) {
        const { headers } = await client.get(path);
        expect(headers.get('cache-control')).toBe('public, max-age=3600');
        expect(headers.getSetCookie()).toEqual([]);
      }
    });

    it('that only some may see are asked for each time, and confirmed only to them', async () => {
      const path = (await addresses(ana, members)).size('480');
      const { headers } = await ana.get(path);
      expect(headers.get('cache-control')).toBe('private, no-cache');
      const etag = headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]+"$/);
      const again = await ana.get(path, { 'if-none-match': etag });
      expect([again.status, again.bytes.length, again.headers.get('etag')]).toEqual([304, 0, etag]);
      expect((await ana.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
      expect((await gallery.visitor().get(path, { 'if-none-match': etag })).status).toBe(404);
    });

    it('under another hash lead to the right one, for who may see them', async () => {
      const path = (await addresses(ana, members)).size('480');
      const wrong = path.replace(/\/[\w-]{16}\//, '/AAAAAAAAAAAAAAAA/');
      const { status, headers } = await ana.get(wrong);
      expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([302, path, 'no-store']);
      expect((await gallery.visitor().get(wrong)).status).toBe(404);
    });

    it.each(['481.jpg', '480.webp', '480', '480.jpg.jpg', 'original.png', '../480.jpg', '480.JPG'])('do not exist as "%s"', async (file) => {
      const path = (await addresses(gallery.visitor(), open)).size('480');
      expect((await gallery.visitor().get(path.replace('480.jpg', file))).status).toBe(404);
    });

    it('are announced by HEAD as by GET', async () => {
      const { size, original } = await addresses(gallery.visitor(), open);
      for (const path of [size('480'), original ?? '']) {
        const [head, get] = [await gallery.visitor().request('HEAD', path), await gallery.visitor().get(path)];
        expect(head.bytes.length).toBe(0);
        for (const name of ['content-length', 'content-type', 'etag', 'cache-control', 'accept-ranges'])
          expect(head.headers.get(name), name).toBe(get.headers.get(name));
      }
    });

    it('come as JPEG whatever the browser says it accepts', async () => {
      const path = (await addresses(gallery.visitor(), open)).size('480');
      const { headers } = await gallery.visitor().get(path, { accept: 'image/avif,image/webp' });
      expect([headers.get('content-type'), headers.get('vary')]).toEqual(['image/jpeg', null]);
    });
  });

  describe('an original', () => {
    it('comes as it was stored, with its name, and cannot run', async () => {
      const { original } = await addresses(gallery.visitor(), open);
      const { status, headers } = await gallery.visitor().get(original ?? '');
      expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([200, 'image/jpeg', 'inline; filename="Open.jpg"']);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain('sandbox');
    });

    it('comes in parts', async () => {
      const { original = '' } = await addresses(gallery.visitor(), open);
      const whole = await gallery.visitor().get(original);
      const part = await gallery.visitor().get(original, { range: 'bytes=10-19' });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${whole.bytes.length}`]);
      expect([...part.bytes]).toEqual([...whole.bytes.slice(10, 20)]);
      const late = await gallery.visitor().get(original, { range: `bytes=${whole.bytes.length}-` });
      expect([late.status, late.headers.get('content-range')]).toEqual([416, `bytes */${whole.bytes.length}`]);
      const other = await gallery.visitor().get(original, { range: 'bytes=10-19', 'if-range': '"other"' });
      expect([other.status, other.bytes.length]).toEqual([200, whole.bytes.length]);
    });

    it('is not held open for requests that wait for their turn on a connection', async () => {
      const { original = '' } = await addresses(gallery.visitor(), open);
      const { originals } = gallery.house.storage;
      const read = originals.read;
      const opened: number[] = [];
      let held = 0;
      originals.read = async (...asked) => {
        const stream = await read(...asked);
        opened.push(++held);
        stream?.once('close', () => (held -= 1));
        return stream;
      };
      const { hostname, port, host } = new URL(gallery.url);
      const socket = connect(Number(port), hostname);
      let text = '';
      socket.setEncoding('latin1').on('data', (part: string) => (text += part));
      socket.write(`GET ${original} HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(8));
      await expect.poll(() => text.split('HTTP/1.1 200 OK').length).toBe(9);
      socket.destroy();
      originals.read = read;
      expect(opened).toHaveLength(8);
      // The one before may be about to close.
      expect(Math.max(...opened)).toBeLessThanOrEqual(2);
    });

    it('is not offered, and does not exist, for who may only look', async () => {
      const { size, original } = await addresses(ana, members);
      expect(original).toBeUndefined();
      expect((await ana.get(size('480'))).status).toBe(200);
      expect((await ana.get(size('480').replace('480', 'original'))).status).toBe(404);
    });
  });

  describe('behind a web server that sends the files', () => {
    it('a derivative is handed over by its key, checked like any other; an original never is', async () => {
      await gallery.house.settings.set('core', 'gallery', { accelRedirect: true });
      const { size, original = '' } = await addresses(gallery.visitor(), open);
      const handed = await gallery.visitor().get(size('480'));
      expect([handed.status, handed.bytes.length, handed.headers.get('content-type')]).toEqual([200, 0, 'image/jpeg']);
      expect(handed.headers.get('x-accel-redirect')).toMatch(/^\/_derivatives\/\d+\/\d+\/[\w-]{16}\/480\.jpg$/);
      expect((await gallery.visitor().get((await addresses(ana, members)).size('480'))).status).toBe(404);
      expect((await gallery.visitor().get(original)).headers.get('x-accel-redirect')).toBeNull();
      await gallery.house.settings.set('core', 'gallery', { accelRedirect: false });
    });
  });
});
