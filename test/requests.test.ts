import { request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { startGallery, type TestGallery } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let gallery: TestGallery;
let album: number;
let image: number;

beforeAll(async () => {
  gallery = await startGallery();
  album = await gallery.album('Sea & Shore (2024)');
  image = await gallery.image(album, { title: 'A <b>wave</b>' });
});
afterAll(() => gallery.close());

const visitor = () => gallery.visitor();

describe('an address', () => {
  it('leads to the right slug, and keeps the rest', async () => {
    for (const [path, to] of [
      [`/albums/${album}`, `/albums/${album}/sea-shore-2024`],
      [`/albums/${album}/old-name?page=1`, `/albums/${album}/sea-shore-2024?page=1`],
      [`/images/${image}?in=album-${album}`, `/images/${image}/a-b-wave-b?in=album-${album}`],
    ] as const) {
      const { status, headers } = await visitor().get(path);
      expect([status, headers.get('location')]).toEqual([301, to]);
    }
  });

  it.each([
    '/albums/12abc',
    '/albums/0',
    '/albums/-1',
    '/albums/1e3',
    '/images/01',
    '/albums',
    '/no/such/page',
    '/%E0%A4%A',
    '/albums/1/x/y',
    '//evil.example/',
    '/assets/t/none/1/x.css',
    '/assets/../package.json',
    '/healthz/x',
    '/SETUP/x',
    '/Account/Login-Link/x',
  ])('that leads nowhere answers 404: %s', async (path) => {
    expect((await raw(path)).status).toBe(404);
  });

  it.each([`?page=x`, `?page=0`, `?page=-1`, `?albums=1.5`])('with a page that is none answers 404: %s', async (query) => {
    expect((await visitor().get(`/albums/${album}/sea-shore-2024${query}`)).status).toBe(404);
  });
});

describe('a page', () => {
  const pages = () => ['/', '/newest', `/albums/${album}/sea-shore-2024`, `/images/${image}/a-b-wave-b`, '/account/sign-in', '/nowhere'];

  it('runs nothing that stands in it, and is not kept for others', async () => {
    for (const path of pages()) {
      const { headers, text } = await visitor().get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      for (const [tag] of text.matchAll(/<(script|style)\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
      expect(text).not.toMatch(/\son\w+\s*=|\sstyle\s*=|javascript:/i);
      expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(['private, no-cache', 'no-store']).toContain(headers.get('cache-control'));
    }
  });

  it('has another nonce each time', async () => {
    const [one, other] = [await visitor().get('/'), await visitor().get('/')];
    expect(one.headers.get('content-security-policy')).not.toBe(other.headers.get('content-security-policy'));
  });

  it('shows what people typed as text', async () => {
    const { text } = await visitor().get(`/images/${image}/a-b-wave-b`);
    expect(text).toContain('A &lt;b&gt;wave&lt;/b&gt;');
    expect(text).not.toContain('<b>wave');
  });

  it('comes compressed for who understands it, and HEAD has no body', async () => {
    const { headers, body } = await raw('/', { 'accept-encoding': 'gzip, br' });
    expect(headers['content-encoding']).toBe('br');
    expect(headers.vary).toContain('Accept-Encoding');
    expect(brotliDecompressSync(body).toString()).toContain('</html>');
    const head = await visitor().request('HEAD', '/');
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
  });

  it('speaks the language that the browser asks for, or the one that was chosen', async () => {
    expect((await visitor().get('/', { 'accept-language': 'de-CH,de;q=0.9,en;q=0.5' })).text).toContain('<html lang="de"');
    expect((await visitor().get('/', { 'accept-language': 'tlh' })).text).toContain('<html lang="en"');
    const client = visitor();
    const choose = (from: Record<string, string>) =>
      client.request('POST', '/account/language', {
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...from },
        body: new URLSearchParams({ language: 'fr', next: '/newest' }).toString(),
      });
    for (const from of [{}, { origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'none' }]) {
      expect((await choose(from)).status).toBe(403);
    }
    const { status, headers } = await choose({ 'sec-fetch-site': 'same-origin' });
    expect([status, headers.get('location')]).toEqual([303, '/newest']);
    expect((await client.get('/', { 'accept-language': 'de' })).text).toContain('<html lang="fr"');
  });

  it('of the gallery gives a visitor no cookie', async () => {
    const client = visitor();
    for (const path of ['/', '/newest', '/nothing-here']) await client.get(path);
    expect([...client.cookies.keys()]).toEqual([]);
    await client.get('/account/sign-in');
    expect(client.cookies.size).toBe(1);
  });

  it('of an album leads through its pages', async () => {
    const many = await gallery.album('Many');
    for (let count = 0; count < 3; count += 1) await gallery.image(many, { title: `Image ${count}` });
    await gallery.house.settings.set('core', 'gallery', { imagesPerPage: 2 });
    const first = await visitor().get(`/albums/${many}/many`);
    expect(first.text).toContain(`/albums/${many}/many?page=2`);
    const second = await visitor().get(`/albums/${many}/many?page=2`);
    expect(second.text.match(/<li class="p\d+"/g)).toHaveLength(1);
    await gallery.house.settings.set('core', 'gallery', { imagesPerPage: 60 });
  });

  it('of an image leads to its neighbours in the list', async () => {
    const row = await gallery.album('Row', {});
    const ids = [];
    for (const title of ['One', 'Two', 'Three']) ids.push(await gallery.image(row, { title }));
    const seen = new Set<string>();
    let path: string | undefined = (await visitor().get(`/albums/${row}/row`)).text.match(new RegExp(`/images/\\d+/\\w+\\?in=album-${row}`))?.[0];
    for (let steps = 0; path && steps < 5; steps += 1) {
      seen.add(path);
      path = /rel="next" href="([^"]+)"/.exec((await visitor().get(path)).text)?.[1];
    }
    expect(seen.size).toBe(3);
  });
});

describe('a request', () => {
  it.each(['a b', '[::1', '', 'x'.repeat(300), 'evil.example:99999'])('with the Host "%s" is answered', async (host) => {
    for (const path of ['/', `/albums/${album}/sea-shore-2024?page=1`, '/account/sign-in?next=/newest']) expect((await raw(path, { host })).status).toBe(200);
  });

  it.each(['/images/1/%ff', '/media/%ff/x/y.jpg', '/setup/%ff', '/account/login-link/%E0%A4%A', '/assets/%ff', '/?in=%ff'])(
    'with broken escapes is answered: %s',
    async (path) => {
      expect([200, 301, 404]).toContain((await raw(path)).status);
    },
  );

  it.each(['http://', 'gallery:', 'http://[::1'])('that names no path is refused, and the next one served: %s', async (target) => {
    expect((await raw(target)).status).toBe(400);
    expect((await raw('/')).status).toBe(200);
  });

  it('with a method that cannot be used is told which can', async () => {
    const { status, headers } = await visitor().request('POST', `/albums/${album}/sea-shore-2024`);
    expect([status, headers.get('allow')]).toEqual([405, 'HEAD, GET']);
    const options = await visitor().request('OPTIONS', '/account/sign-in');
    expect([options.status, options.headers.get('allow')]).toEqual([200, 'HEAD, GET, POST']);
  });

  it('of a program is answered with a problem document', async () => {
    const { status, headers, text } = await visitor().get('/nowhere', { accept: 'application/json' });
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect(JSON.parse(text)).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'page-not-found' });
  });

  it('that fails here says only under which number it stands in the log', async () => {
    const { theme } = gallery.house;
    const render = theme.render;
    theme.render = async () => {
      throw new Error('a secret of the house');
    };
    const { status, headers, text } = await visitor().get('/');
    theme.render = render;
    expect(status).toBe(500);
    expect(text).toContain(headers.get('x-request-id'));
    expect(text).not.toContain('secret');
  });

  it('for small files gets them', async () => {
    expect((await visitor().get('/robots.txt')).text).toContain('Disallow: /account/');
    const icon = await visitor().get('/favicon.ico');
    expect(icon.status).toBe(302);
    const file = await visitor().get(icon.headers.get('location') ?? '');
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  });

  it('of a probe says whether the gallery is ready', async () => {
    const { status, text } = await visitor().get('/readyz');
    expect([status, JSON.parse(text)]).toEqual([200, { status: 'ready', checks: { database: 'ok', migrations: 'ok', storage: 'ok', plugins: 'ok' } }]);
  });
});

describe('a gallery with a BASE_URL', () => {
  it('answers for that host only, and always to its probe', async () => {
    const own = await startGallery({ env: { BASE_URL: 'https://photos.example.org' } });
    const ask = (host: string, path = '/') => raw(path, { host }, own.url);
    try {
      expect((await ask('photos.example.org')).status).toBe(200);
      expect((await ask('evil.example')).status).toBe(421);
      expect((await ask('evil.example', '/healthz')).status).toBe(200);
      expect((await ask('photos.example.org', '/account/sign-in')).headers['set-cookie']?.[0]).toContain('; Secure');
    } finally {
      await own.close();
    }
  });
});

describe('behind a proxy', () => {
  it('that is trusted, its word on address and scheme counts; else nobody’s does', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7', 'x-forwarded-proto': 'https' };
    const trusting = await startGallery({ env: { TRUST_PROXY: 'on' } });
    try {
      expect((await raw('/account/sign-in', forwarded, trusting.url)).headers['set-cookie']?.[0]).toContain('; Secure');
      expect((await raw('/account/sign-in', forwarded)).headers['set-cookie']?.[0]).not.toContain('; Secure');
    } finally {
      await trusting.close();
    }
  });
});

/** As it stands: no normalising of paths, no automatic headers, no decompression. */
function raw(
  path: string,
  headers: Record<string, string> = {},
  base = gallery.url,
): Promise<{ status: number; headers: import('node:http').IncomingHttpHeaders; body: Buffer }> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    asked.on('error', reject);
    asked.end();
  });
}
