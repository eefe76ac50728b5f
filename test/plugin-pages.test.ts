import { join } from 'node:path';
import { http } from '@picturerail/core';
import { type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reservedPaths } from '../core/src/routes/reserved-paths.ts';

const packagesDirs = [join(import.meta.dirname, 'plugins')];

describe.each(testServers())('pages of a plugin on $name', ({ server }) => {
  let gallery: TestGallery;
  let visitor: Client;
  let ana: Client;

  beforeAll(async () => {
    gallery = await startGallery({ server, packagesDirs, plugins: ['with-pages'] });
    visitor = gallery.visitor();
    ana = await gallery.as(await gallery.user('ana'));
  });
  afterAll(() => gallery.close());

  const answer = (name: string) => visitor.get(`/p/with-pages/answers/${name}`);

  it('stand in the theme, with their title as heading, for whoever asks', async () => {
    const page = await visitor.get('/p/with-pages?with=flowers');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<title>Hello &amp; welcome · Test gallery</title>');
    expect(page.text).toContain('<h1>Hello &amp; welcome</h1>');
    expect(page.text).toContain('<p>visitor came with flowers</p>');
    expect((await ana.get('/p/with-pages')).text).toContain('<p>ana came with nothing</p>');
    expect(page.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('may load from what the manifest declares, and only they may', async () => {
    const policyOf = async (path: string) => (await visitor.get(path)).headers.get('content-security-policy') ?? '';
    const policy = await policyOf('/p/with-pages');
    expect(policy).toContain("img-src 'self' https://tiles.example.org data:;");
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]+';/);
    for (const path of ['/', '/p/with-pages/answers/nothing', '/p/with-pages/answers/throws']) expect(await policyOf(path)).toContain("img-src 'self';");
  });

  it('answer data, files, streams and addresses', async () => {
    const json = await answer('json');
    expect([json.headers.get('content-type'), json.text]).toEqual(['application/json; charset=utf-8', '{"hello":"world"}']);
    const file = await answer('file');
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="_bersicht.csv"; filename*=UTF-8''%C3%9Cbersicht.csv`);
    expect([file.headers.get('content-type'), file.text]).toEqual(['text/csv; charset=utf-8', 'a;b\n']);
    expect((await answer('stream')).text).toBe('one two');
    const bytes = await answer('bytes');
    expect([bytes.status, ...bytes.bytes]).toEqual([201, 1, 2, 3]);
    const away = await answer('away');
    expect([away.status, away.headers.get('location')]).toEqual([303, 'https://pay.example.org/order/7']);
    const inWords = await answer('away-in-words');
    expect([inWords.status, inWords.headers.get('location')]).toEqual([303, '/albums/3/s%C3%BCden%20100%25%20%EF%BF%BD?q=%E6%97%A5%E6%9C%AC']);
  });

  it('are asked by path: names for segments, a star for the rest, the address as it was sent', async () => {
    const { text } = await visitor.get('/p/with-pages/files/a%20b/c', { 'accept-language': 'de' });
    expect(JSON.parse(text)).toEqual({ path: '/p/with-pages/files/a%20b/c', param: 'a b/c', accept: 'de' });
    const slash = await visitor.get('/p/with-pages/?a=1');
    expect([slash.status, slash.headers.get('location')]).toEqual([301, '/p/with-pages?a=1']);
    for (const path of ['/p', '/p/', '/p/nobody', '/p/With-Pages', '/p/with-pages/none', '/p/with-pages/files/%E0%A4%A', '/P/with-pages'])
      expect([path, (await visitor.get(path)).status]).toEqual([path, 404]);
  });

  it('answer HEAD as GET without a body, and name what else a path knows', async () => {
    const head = await visitor.request('HEAD', '/p/with-pages');
    expect([head.status, head.text]).toEqual([200, '']);
    const put = await visitor.request('PUT', '/guestbook');
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'HEAD, GET, POST']);
    const options = await visitor.request('OPTIONS', '/guestbook');
    expect([options.status, options.headers.get('allow')]).toEqual([200, 'HEAD, GET, POST']);
  });

  it('that do not exist are the 404 of the gallery', async () => {
    const same = async (path: string) => {
      const { status, text } = await visitor.get(path);
      return [status, text.replaceAll(encodeURIComponent(path), 'PATH').replaceAll(/nonce="[^"]*"/g, '')];
    };
    const none = await same('/nothing-here');
    expect(none[0]).toBe(404);
    const withoutPath = (page: (string | number)[], path: string) => page.map((part) => String(part).replaceAll(path, 'PATH'));
    for (const path of ['/p/with-pages/answers/nothing', '/p/with-pages/none', '/p/nobody'])
      expect(withoutPath(await same(path), path)).toEqual(withoutPath(none, '/nothing-here'));
  });

  it('take the forms of their own pages, whose token they do not see', async () => {
    const sent = await ana.submit('/guestbook', { entry: '<b>lovely</b>' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/guestbook']);
    expect((await ana.get('/guestbook')).text).toContain('<li>entry: &lt;b&gt;lovely&lt;/b&gt;</li>');
    const removed = await ana.request('DELETE', '/guestbook/0', { headers: { 'x-csrf-token': await tokenOf(ana), 'sec-fetch-site': 'same-origin' } });
    expect([removed.status, removed.text]).toEqual([200, '0']);
  });

  it('take nothing that came from elsewhere, nor what is no form', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const send = (headers: Record<string, string>, body: string) => ana.request('POST', '/guestbook', { headers, body });
    expect((await send(form, 'entry=x')).status).toBe(403);
    expect((await send({ ...form, origin: 'https://evil.example.org' }, `entry=x&_csrf=${await tokenOf(ana)}`)).status).toBe(403);
    const json = await send({ 'content-type': 'application/json', 'x-csrf-token': await tokenOf(ana) }, '{}');
    expect([json.status, json.text.includes('it has to be application/x-www-form-urlencoded')]).toEqual([415, true]);
    expect((await ana.get('/guestbook')).text).not.toContain('<li>entry');
  });

  const tokenOf = async (client: Client): Promise<string> => /name="_csrf" value="([^"]*)"/.exec((await client.get('/guestbook')).text)?.[1] as string;

  it('refuse in their own words and with their own status', async () => {
    const strikes = () => gallery.house.kernel.inspect('with-pages')?.strikes;
    const before = strikes();
    const refused = await answer('refuses');
    expect([refused.status, refused.text.includes('The shop is closed until &quot;Monday&quot;.')]).toEqual([409, true]);
    const outage = await answer('outage');
    expect([outage.status, outage.headers.get('retry-after')]).toEqual([503, '30']);
    expect(strikes()).toEqual(before);
  });

  it.each([
    ['throws', 'the secret of this plugin'],
    ['rubbish', 'it must be an object such as'],
    ['other-host', '"redirect" must be a path of this gallery'],
    ['backslash-host', '"redirect" must be a path of this gallery'],
    ['script', '"redirect" must be a path of this gallery'],
    ['no-html', '"html" must be made with rail.html'],
  ])("that go wrong (%s) are a fault of the gallery outside, and the plugin's inside", async (name, said) => {
    const { status, text, headers } = await answer(name);
    expect(status).toBe(500);
    expect(text).not.toContain('with-pages</');
    expect(text).not.toContain('secret');
    expect(headers.get('location')).toBeNull();
    const strikes = gallery.house.kernel.inspect('with-pages')?.strikes ?? [];
    expect(strikes.map(({ where }) => where)).toContain('the page "GET /p/with-pages/answers/:name"');
    expect(strikes.at(-1)?.last).toContain(said);
  });

  it('go with their plugin, in one tick, and come back with it', async () => {
    const { packages } = gallery.house.registry.discovery();
    await gallery.house.kernel.follow(packages, new Map());
    for (const path of ['/p/with-pages', '/guestbook', '/p/with-pages/']) expect((await visitor.get(path)).status).toBe(404);
    expect((await gallery.house.kernel.follow(packages, new Map([['with-pages', 0]])))[0]?.state).toBe('active');
    expect((await visitor.get('/guestbook')).status).toBe(200);
  });

  it('cannot take a path of the gallery, nor one that another plugin has claimed', async () => {
    const { kernel, registry } = gallery.house;
    const states = await kernel.follow(registry.discovery().packages, new Map(['with-pages', 'claims-albums', 'claims-guestbook'].map((id) => [id, 0])));
    const reasons = new Map(states.map((state) => [state.id, 'reason' in state ? state.reason : state.state]));
    expect(reasons.get('with-pages')).toBe('active');
    expect(reasons.get('claims-albums')).toContain('The plugin "claims-albums" claims the path "/albums", but "/albums" belongs to the gallery itself');
    expect(reasons.get('claims-guestbook')).toContain(
      'The plugin "claims-guestbook" claims the path "/guestbook/entries", but "/guestbook" belongs to the plugin "with-pages"',
    );
  });

  it('leave to the gallery every path that it serves', () => {
    const paths = http.routes.flatMap((route) => route.paths.flatMap((path) => path.split('/')[1] || []));
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((first) => !reservedPaths.has(first))).toEqual([]);
  });
});
