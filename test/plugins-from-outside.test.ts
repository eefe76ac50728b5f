import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveOfFiles } from '../core/src/kernel/install/testing.ts';
import { putPicture } from './pictures.ts';
import { beginServing, type Serving } from './plugins/begin-serving.ts';

const byHand = {
  'package.json': JSON.stringify({
    name: 'picturerail-by-hand',
    version: '1.0.0',
    type: 'module',
    picturerail: {
      manifestVersion: 1,
      id: 'by-hand',
      kind: 'plugin',
      displayName: 'By hand',
      api: '^0.2.0',
      entry: './index.js',
      tables: ['visits'],
      settings: { type: 'object', properties: { greeting: { type: 'string', title: 'Greeting', default: 'Welcome' } } },
    },
  }),
  'index.js': `import { GalleryError } from '@picturerail/sdk';
export default {
  setup(rail) {
    rail.slot('page.footer@1', async (items) => {
      const { greeting } = await rail.settings.get();
      return items.map(() => rail.html\`<p>\${greeting} by hand</p>\`);
    });
    rail.router.get('/count', async () => {
      await rail.db.table('visits').insert({ at: 1 });
      return { json: await rail.db.table('visits').count() };
    });
    rail.router.get('/refused', () => { throw new GalleryError('by-hand-refused', 'Not by this door.', { status: 403 }); });
  },
};`,
  'migrations/0001-visits.js': "export default [{ createTable: 'visits', definition: { columns: { id: { type: 'id' }, at: { type: 'bigint' } } } }];",
};

describe.each(testServers())('a plugin from outside the repository, on $name,', ({ server }) => {
  let serving: Serving;
  let dir: string;
  const command = async (...words: string[]) => {
    const { code, out, err } = await serving.run(words);
    if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${err}`);
    return out + err;
  };
  const page = async (path: string) => {
    const answer = await fetch(serving.address + path);
    return { status: answer.status, text: await answer.text() };
  };

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'picturerail-outside-'));
    serving = await beginServing(server, { LOG_LEVEL: 'warn' });
    await putPicture(join(dir, 'pictures', 'Harbour', 'Boats.jpg'), 7);
  }, 120_000);
  afterAll(async () => {
    await serving?.remove();
    await rm(dir, { recursive: true, force: true });
  });

  it('written in TypeScript and packed is installed from its archive, and hears of an import', { timeout: 120_000 }, async () => {
    await command('plugin', 'new', 'harbourmaster', '--typescript', '--into', join(dir, 'harbourmaster'));
    await command('plugin', 'pack', join(dir, 'harbourmaster'), '--out', join(dir, 'harbourmaster.tgz'));
    expect(await command('plugin', 'install', join(dir, 'harbourmaster.tgz'))).toContain('run: picturerail plugin activate harbourmaster');
    await command('plugin', 'activate', 'harbourmaster');
    await command('import', join(dir, 'pictures'));
    await command('jobs', 'run');
    const [, image = ''] = /href="(\/images\/\d+\/[^"?]*)/.exec((await page('/newest')).text) ?? [];
    const { status, text } = await page(image);
    expect(status).toBe(200);
    expect(text).toContain('In the gallery since');
  });

  it('made by hand in plain JavaScript behaves like one that came with the gallery', { timeout: 120_000 }, async () => {
    await writeFile(join(dir, 'by-hand.tgz'), archiveOfFiles(byHand));
    await command('plugin', 'install', join(dir, 'by-hand.tgz'));
    await command('plugin', 'activate', 'by-hand');
    expect((await page('/')).text).toContain('Welcome by hand');
    expect((await page('/p/by-hand/count')).text).toBe('1');
    expect((await page('/p/by-hand/count')).text).toBe('2');
    expect(await page('/p/by-hand/refused')).toMatchObject({ status: 403, text: expect.stringContaining('Not by this door.') });
    await command('config', 'set', 'greeting', 'Good evening', '--plugin', 'by-hand');
    expect((await page('/')).text).toContain('Good evening by hand');
    await serving.stop();
  });
});
