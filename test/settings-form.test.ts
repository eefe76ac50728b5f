import { join } from 'node:path';
import type { Json } from '@picturerail/sdk';
import { type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const packagesDirs = [join(import.meta.dirname, 'plugins')];
const path = '/admin/plugins/with-settings/settings';

describe.each(testServers())('the form of settings on $name', ({ server }) => {
  let gallery: TestGallery;
  let keeper: Client;

  beforeAll(async () => {
    gallery = await startGallery({ server, packagesDirs, plugins: ['with-settings'] });
    keeper = await gallery.as(1);
  });
  afterAll(() => gallery.close());

  /** What a browser would send of the page as it stands, with these changes; a list replaces all of that name. */
  async function fill(changes: { readonly [name: string]: string | readonly string[] | null } = {}, at = path): Promise<URLSearchParams> {
    const { text } = await keeper.get(at);
    const form = /<form class="panel fields".*?<\/form>/s.exec(text)?.[0] ?? '';
    const sent = new URLSearchParams();
    const plain = (value = '') =>
      value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
    for (const [, attributes = ''] of form.matchAll(/<input([^>]*)>/g)) {
      const [name, value] = ['name', 'value'].map((key) => new RegExp(` ${key}="([^"]*)"`).exec(attributes)?.[1]);
      if (name === undefined || (attributes.includes('type="checkbox"') && !attributes.includes(' checked'))) continue;
      sent.append(name, plain(value));
    }
    for (const [, name = '', body = ''] of form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>(.*?)<\/textarea>/gs)) sent.append(name, plain(body));
    for (const [, name = '', body = ''] of form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
      sent.append(name, plain((/value="([^"]*)" selected/.exec(body) ?? /value="([^"]*)"/.exec(body))?.[1]));
    for (const [name, value] of Object.entries(changes)) {
      sent.delete(name);
      for (const one of value === null ? [] : [value].flat()) sent.append(name, one);
    }
    return sent;
  }
  const send = async (changes: Parameters<typeof fill>[0], at = path, headers: Readonly<Record<string, string>> = {}) =>
    keeper.request('POST', at, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
      body: (await fill(changes, at)).toString(),
    });
  const valuesOf = (owner: string) => gallery.house.settings.get<{ [name: string]: Json }>(owner);
  const setNames = async () => (await gallery.house.settings.explain('with-settings')).filter(({ isSet }) => isSet).map(({ name }) => name);

  it('asks for each setting of the gallery in its own words, with its value', async () => {
    const { text } = await keeper.get(path);
    expect(text).toContain('<h1>With settings: settings</h1>');
    expect(text).toMatch(
      /<label for="setting-greeting">Greeting<\/label>\s*<input id="setting-greeting" name="v.greeting" value="Hello" maxlength="20" aria-describedby="setting-greeting-help">/,
    );
    expect(text).toMatch(/<input id="setting-count" name="v.count" type="number" inputmode="numeric" value="3" min="1" max="9" step="1">/);
    expect(text).toMatch(/<option value="left" selected>on the left<\/option>\s*<option value="right">on the right<\/option>/);
    expect(text.match(/<select name="v.sources"/g)).toHaveLength(3);
    expect(text).not.toContain('ofAlbums');
  });

  it('stores nothing where nothing was changed', async () => {
    expect((await send({})).headers.get('location')).toBe(`${path}?saved`);
    expect(await setNames()).toEqual([]);
  });

  it('stores what was changed, of every kind, and only that', async () => {
    const sent = await send({
      'v.greeting': 'Welcome & "hi"',
      'v.motto': 'one\r\ntwo',
      'v.count': '7',
      'v.loud': '1',
      'v.corner': 'right',
      'v.sources': ['exif', '', 'xmp'],
      'v.hosts': 'a.example.org\r\n\r\nb.example.org',
      'v.anything': '{ "a": 1 }',
    });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${path}?saved`]);
    expect(await valuesOf('with-settings')).toMatchObject({
      greeting: 'Welcome & "hi"',
      motto: 'one\ntwo',
      count: 7,
      opacity: 0.5,
      loud: true,
      corner: 'right',
      sources: ['exif', 'xmp'],
      hosts: ['a.example.org', 'b.example.org'],
      anything: { a: 1 },
    });
    expect(await setNames()).not.toContain('opacity');
    expect((await keeper.get(`${path}?saved`)).text).toContain('role="status">Saved.<');
  });

  it('says beside each field what does not fit, keeps what was typed, and stores nothing of it', async () => {
    const before = await valuesOf('with-settings');
    const sent = await send({ 'v.greeting': '<b', 'v.count': 'many', 'v.opacity': '0.25', 'v.sources': ['xmp', 'xmp'], 'v.anything': '{ "a": "x" }' });
    expect(sent.status).toBe(400);
    expect(sent.text).toContain('Nothing was saved yet: 4 answers need another look.');
    expect(sent.text).toMatch(/value="&lt;b"[^>]* aria-describedby="setting-greeting-problem setting-greeting-help" aria-invalid="true">/);
    expect(sent.text).toContain('id="setting-greeting-problem">&quot;&lt;b&quot; is too short; at least 3 characters<');
    expect(sent.text).toContain('id="setting-count-problem">&quot;many&quot; is not a whole number<');
    expect(sent.text).toContain('id="setting-sources-problem">entries 1 and 2 of the list are the same<');
    const german = await send({ 'v.count': '99' }, path, { 'accept-language': 'de' });
    expect(german.text).toContain('id="setting-count-problem">99 ist zu groß; höchstens 9<');
    expect(sent.text).toContain('name="v.opacity" type="number" inputmode="decimal" value="0.25"');
    expect(await valuesOf('with-settings')).toEqual(before);
  });

  it('goes back to a default at once, and keeps what else was typed', async () => {
    const sent = await send({ reset: 'count', 'v.greeting': 'Typed meanwhile' });
    expect(sent.status).toBe(200);
    expect(sent.text).toContain('value="Typed meanwhile"');
    expect(await valuesOf('with-settings')).toMatchObject({ count: 3, greeting: 'Welcome & "hi"' });
    expect(await setNames()).not.toContain('count');
  });

  it('empties what has no default', async () => {
    await send({ 'v.motto': '' });
    expect(await setNames()).not.toContain('motto');
  });

  it('never shows a secret again, keeps it where the field stays empty, and takes it away when asked to', async () => {
    const secret = 'a-secret-of-mine';
    expect((await send({ 'v.apiKey': 'short' })).text).toContain('id="setting-apiKey-problem">this is too short; at least 8 characters<');
    await send({ 'v.apiKey': secret });
    expect((await valuesOf('with-settings')).apiKey).toBe(secret);
    const refused = await send({ 'v.apiKey': 'another-secret', 'v.count': '99' });
    for (const { text } of [await keeper.get(path), refused]) expect(text).not.toMatch(/a-secret-of-mine|another-secret/);
    await send({ 'v.count': '5' });
    expect((await valuesOf('with-settings')).apiKey).toBe(secret);
    await send({ 'forget.apiKey': '1' });
    expect((await valuesOf('with-settings')).apiKey).toBeUndefined();
  });

  it('is there for a plugin that does not run, and for none that cannot be told anything', async () => {
    await gallery.restart({ plugins: ['with-pages'] });
    expect((await send({ 'v.count': '8' })).status).toBe(303);
    expect((await keeper.get(path)).text).toContain('value="8"');
    expect(gallery.house.settings.owners().map(({ owner }) => owner)).not.toContain('with-settings');
    for (const id of ['with-pages', 'none-such', 'core', 'atelier']) expect((await keeper.get(`/admin/plugins/${id}/settings`)).status).toBe(404);
  });

  it('is for webmasters, and takes only its own', async () => {
    const adam = await gallery.as(await gallery.user('adam', { status: 'administrator' }));
    expect((await adam.get(path)).status).toBe(404);
    expect((await adam.get('/admin/settings')).status).toBe(404);
    expect((await keeper.request('POST', path, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'v.count=9' })).status).toBe(403);
  });

  it('asks for the settings of the core too, with the choices that this gallery has', async () => {
    const at = '/admin/settings';
    const { text } = await keeper.get(at);
    expect(text).toMatch(/<select id="setting-theme" name="v.theme"[^>]*>\s*<option value="atelier" selected>Atelier<\/option>/);
    expect(text).toContain('<option value="fr">français</option>');
    const sent = await send({ 'v.galleryName': 'North Light', 'v.imagesPerPage': '24' }, at);
    expect(sent.headers.get('location')).toBe(`${at}?saved`);
    expect(await gallery.house.settings.core()).toMatchObject({ galleryName: 'North Light', imagesPerPage: 24 });
    expect(text).not.toContain('v.sizes');
    expect((await send({ 'v.format': 'webp' }, '/admin/sizes')).headers.get('location')).toBe('/admin/sizes?saved');
    expect(await gallery.house.settings.core()).toMatchObject({ format: 'webp' });
    expect((await gallery.visitor().get('/')).text).toContain('North Light');
  });

  it('adds, changes and takes away lines of a list, and holds it together', async () => {
    const at = '/admin/sizes';
    const sizes = async () => (await gallery.house.settings.core()).sizes.map(({ name, edge }) => `${name} ${edge}`);
    const before = await sizes();
    const row = (index: number, name: string, edge: string) => ({
      [`v.sizes.${index}.name`]: name,
      [`v.sizes.${index}.edge`]: edge,
      [`v.sizes.${index}.fit`]: 'inside',
    });
    expect((await send(row(before.length, 'wall', '4000'), at)).status).toBe(303);
    expect(await sizes()).toEqual([...before, 'wall 4000']);
    expect((await send({ 'v.sizes.1.name': '', 'v.sizes.1.edge': '' }, at)).status).toBe(303);
    expect(await sizes()).toEqual([...before.filter((_, index) => index !== 1), 'wall 4000']);
    expect((await send(row(0, 'square', 'wide'), at)).text).toContain('Longer edge, pixels, line 1: &quot;wide&quot; is not a whole number');
    const twice = await send(row(1, 'square', '480'), at);
    expect([twice.status, twice.text.includes('the name &quot;square&quot; stands twice')]).toEqual([400, true]);
  });
});
