import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Client = ReturnType<TestGallery['visitor']>;

const bare = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const password = 'seven brown foxes';

describe.each(testServers())('the activity log in the administration, on $name', ({ server }) => {
  let gallery: TestGallery;
  let wanda: Client;
  let adam: Client;

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: ['metadata'] });
    wanda = await gallery.as(await gallery.user('wanda', { status: 'webmaster' }));
    adam = await gallery.as(await gallery.user('adam', { status: 'administrator' }));
    await gallery.user('ana', { password });
  });
  afterAll(() => gallery.close());

  const page = async (query = '') => bare((await adam.get(`/admin/activity${query}`)).text);
  const lines = async (query = ''): Promise<Record<string, unknown>[]> =>
    (await adam.get(`/admin/activity/activity.jsonl${query}`)).text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));

  it('tells signing in, its refusals and signing out, from where as far as the settings keep it, and nothing of what was typed', async () => {
    const ana = gallery.visitor();
    const typed = 'my secret in the wrong field';
    await ana.submit('/account/sign-in', { name: typed, password: 'x' });
    await ana.submit('/account/sign-in', { name: 'ana', password: 'wrong one' });
    await ana.submit('/account/sign-in', { name: 'ana', password });
    await ana.submit('/account/sign-out', {}, '/');
    const told = (await lines('?area=sign-in')).slice(0, 4);
    expect(told.map(({ deed, user, from, object, detail }) => ({ deed, user, from, object, detail }))).toEqual([
      { deed: 'signed-out', user: 'ana', from: '127.0.0.0', object: 'ana', detail: null },
      { deed: 'signed-in', user: 'ana', from: '127.0.0.0', object: 'ana', detail: 'password' },
      { deed: 'sign-in-refused', user: null, from: '127.0.0.0', object: 'ana', detail: null },
      { deed: 'sign-in-refused', user: null, from: '127.0.0.0', object: null, detail: null },
    ]);
    const everything = (await gallery.house.database.read.all('SELECT * FROM activity')).map((row) => JSON.stringify(row)).join();
    for (const secret of [typed, 'wrong one', password]) expect(everything).not.toContain(secret);
  });

  it('keeps addresses in full, or none, where the settings say so', async () => {
    const change = async (how: string) => {
      await gallery.house.settings.set('core', 'gallery', { activityAddresses: how });
      await wanda.submit('/admin/groups', { name: how }, '/admin/groups');
      return (await lines('?area=groups'))[0];
    };
    expect(await change('full')).toMatchObject({ object: 'full', from: '127.0.0.1', user: 'wanda' });
    expect(await change('none')).toMatchObject({ object: 'none', from: null });
    await gallery.house.settings.set('core', 'gallery', { activityAddresses: 'shortened' });
  });

  it('tells changes of settings by their names, of plugins and themes by theirs', async () => {
    await wanda.submit('/admin/plugins/metadata', { action: 'deactivate' });
    await wanda.submit('/admin/plugins/metadata', { action: 'activate' });
    const [activated, deactivated] = await lines('?area=plugins');
    expect([activated, deactivated]).toMatchObject([
      { deed: 'plugin-activated', object: 'metadata', user: 'wanda' },
      { deed: 'plugin-deactivated', object: 'metadata', user: 'wanda' },
    ]);
    await wanda.submit('/admin/settings', { reset: 'galleryName' });
    expect((await lines('?area=settings'))[0]).toMatchObject({
      deed: 'settings-changed',
      object: 'core',
      user: 'wanda',
      detail: expect.stringContaining('galleryName'),
    });
    await wanda.submit('/admin/themes', { action: 'use', theme: 'atelier' });
    expect((await lines('?area=settings'))[0]).toMatchObject({ deed: 'theme-chosen', object: 'atelier' });
  });

  it('is a page with links to what there still is, in the language of who reads it', async () => {
    const album = await gallery.album('Harbour <b>');
    await adam.submit(`/admin/albums/${album}`, { action: 'save', title: 'Pier <i>', description: '', sort: 'taken' });
    const { text } = await adam.get('/admin/activity');
    expect(text).toContain(`<a class="name" href="/admin/albums/${album}">`);
    expect(text).not.toContain('<b>');
    expect(bare(text)).toContain('Album made');
    expect(await adam.get('/admin/activity', { 'accept-language': 'de' })).toMatchObject({ text: expect.stringContaining('Album angelegt') });
  });

  it('is filtered by who, about what and since when; what cannot be meant is passed over', async () => {
    expect((await lines('?who=WANDA')).every(({ user }) => user === 'wanda')).toBe(true);
    expect((await lines('?who=nobody')).length).toBe(0);
    expect(await page('?who=nobody')).toContain('Nothing found');
    expect((await lines('?since=2100-01-01')).length).toBe(0);
    const all = (await lines()).length;
    expect(all).toBeGreaterThan(10);
    expect((await lines('?area=weather&since=2026-02-31x')).length).toBe(all);
    expect((await adam.get('/admin/activity?before=x')).status).toBe(404);
  });

  it('leads on to older ones with the filter that was chosen', async () => {
    for (let number = 0; number < 60; number += 1) await gallery.group(`club ${number}`);
    const { text } = await adam.get('/admin/activity?area=groups');
    const older = /href="(\/admin\/activity\?area=groups&amp;before=\d+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(bare(text)).toContain('club 59');
    const next = bare((await adam.get(older)).text);
    expect([next.includes('club 59'), next.includes('club 1 ')]).toEqual([false, true]);
  });

  it('is exported as a table that no spreadsheet reckons, for administrators alone', async () => {
    await gallery.group('=cmd|"/c calc"!A1');
    const { headers, text, status } = await adam.get('/admin/activity/activity.csv?area=groups');
    expect([status, headers.get('content-type'), headers.get('content-disposition'), headers.get('cache-control')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="activity.csv"',
      'no-store',
    ]);
    expect(text.split('\r\n')[0]).toBe('time,area,deed,user_id,user,from,object_id,object,detail,amount');
    expect(text).toContain(`"'=cmd|""/c calc""!A1"`);
    const ana = await gallery.as(await gallery.user('anna'));
    expect((await ana.get('/admin/activity/activity.csv')).status).toBe(404);
  });
});
