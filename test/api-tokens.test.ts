import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { paintImage, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const password = 'seven brown foxes';

describe.each(testServers())('tokens for programs, on $name', ({ server }) => {
  let gallery: TestGallery;
  let ana: number;
  let [mine, hers] = [0, 0];
  let image: number;
  let tokens: Readonly<Record<'read' | 'upload' | 'administrator', string>>;

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: [new URL('./plugins/with-pages', import.meta.url)] });
    ana = await gallery.user('ana', { password });
    const adam = await gallery.user('adam', { password, status: 'administrator' });
    const eve = await gallery.user('eve');
    const only = (user: number) => ({ access: { entries: [{ principal: { user }, rights: ['view' as const, 'download' as const, 'upload' as const] }] } });
    [mine, hers] = [await gallery.album('Harbour', only(ana)), await gallery.album('Of Eve', only(eve))];
    image = await gallery.image(mine, { title: 'Pier' });
    tokens = { read: await make('read'), upload: await make('upload'), administrator: await make('read upload', adam) };
  });
  afterAll(() => gallery.close());

  const fields = { action: 'token', 'token-name': 'phone', 'token-days': '30', 'token-password': password };
  const make = async (scopes: string, owner = ana): Promise<string> => {
    const { status, text, headers } = await (await gallery.as(owner)).submit('/account', { ...fields, 'token-scopes': scopes });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(text).toContain('The token is made. Copy it below.');
    return /value="(pr_[\w-]{43})"/.exec(text)?.[1] as string;
  };
  const ask = (token: string, path: string, init: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {}) => {
    const { method = 'GET', headers = {}, ...rest } = init;
    return gallery.visitor().request(method, path, { headers: { authorization: `Bearer ${token}`, ...headers }, ...rest });
  };

  it('are made on the page of the account, shown once and listed after that', async () => {
    const client = await gallery.as(ana);
    const { text } = await client.get('/account');
    expect(text).toContain('Look and download');
    expect(text).not.toContain('pr_');
    const refused = await client.submit('/account', { ...fields, 'token-scopes': 'read', 'token-name': ' ' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Say what the token is for.');
    expect((await client.submit('/account', { ...fields, 'token-scopes': 'read', 'token-password': 'wrong' })).status).toBe(403);
  });

  it('let programs see what their owner sees, and no more', async () => {
    const seen = await ask(tokens.read, `/images/${image}/pier`);
    expect([seen.status, seen.headers.get('set-cookie')]).toEqual([200, null]);
    expect(seen.text).toContain('Pier');
    for (const bytes of new Set(seen.text.match(/\/media\/\d+\/[\w-]{16}\/[\w-]+\.\w+/g))) {
      expect([bytes, (await ask(tokens.read, bytes)).status, (await gallery.visitor().get(bytes)).status]).toEqual([bytes, 200, 404]);
    }
    expect((await ask(tokens.read, `/albums/${hers}/of-eve`)).status).toBe(404);
  });

  it.each(['/account', '/admin', '/admin/users', '/admin/albums', '/upload/1', '/account/sign-in', '/p/with-pages', '/nothing'])(
    'never open %s',
    async (path) => {
      for (const token of Object.values(tokens)) {
        for (const method of ['GET', 'POST']) {
          const { status, headers, text } = await ask(token, path, { method });
          expect([path, status, headers.get('content-type')]).toEqual([path, 403, 'application/problem+json']);
          expect(headers.get('www-authenticate')).toMatch(/^Bearer error="insufficient_scope"/);
          expect(JSON.parse(text).code).toBe('api-token-scope');
        }
      }
    },
  );

  it('open what they are for, and say which one would do', async () => {
    const refused = await ask(tokens.upload, `/albums/${mine}`);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([403, 'Bearer error="insufficient_scope", scope="read"']);
    expect((await ask(tokens.upload, '/uploads/known', { method: 'POST' })).status).toBe(403);
    const other = await ask(tokens.read, '/uploads', { method: 'POST', headers: { 'tus-resumable': '1.0.0', 'upload-length': '10' } });
    expect([other.status, JSON.parse(other.text).scope]).toEqual([403, 'upload']);
  });

  it('that are unknown or revoked are refused, with a cookie beside them too, and what a proxy brings is left alone', async () => {
    const token = await make('read');
    const client = await gallery.as(ana);
    const session = /name="session" value="(\d+)">\s*<button class="button">Revoke/.exec((await client.get('/account')).text)?.[1] ?? '';
    expect((await client.submit('/account', { action: 'revoke', session })).headers.get('location')).toBe('/account?done=revoked');
    for (const wrong of [token, 'pr_', `pr_${'A'.repeat(43)}`]) {
      for (const [asking, path] of [
        [gallery.visitor(), '/'],
        [client, `/albums/${mine}`],
        [client, '/account'],
      ] as const) {
        const { status, headers, text } = await asking.get(path, { authorization: `Bearer ${wrong}` });
        expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
        expect(JSON.parse(text)).toMatchObject({ status: 401, code: 'api-token-invalid' });
      }
    }
    expect((await client.get(`/albums/${mine}/harbour`, { authorization: 'Basic cHJveHk6eA==' })).status).toBe(200);
    expect((await client.get(`/albums/${mine}/harbour`, { authorization: 'Bearer eyJhbGciOiJub25lIn0' })).status).toBe(200);
  });

  it('are not handed out by shared accounts', async () => {
    const all = await gallery.as(await gallery.user('all', { status: 'generic' }));
    expect((await all.get('/account')).text).not.toContain('token');
    expect((await all.submit('/account', { ...fields, 'token-scopes': 'read' }, '/')).status).toBe(404);
  });

  it('add an image as the documentation says', async () => {
    const page = await readFile(resolve(import.meta.dirname, '../docs/programs.md'), 'utf8');
    const script = /```sh\n(.*?)```/s.exec(page)?.[1] ?? '';
    const dir = await mkdtemp(join(tmpdir(), 'picturerail-program-'));
    try {
      await writeFile(join(dir, 'harbour.jpg'), await paintImage({ width: 300, height: 200, seed: 77 }));
      const here = script.replace('album=12', `album=${mine}`).replace('https://photos.example.org', gallery.url);
      expect(here).not.toBe(script);
      const { stdout } = await run('sh', ['-c', here], { cwd: dir, env: { PATH: process.env.PATH, TOKEN: tokens.upload } });
      expect(JSON.parse(stdout)).toMatchObject({ outcome: 'added' });
      const there = script.replace('album=12', `album=${hers}`).replace('https://photos.example.org', gallery.url);
      expect((await run('sh', ['-c', there], { cwd: dir, env: { PATH: process.env.PATH, TOKEN: tokens.upload } }).catch(() => null))?.stdout ?? '').toBe('');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
