import { createHash } from 'node:crypto';
import { type gallery as domain, paintImage, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Client = ReturnType<TestGallery['visitor']>;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each(testServers())('sending files into an album, on $name', ({ server }) => {
  let gallery: TestGallery;
  let album: number;
  let ana: Client;
  let ben: Client;
  let token: string;
  let numbers = 0;

  beforeAll(async () => {
    gallery = await startGallery({ server });
    const [anaId, benId] = [await gallery.user('ana'), await gallery.user('ben')];
    const access = (entries: unknown) => ({ access: { entries } as domain.AccessChoice });
    album = await gallery.album(
      'Harbour',
      access([
        { principal: { user: anaId }, rights: ['upload'] },
        { principal: { user: benId }, rights: ['view'] },
      ]),
    );
    [ana, ben] = [await gallery.as(anaId), await gallery.as(benId)];
    token = await tokenOf(ana);
  });
  afterAll(() => gallery.close());

  const tokenOf = async (client: Client, from = `/upload/${album}`) => /name="_csrf" value="([^"]*)"/.exec((await client.get(from)).text)?.[1] ?? '';
  const picture = () => {
    numbers += 1;
    return paintImage({ width: 96, height: 64, seed: numbers });
  };
  const tus = (client: Client, method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
    client.request(method, path, {
      headers: { 'tus-resumable': '1.0.0', 'x-csrf-token': token, origin: gallery.url, ...headers },
      ...(body ? { body } : {}),
    });
  const metadata = (fields: Record<string, string>) =>
    Object.entries({ album: String(album), filename: 'a.jpg', ...fields })
      .map(([key, value]) => `${key} ${base64(value)}`)
      .join(',');
  const create = (bytes: number, fields: Record<string, string> = {}, client = ana) =>
    tus(client, 'POST', '/uploads', { 'upload-length': String(bytes), 'upload-metadata': metadata(fields) });
  const part = (path: string, bytes: Uint8Array, offset: number, client = ana) =>
    tus(client, 'PATCH', path, { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }, bytes);
  const placed = async () => (await gallery.house.database.read.all('SELECT image_id FROM album_images WHERE album_id = ?', [album])).length;

  it('is offered on the album to those who may, and there is no page of it for others', async () => {
    expect((await ana.page(`/albums/${album}`)).text).toContain(`href="/upload/${album}"`);
    expect((await ben.page(`/albums/${album}`)).text).not.toContain('/upload/');
    expect((await ben.get(`/upload/${album}`)).status).toBe(404);
    expect((await gallery.visitor().get(`/upload/${album}`)).headers.get('location')).toContain('/account/sign-in');
    expect((await ana.get('/upload/999999')).status).toBe(404);
  });

  it('says what it speaks', async () => {
    const { status, headers } = await tus(ana, 'OPTIONS', '/uploads');
    expect([status, headers.get('tus-version'), headers.get('tus-extension'), headers.get('tus-max-size')]).toEqual([
      204,
      '1.0.0',
      'creation,expiration,termination',
      '500000000',
    ]);
  });

  it('takes parts where they belong, refuses them elsewhere, and says at the end what became of the file', async () => {
    const bytes = await picture();
    const before = await placed();
    const created = await create(bytes.length, { sha256: sha256(bytes) });
    expect(created.status).toBe(201);
    const path = created.headers.get('location') as string;
    expect(path).toMatch(/^\/uploads\/[0-9a-f]{32}$/);
    expect(Date.parse(created.headers.get('upload-expires') ?? '')).toBeGreaterThan(Date.now());
    expect((await part(path, bytes.subarray(0, 100), 0)).headers.get('upload-offset')).toBe('100');
    for (const offset of [0, 50, 200]) expect((await part(path, bytes.subarray(offset, offset + 100), offset)).status).toBe(409);
    const head = await tus(ana, 'HEAD', path);
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([200, '100', String(bytes.length)]);
    expect(JSON.parse((await ana.get(path)).text)).toEqual({ offset: 100, bytes: bytes.length });
    const last = await part(path, bytes.subarray(100), 100);
    expect([last.status, JSON.parse(last.text)]).toMatchObject([200, { outcome: 'added', sentence: 'Added' }]);
    expect(JSON.parse((await ana.get(path)).text)).toEqual(JSON.parse(last.text));
    expect((await ana.page(JSON.parse(last.text).url)).status).toBe(200);
    expect(await placed()).toBe(before + 1);
  });

  it('is one user’s: nobody else finds, goes on with or ends it, and a form of another site does nothing', async () => {
    const path = (await create(1000)).headers.get('location') as string;
    expect((await ben.get(path)).status).toBe(404);
    const mine = token;
    token = await tokenOf(ben, '/account');
    expect((await tus(ben, 'HEAD', path)).status).toBe(404);
    expect((await part(path, Buffer.alloc(10), 0, ben)).status).toBe(404);
    expect((await tus(ben, 'DELETE', path)).status).toBe(404);
    expect([(await create(10, {}, ben)).status, (await create(10, { album: '999999' }, ben)).status]).toEqual([403, 404]);
    token = mine;
    expect((await tus(ana, 'DELETE', path, { 'x-csrf-token': 'AAAA' })).status).toBe(403);
    expect((await tus(ana, 'DELETE', path, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await tus(ana, 'DELETE', path)).status).toBe(204);
    expect((await tus(ana, 'HEAD', path)).status).toBe(404);
  });

  it('refuses before anything is sent what is too large, and says so', async () => {
    const refused = await create(500_000_001);
    expect(refused.status).toBe(413);
    const hostile = await create(0, { filename: '../\u202e\u0007.jpg' });
    expect([hostile.status, hostile.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
    expect(hostile.text).toBe('The file “../\\u202e\\u0007.jpg” is empty.');
  });

  it.each([`${'a'.repeat(296)}.jpg`, '../../../../etc/passwd.jpg', 'a\u0000\u001b[31m.jpg', 'photo\u202egpj.exe', '', 'con.jpg'])(
    'stores %j safely, or says why not',
    async (filename) => {
      const bytes = await picture();
      const path = (await create(bytes.length, { filename })).headers.get('location') as string;
      const told = JSON.parse((await part(path, bytes, 0)).text);
      expect(told).toMatchObject({ outcome: 'added' });
      const id = Number(told.url.split('/').at(-1));
      const row = await gallery.house.database.read.get<{ name: string }>('SELECT file_name AS name FROM images WHERE id = ?', [id]);
      expect(Buffer.byteLength(row?.name ?? '')).toBeLessThanOrEqual(120);
      expect(row?.name).not.toMatch(/[/\\\p{Cc}\u202e]|^\.|^$/u);
    },
  );

  it('refuses truncated files and what is no picture, with a reason', async () => {
    const bytes = await picture();
    for (const broken of [bytes.subarray(0, bytes.length - 50), Buffer.from('no picture')]) {
      const path = (await create(broken.length)).headers.get('location') as string;
      const told = JSON.parse((await part(path, broken, 0)).text);
      expect(told.outcome).toBe('refused');
      expect(told.sentence).toMatch(/^\S.*\.$/);
    }
  });

  const script = '<script>alert(1)</script>';
  /** A segment of a JPEG in which anything may stand. */
  const comment = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), Buffer.from(text, 'latin1')]);
  const polyglots: Readonly<Record<string, (jpeg: Buffer) => Buffer>> = {
    'a page in its comment': (jpeg) => Buffer.concat([jpeg.subarray(0, 2), comment(`<html>${script}<!--`), jpeg.subarray(2)]),
    'a page behind its end': (jpeg) => Buffer.concat([jpeg, Buffer.from(`<html>${script}`)]),
    'a script that begins with its first bytes': (jpeg) => Buffer.concat([jpeg.subarray(0, 2), comment('*/=alert(1);/*'), jpeg.subarray(2), Buffer.from('*/')]),
    'an archive behind its end': (jpeg) => Buffer.concat([jpeg, Buffer.from('PK\u0005\u0006'.padEnd(22, '\0'), 'latin1')]),
    'PHP in its comment': (jpeg) => Buffer.concat([jpeg.subarray(0, 2), comment('<?php system($_GET[0]); ?>'), jpeg.subarray(2)]),
  };

  it.each(Object.keys(polyglots))('what is a picture and %s is served as a picture that cannot run, and its sizes are the picture alone', async (what) => {
    const bytes = (polyglots[what] as (jpeg: Buffer) => Buffer)(await picture());
    const path = (await create(bytes.length, { filename: 'page.html' })).headers.get('location') as string;
    const told = JSON.parse((await part(path, bytes, 0)).text);
    expect(told).toMatchObject({ outcome: 'added' });
    const keeper = await gallery.as(1);
    const { text } = await keeper.page(told.url);
    const addresses = [...new Set(text.match(/\/media\/\d+\/[\w-]{16}\/[\w-]+\.\w+/g))];
    expect(addresses.some((one) => one.includes('/original.')) && addresses.length > 1).toBe(true);
    for (const address of addresses) {
      const { status, headers, bytes: served } = await keeper.get(address);
      expect([address, status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([address, 200, 'image/jpeg', 'nosniff']);
      expect(headers.get('content-disposition') ?? '').not.toMatch(/\.(?!jpe?g)\w+"/);
      if (address.includes('/original.')) {
        expect(headers.get('content-security-policy')).toContain('sandbox');
        expect(Buffer.from(served)).toEqual(bytes);
      } else for (const alien of ['alert', '<?php', 'PK\u0005']) expect(Buffer.from(served).includes(alien)).toBe(false);
    }
  });

  it.each(['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', `<!doctype html>${'<p>'.repeat(50)}`, '%PDF-1.7\n', 'GIF89a/*alert(1)*/=1'])(
    'refuses %j that calls itself a picture',
    async (text) => {
      const bytes = Buffer.from(text);
      const path = (await create(bytes.length, { filename: 'picture.jpg' })).headers.get('location') as string;
      expect(JSON.parse((await part(path, bytes, 0)).text)).toMatchObject({ outcome: 'refused' });
    },
  );

  it('knows by its SHA-256 what the same user brought before, and nothing of others', async () => {
    const bytes = await picture();
    const path = (await create(bytes.length)).headers.get('location') as string;
    await part(path, bytes, 0);
    const ask = async (client: Client, csrf: string, digest: string) =>
      client.request('POST', '/uploads/known', {
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: gallery.url },
        body: new URLSearchParams({ _csrf: csrf, album: String(album), filename: 'b.jpg', bytes: String(bytes.length), sha256: digest }).toString(),
      });
    expect(JSON.parse((await ask(ana, token, sha256(bytes))).text)).toMatchObject({ outcome: 'present', url: expect.stringMatching(/^\/images\/\d+$/) });
    expect(JSON.parse((await ask(ana, token, 'a'.repeat(64))).text)).toEqual({ outcome: null });
    const refused = await ask(ben, await tokenOf(ben, '/account'), sha256(bytes));
    expect([refused.status, JSON.parse(refused.text)]).toEqual([403, { sentence: expect.stringContaining('may not add images') }]);
  });

  it('works as a plain form too, several files at once', async () => {
    const before = await placed();
    const [first, second] = [await picture(), await picture()];
    const form = new FormData();
    form.append('_csrf', token);
    for (const [name, bytes] of [
      ['día 1.jpg', first],
      ['broken.jpg', first.subarray(0, 80)],
      ['día 1.jpg', second],
    ] as const)
      form.append('files', new Blob([new Uint8Array(bytes)]), name);
    const sent = new Response(form);
    const answer = await ana.request('POST', `/upload/${album}`, {
      headers: { 'content-type': sent.headers.get('content-type') as string, origin: gallery.url },
      body: new Uint8Array(await sent.arrayBuffer()),
    });
    expect(answer.status).toBe(200);
    expect(answer.text.match(/data-state="(good|bad)"/g)).toEqual(['data-state="good"', 'data-state="bad"', 'data-state="good"']);
    expect(await placed()).toBe(before + 2);
    const others = new FormData();
    others.append('_csrf', await tokenOf(ben, '/account'));
    others.append('files', new Blob([new Uint8Array(first)]), 'a.jpg');
    const refused = new Response(others);
    const headers = { 'content-type': refused.headers.get('content-type') as string, origin: gallery.url };
    expect((await ben.request('POST', `/upload/${album}`, { headers, body: new Uint8Array(await refused.arrayBuffer()) })).status).toBe(404);
    expect(await placed()).toBe(before + 2);
  });
});
