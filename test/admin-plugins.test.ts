import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type Answer, type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRegistry, type TestRegistry } from '../core/src/kernel/install/testing.ts';
import { sendFile } from './plugins/send-file.ts';
import { archiveOfTheme, archiveOfVersion } from './plugins/versions.ts';

const packagesDirs = [join(import.meta.dirname, 'plugins')];
const bare = (text: string) =>
  text
    .replaceAll(/<(style|script)[^>]*>.*?<\/\1>/gs, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');
const mainOf = ({ text }: Answer) => bare(/<main.*<\/main>/s.exec(text)?.[0] ?? text);
const notes = `export default [{ createTable: 'notes', definition: { columns: { id: { type: 'id' } } } }];`;
const mood = `export default [{ addColumn: 'mood', to: 'notes', definition: { type: 'string', length: 20, null: true } }];`;
const fetches = (why: string) => ({ capabilities: [{ name: 'fetch', why, hosts: ['api.weather.example'] }] });

describe.each(testServers())('the pages of plugins and themes on $name', ({ server }) => {
  let gallery: TestGallery;
  let registry: TestRegistry;
  let keeper: Client;
  let users = 0;

  beforeAll(async () => {
    registry = await startRegistry();
    gallery = await startGallery({ server, packagesDirs, plugins: ['with-pages', 'needs-pages'], env: { PLUGIN_REGISTRY: registry.address } });
    keeper = await gallery.as(1);
  });
  afterAll(async () => {
    await gallery?.close();
    await registry?.close();
  });

  const main = async (path: string) => mainOf(await keeper.get(path));
  const act = (id: string, fields: Record<string, string>) => keeper.submit(`/admin/plugins/${id}`, fields);
  const ask = (change: string, more: Record<string, string> = {}) => keeper.submit('/admin/packages', { change, of: 'plugins', ...more }, '/admin/plugins');
  /** Follows a proposal to its plan. */
  const planOf = (answer: Answer) => {
    expect([answer.status, mainOf(answer)]).toEqual([303, '']);
    return answer.headers.get('location') as string;
  };
  const agree = (plan: string, fields: Record<string, string> = {}) => keeper.submit(plan, fields);
  /** What a visitor of the plugin's own page gets. */
  const answers = async (id: string) => {
    const { status, text } = await gallery.visitor().get(`/p/${id}`);
    return status === 200 ? JSON.parse(text) : status;
  };
  const waiting = async () => (await readdir(join(gallery.dir, 'plugins', '.stage')).catch(() => [])).toSorted();
  const publish = (id: string, version: string, more: object = {}) => registry.publish(id, version, archiveOfVersion({ id, version, ...more }));

  async function install(id: string, version: string, more: object = {}): Promise<void> {
    const sent = await sendFile(keeper, { bytes: archiveOfVersion({ id, version, ...more }), name: `${id}.tgz`, from: '/admin/plugins' });
    expect((await agree(planOf(sent))).status).toBe(303);
  }

  it.each(['/admin/plugins', '/admin/plugins/with-pages', '/admin/themes', '/admin/packages', '/admin/packages/AAAAAAAAAAAAAAAAAAAAAA'])(
    '%s does not exist for anybody but webmasters, whatever the method',
    async (path) => {
      users += 1;
      const adam = await gallery.as(await gallery.user(`adam ${users}`, { status: 'administrator' }));
      for (const client of [gallery.visitor(), await gallery.as(await gallery.user(`ana ${users}`)), adam]) {
        for (const method of ['GET', 'POST', 'PUT']) {
          const [found, none] = await Promise.all([path, '/nothing-here'].map((one) => client.request(method, one)));
          expect([found?.status, bare(found?.text ?? '')]).toEqual([404, bare(none?.text ?? '')]);
        }
      }
      expect((await adam.get('/admin')).text).not.toContain('/admin/plugins');
    },
  );

  it('name what is installed, how it fares and why, and are where the menu leads', async () => {
    const { text, headers } = await keeper.get('/admin/plugins');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).toContain('<a href="/admin/plugins" aria-current="page">Plugins</a>');
    expect(bare(text)).toMatch(/With pages 1\.0\.0 Active/);
    expect(bare(text)).toMatch(/metadata|Metadata/);
    const { text: one } = await keeper.get('/admin/plugins/with-pages');
    expect(one).toContain('<a href="/admin/plugins" aria-current="page">Plugins</a>');
    expect(bare(one)).toContain('This plugin runs with all rights of the server. It says it uses: Addresses of its own People type /guestbook.');
    expect(bare(one)).toMatch(/Pages GET \/p\/with-pages index\.js:\d+/);
    expect(bare(one)).toContain('Came with the gallery');
    expect((await keeper.get('/admin/plugins/none-such')).status).toBe(404);
  });

  it('call a plugin that does not run by its name, in the reader’s language', async () => {
    const { text } = await keeper.get('/admin/plugins', { 'accept-language': 'de' });
    expect(bare(text)).toMatch(/Metadaten .* Nicht aktiv/);
    expect(text).not.toContain('%name%');
  });

  it('say what a file would install, then do it, and offer to activate what waits', async () => {
    const bytes = archiveOfVersion({ id: 'weather', version: '1.0.0', manifest: { ...fetches('Asks for the weather.'), displayName: 'Weather' } });
    const plan = planOf(await sendFile(keeper, { bytes, name: 'weather-1.0.0.tgz', from: '/admin/plugins' }));
    expect(await main(plan)).toMatch(
      /Install Weather 1\.0\.0\?.*Nothing of it runs until you activate it.*It says it uses: Other servers api\.weather\.example Asks for the weather\./,
    );
    expect(await main('/admin/plugins')).not.toContain('Weather');
    const done = await agree(plan);
    expect([done.status, done.headers.get('location')]).toEqual([303, '/admin/plugins/weather?done=installed&to=1.0.0']);
    const page = await main('/admin/plugins/weather?done=installed&to=1.0.0');
    expect(page).toContain('Weather 1.0.0 is installed. It does not run until you activate it. Activate');
    expect(page).toContain('Uploaded as weather-1.0.0.tgz');
    expect([await answers('weather'), await waiting()]).toEqual([404, []]);
    expect((await act('weather', { action: 'activate' })).headers.get('location')).toBe('/admin/plugins/weather?done=activated');
    expect(await answers('weather')).toBe('1.0.0');
  });

  it('have nothing to ask for a plugin that was uploaded', async () => {
    const refused = await ask('update weather');
    expect(refused.status).toBe(409);
    expect(mainOf(refused)).toContain('was installed from the file “weather-1.0.0.tgz”, which was uploaded and is not kept');
  });

  it('update by name with the plan first: what it asks for anew, and its tables; then go back, in code only', async () => {
    publish('clouds', '1.0.0', { manifest: { tables: ['notes'] }, files: { 'migrations/0001-notes.js': notes } });
    const first = planOf(await ask('name', { name: 'clouds@^1.0.0' }));
    expect((await agree(first)).status).toBe(303);
    await act('clouds', { action: 'activate' });
    expect(await main('/admin/plugins/clouds')).toContain('p_clouds__notes');
    publish('clouds', '1.1.0', {
      manifest: { tables: ['notes'], ...fetches('Looks at the sky.') },
      files: { 'migrations/0001-notes.js': notes, 'migrations/0002-mood.js': mood },
    });
    const plan = planOf(await ask('update clouds'));
    expect(await main(plan)).toMatch(
      /Update clouds to 1\.1\.0\?.*1\.0\.0 → becomes 1\.1\.0.*1\.0\.0 has never stopped.*Its tables follow to 1\.1\.0.*api\.weather\.example Looks at the sky\. I agree/,
    );
    const waits = await agree(plan);
    expect([waits.status, await answers('clouds')]).toEqual([409, '1.0.0']);
    expect(mainOf(waits)).toContain('It asks for more than before, and waits until you agree. Nothing was changed.');
    expect((await agree(plan, { agree: 'yes' })).headers.get('location')).toBe('/admin/plugins/clouds?done=updated&to=1.1.0');
    expect(await answers('clouds')).toBe('1.1.0');
    expect(await main('/admin/plugins/clouds?done=updated&to=1.1.0')).toContain('clouds 1.1.0 has taken over. Go back to 1.0.0');
    const back = planOf(await ask('rollback clouds'));
    expect(await main(back)).toContain('Only its code goes back.');
    expect((await agree(back)).headers.get('location')).toBe('/admin/plugins/clouds?done=back&to=1.0.0');
    expect(await answers('clouds')).toBe('1.0.0');
    expect(await waiting()).toEqual([]);
  });

  it('leave everything as it is where an update fails, and say why', async () => {
    publish('storms', '1.0.0');
    await agree(planOf(await ask('name', { name: 'storms' })));
    await act('storms', { action: 'activate' });
    publish('storms', '1.1.0', { code: `export default { setup() { throw new Error('no wind today'); } };` });
    const plan = planOf(await ask('update storms'));
    const failed = await agree(plan);
    expect([failed.status, await answers('storms')]).toEqual([409, '1.0.0']);
    expect(mainOf(failed)).toContain('no wind today');
    expect(await main('/admin/plugins/storms')).not.toContain('1.1.0');
    expect(await readdir(join(gallery.dir, 'plugins', 'storms'))).toHaveLength(1);
  });

  it('show a plan again that has become another meanwhile', async () => {
    publish('tides', '1.0.0');
    const plan = planOf(await ask('name', { name: 'tides' }));
    publish('tides', '1.0.1', { manifest: fetches('Asks the moon.') });
    expect((await agree(plan)).headers.get('location')).toBe(`${plan}?another`);
    expect(await main(`${plan}?another`)).toMatch(
      /What is there now is not what you were shown before.*Install tides 1\.0\.1\?|Install tides 1\.0\.1\?.*What is there now is not what you were shown before/,
    );
    expect((await agree(plan)).headers.get('location')).toBe('/admin/plugins/tides?done=installed&to=1.0.1');
    expect((await keeper.get(plan)).status).toBe(404);
  });

  it('say what is wrong with what was named or sent, keep what was typed, and nothing else', async () => {
    const before = await waiting();
    const broken = await sendFile(keeper, { bytes: Buffer.from('no archive at all'), name: '../Übles <b>.tgz', from: '/admin/plugins' });
    expect(broken.status).toBe(400);
    expect(mainOf(broken)).toMatch(/The archive “bles--b-\.tgz” cannot be unpacked \(.*\)\. It must be a gzipped tar file/);
    const unknown = await ask('name', { name: 'none-such@^2' });
    expect([unknown.status, unknown.text.includes('value="none-such@^2"')]).toEqual([404, true]);
    expect(mainOf(unknown)).toContain('There is no package “none-such”');
    expect((await ask('name', { name: '/etc/passwd' })).status).toBe(400);
    expect((await ask('name', { name: '' })).status).toBe(400);
    expect((await sendFile(keeper, { bytes: new Uint8Array(), name: '', from: '/admin/plugins' })).status).toBe(400);
    expect((await ask('explode')).status).toBe(404);
    const big = await sendFile(keeper, { bytes: new Uint8Array(51 * 1024 * 1024), name: 'big.tgz', from: '/admin/plugins' });
    expect([big.status, bare(big.text).includes('bigger than 50 MiB')]).toEqual([413, true]);
    expect([await waiting(), (await readdir(join(gallery.dir, 'tmp'))).filter((name) => name.endsWith('.upload'))]).toEqual([before, []]);
  });

  it('take nothing from a form that is not theirs', async () => {
    const before = await waiting();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const [path, body] of [
      ['/admin/packages', 'change=name&name=storms'],
      ['/admin/plugins/storms', 'action=deactivate'],
      ['/admin/themes', 'action=use&theme=atelier'],
    ] as const)
      expect([path, (await keeper.request('POST', path, { headers: type, body })).status]).toEqual([path, 403]);
    const bytes = archiveOfVersion({ id: 'forged', version: '1.0.0' });
    for (const wrong of [{ token: 'x' }, { fileFirst: true }])
      expect((await sendFile(keeper, { bytes, name: 'forged.tgz', from: '/admin/plugins', ...wrong })).status).toBe(403);
    const noForm = { 'content-type': 'multipart/form-data', 'sec-fetch-site': 'same-origin' };
    expect((await keeper.request('POST', '/admin/packages', { headers: noForm, body: 'x' })).status).toBe(415);
    const noEnd = { 'content-type': 'multipart/form-data; boundary=b', 'sec-fetch-site': 'same-origin' };
    expect((await keeper.request('POST', '/admin/packages', { headers: noEnd, body: '--b\r\n' })).status).toBe(400);
    expect([await answers('storms'), await waiting()]).toEqual(['1.0.0', before]);
  });

  it('deactivate, name who needs it, take them along when told to, and bring all back at once', async () => {
    const refused = await act('with-pages', { action: 'deactivate' });
    expect(refused.status).toBe(409);
    expect(mainOf(refused)).toContain('“With pages” is needed by needs-pages. Deactivated alone, it would break them. Deactivate all of them');
    const done = (await act('with-pages', { action: 'deactivate', cascade: 'yes' })).headers.get('location') as string;
    expect(done).toBe('/admin/plugins/with-pages?done=deactivated&with=needs-pages');
    expect(await main(done)).toContain('With pages is not active any more. Its data stay. The same goes for needs-pages. Activate again');
    const again = await act('with-pages', { action: 'activate', with: 'needs-pages' });
    expect(again.status).toBe(303);
    expect(gallery.house.kernel.plugins().map(({ id }) => id)).toEqual(expect.arrayContaining(['with-pages', 'needs-pages']));
    expect((await act('with-pages', { action: 'explode' })).status).toBe(404);
  });

  it('say so where a plugin that was activated does not run', async () => {
    await install('breaks', '1.0.0', { code: `export default { setup() { throw new Error('it broke in setup'); } };` });
    const done = (await act('breaks', { action: 'activate' })).headers.get('location') as string;
    expect(await main(done)).toMatch(/breaks does not run\. .*it broke in setup/);
    expect(await main('/admin/plugins')).toMatch(/breaks 1\.0\.0 Failed .*it broke in setup/);
  });

  it('uninstall and keep the data unless told otherwise in so many words', async () => {
    expect((await act('storms', { action: 'uninstall', data: 'keep', confirm: '' })).headers.get('location')).toBe('/admin/plugins?uninstalled=storms');
    expect(await main('/admin/plugins?uninstalled=storms')).toContain(
      '“storms” is uninstalled. Its data stay, and wait for it to be installed again. Install it again',
    );
    const refused = await act('clouds', { action: 'uninstall', data: 'delete', confirm: 'cloud' });
    expect([refused.status, await answers('clouds')]).toEqual([400, '1.0.0']);
    expect(mainOf(refused)).toContain('type “clouds” into the field');
    const gone = await act('clouds', { action: 'uninstall', data: 'delete', confirm: 'clouds' });
    expect(await main(gone.headers.get('location') as string)).toContain('“clouds” is uninstalled. Its data are deleted.');
    expect((await keeper.get('/admin/plugins/clouds')).status).toBe(404);
    expect((await act('with-pages', { action: 'uninstall', data: 'keep', confirm: '' })).status).toBe(409);
  });

  it('show what each place of a plugin cost, and how often it failed', async () => {
    const columns = 'plugin, place, calls, faults, busy_us, waited_us, last_fault, last_fault_at';
    await gallery.house.database.transaction(async (tx) => {
      await tx.run(`INSERT INTO plugin_usage (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, [
        'needs-pages',
        'hook "images:list"',
        1200,
        3,
        1_000,
        2_400_000,
        'It fell over.',
        Date.UTC(2026, 0, 2, 3, 4),
      ]);
      await tx.run(`INSERT INTO plugin_usage (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, [
        'needs-pages',
        'slot "image.panel@1"',
        1,
        0,
        1_000,
        600_000,
        null,
        null,
      ]);
    });
    expect(await main('/admin/plugins')).toMatch(/needs-pages 1\.0\.0 Active 2\.5 ms a call 1,201 calls 3 errors last on Jan 2, 2026/);
    const page = await main('/admin/plugins/needs-pages');
    expect(page).toMatch(/hook "images:list" It fell over\. 3 errors Jan 2, 2026/);
    expect(page).toMatch(/hook "images:list" 1,200 calls 2 ms a call 80%/);
  });

  it('say what a plugin protects, keep it withheld where it goes, and show it once told to', async () => {
    const protect = (scope: string) =>
      gallery.house.database.transaction((tx) =>
        tx.run('INSERT INTO protections (plugin, scope, step, created_at) VALUES (?, ?, ?, ?)', ['needs-pages', scope, 'tint', Date.now()]),
      );
    for (const scope of ['album:1', 'album:2']) await protect(scope);
    expect(await main('/admin/plugins/needs-pages')).toContain('Pictures in 2 albums. When it does not run, they are withheld from everybody');
    await act('needs-pages', { action: 'deactivate' });
    expect(await main('/admin/plugins')).toContain('“needs-pages” protects: Pictures in 2 albums. It does not run, so they are withheld from everybody');
    const unsure = await act('needs-pages', { action: 'release' });
    expect([unsure.status, mainOf(unsure).includes('What “needs-pages” protects stays withheld.')]).toEqual([400, true]);
    const released = (await act('needs-pages', { action: 'release', sure: 'yes' })).headers.get('location') as string;
    expect(await main(released)).toContain('What needs-pages protected is shown without it.');
    expect(await main('/admin/plugins')).not.toContain('withheld');
    await act('needs-pages', { action: 'activate' });
    await protect('gallery');
    expect(await main('/admin/plugins/needs-pages')).toContain('Pictures in the whole gallery.');
    await act('needs-pages', { action: 'deactivate', release: 'yes', sure: 'yes' });
    expect(await main('/admin/plugins/needs-pages')).not.toContain('withheld');
    await protect('gallery');
    await gallery.house.database.transaction((tx) => tx.run(`UPDATE protections SET plugin = 'long-gone'`));
    expect(await main('/admin/plugins')).toContain('“long-gone” protects:');
    expect((await keeper.submit('/admin/plugins/long-gone', { action: 'release', sure: 'yes' }, '/admin/plugins')).headers.get('location')).toBe(
      '/admin/plugins?released=long-gone',
    );
    expect(await main('/admin/plugins?released=long-gone')).toContain('What long-gone protected is shown without it.');
  });

  it('install, use, update, take back and uninstall a theme', async () => {
    const themes = (fields: Record<string, string>) => keeper.submit('/admin/themes', fields);
    const send = (version: string) =>
      sendFile(keeper, {
        bytes: archiveOfTheme({ id: 'loft', version, files: { 'templates/parts/loft.njk': version } }),
        name: 'loft.tgz',
        from: '/admin/themes',
      });
    expect((await agree(planOf(await send('1.0.0')))).headers.get('location')).toBe('/admin/themes?done=installed&to=1.0.0&theme=loft');
    expect(await main('/admin/themes?done=installed&to=1.0.0&theme=loft')).toContain('loft 1.0.0 is installed. Show the gallery in it');
    const used = (await themes({ action: 'use', theme: 'loft' })).headers.get('location') as string;
    expect(await main(used)).toContain('The gallery is shown in loft. Back to Atelier');
    expect(gallery.house.theme.current()).toBe('loft');
    expect((await agree(planOf(await send('1.1.0')))).headers.get('location')).toBe('/admin/themes?done=updated&to=1.1.0&theme=loft');
    expect(await main('/admin/themes')).toMatch(/loft 1\.1\.0 .*In use/);
    expect((await agree(planOf(await ask('rollback loft', { of: 'themes' })))).status).toBe(303);
    expect(gallery.house.theme.list().find(({ id }) => id === 'loft')?.version).toBe('1.0.0');
    expect((await themes({ action: 'uninstall', theme: 'loft' })).status).toBe(409);
    await themes({ action: 'use', theme: 'atelier' });
    expect((await themes({ action: 'uninstall', theme: 'loft' })).headers.get('location')).toBe('/admin/themes?done=uninstalled');
    expect(await main('/admin/themes')).not.toContain('loft');
    expect((await themes({ action: 'use', theme: 'none-such' })).status).toBe(404);
  });

  it('hold a plan for its session alone, for an hour, and for every process', async () => {
    publish('rain', '1.0.0');
    const plan = planOf(await ask('name', { name: 'rain' }));
    const other = await gallery.as(await gallery.user('second keeper', { status: 'webmaster' }));
    expect([(await other.get(plan)).status, (await keeper.get(plan)).status]).toEqual([404, 200]);
    expect((await other.submit(plan, {}, '/admin/plugins')).status).toBe(404);
    const late = planOf(await ask('name', { name: 'rain' }));
    const old = new Date(Date.now() - 2 * 3_600_000);
    await utimes(join(gallery.dir, 'plugins', '.stage', `${late.split('/').at(-1)}.waiting`, 'proposal.json'), old, old);
    expect((await keeper.get(late)).status).toBe(404);
    await gallery.restart();
    expect((await agree(plan)).headers.get('location')).toBe('/admin/plugins/rain?done=installed&to=1.0.0');
  });

  it('begin with what to do where no plugin is there, and say that none runs in safe mode', async () => {
    await gallery.restart({ env: { SAFE_MODE: '1' } });
    expect(await main('/admin/plugins')).toContain('The gallery runs in safe mode');
    expect(await main('/admin/plugins/weather')).toContain('Shown while it runs.');
    expect(await main('/admin/themes')).toContain('it is shown in Atelier');
  });
});
