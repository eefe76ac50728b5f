import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Client = ReturnType<TestGallery['visitor']>;

const bare = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe.each(testServers())('background work in the administration, on $name', ({ server }) => {
  let gallery: TestGallery;
  let adam: Client;
  let broken = true;

  beforeAll(async () => {
    gallery = await startGallery({ server });
    adam = await gallery.as(await gallery.user('adam', { status: 'administrator' }));
    const run = async () => {
      if (broken) throw new Error('The <b>disk</b> is away.');
    };
    gallery.house.jobs.define('plugin:prints:send', run, { attempts: 1 });
  });
  afterAll(() => gallery.close());

  const page = async (path = '/admin/jobs') => bare((await adam.get(path)).text);

  it('says that there is nothing to do where there is nothing', async () => {
    await gallery.jobs.run();
    expect(await page()).toContain('Nothing to do.');
  });

  it('counts what waits by what it is, in words', async () => {
    await gallery.image(await gallery.album('Harbour'));
    await gallery.house.jobs.add(null, 'plugin:prints:send', { imageIds: [7, 8] });
    const text = await page();
    expect(text).toContain('Originals are read, and sizes of pictures made 1 waits 0 run none failed');
    expect(text).toContain('prints: send 1 waits');
    expect(await (await adam.get('/admin/jobs', { 'accept-language': 'de' })).text).toContain('Originale werden gelesen');
  });

  it('says why something has failed, as text, and tries it again', async () => {
    await gallery.jobs.run();
    const { text } = await adam.get('/admin/jobs');
    expect(text).toContain('The &lt;b&gt;disk&lt;/b&gt; is away.');
    expect(text).toContain('<a href="/images/7">image 7</a>');
    expect(bare(text)).toMatch(/prints: send image 7 , image 8 Error: The .* is away\. Tried once\./);
    expect(bare((await adam.get('/admin')).text)).toContain('See why, and try again');
    broken = false;
    const id = (await gallery.house.jobs.list({ state: 'failed' }))[0]?.id;
    expect((await adam.submit('/admin/jobs', { job: 'nothing' })).status).toBe(404);
    const { status, headers } = await adam.submit('/admin/jobs', { job: String(id) });
    expect([status, headers.get('location')]).toEqual([303, '/admin/jobs?retried=1']);
    expect(await page('/admin/jobs?retried=1')).toContain('1 waits for its next attempt.');
    await gallery.jobs.run();
    expect(await gallery.house.jobs.list({ state: 'failed' })).toEqual([]);
  });

  it('shows the latest of many, and leads to older ones', async () => {
    broken = true;
    await gallery.house.database.transaction((tx) =>
      gallery.house.jobs.addAll(
        tx,
        'plugin:prints:send',
        Array.from({ length: 60 }, (_, at) => ({ at })),
      ),
    );
    await gallery.jobs.run();
    const first = (await adam.get('/admin/jobs')).text;
    const rows = (text: string) => [...text.matchAll(/name="job" value="(\d+)"/g)].map(([, id]) => Number(id));
    const older = /<a href="(\/admin\/jobs\?before=\d+)"/.exec(first)?.[1] ?? '';
    const rest = rows((await adam.get(older)).text);
    expect([rows(first).length, rest.length, Math.min(...rows(first)) > Math.max(...rest)]).toEqual([50, 10, true]);
    expect((await adam.get('/admin/jobs?before=x')).status).toBe(404);
    broken = false;
    expect((await adam.submit('/admin/jobs', { job: 'all' })).headers.get('location')).toBe('/admin/jobs?retried=60');
  });
});
