import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServers } from '@picturerail/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './bench/free-port.ts';
import { type Commanded, commanded } from './command.ts';
import { eventually } from './eventually.ts';

const manifest = {
  manifestVersion: 1,
  id: 'sunset-tours',
  kind: 'plugin',
  displayName: 'Sunset tours',
  api: '^0.2.0',
  entry: './dist/index.js',
};

describe.each(testServers())('picturerail plugin dev on $name', ({ server }) => {
  let command: Commanded;
  let folder: string;
  let address: string;
  let gallery: ChildProcess;
  let dev: { child: ChildProcess; said: () => string };

  const save = (text: string) => writeFile(join(folder, 'src/index.ts'), text);
  const saying = (words: string) =>
    `import { definePlugin } from '@picturerail/sdk';\nexport default definePlugin({\n  setup(rail) {\n    rail.slot('page.footer@1', (pages) => pages.map(() => rail.html\`<p>${words}</p>\`));\n  },\n});\n`;
  const page = () => fetch(`${address}/`).then((response) => response.text());
  const shown = (words: string) => eventually(async () => ((await page()).includes(`<p>${words}</p>`) ? true : undefined));
  const said = (words: string | RegExp) => eventually(() => (new RegExp(words).test(dev.said()) ? true : undefined));

  beforeEach(async () => {
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    command = await commanded(server, undefined, { PORT: String(port) });
    folder = await mkdtemp(join(tmpdir(), 'picturerail-dev-'));
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ version: '1.0.0', type: 'module', picturerail: manifest }));
    await save(saying('one'));
    await command.run(['user', 'add', 'ana', '--status', 'webmaster', '--no-password']);
    gallery = command.begin(['start']).child;
    await eventually(() =>
      fetch(`${address}/healthz`).then(
        ({ status }) => (status === 200 ? true : undefined),
        () => undefined,
      ),
    );
    const { child } = command.begin(['plugin', 'dev', folder]);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (text += part.toString()));
    dev = { child, said: () => text };
  });
  afterEach(async () => {
    for (const child of [dev.child, gallery]) {
      const gone = child.exitCode === null ? once(child, 'exit') : null;
      child.kill('SIGTERM');
      await gone;
    }
    await command.remove();
    await rm(folder, { recursive: true });
  });

  it('shows what is saved, keeps what worked where a save is broken, and leaves the gallery as it was', { timeout: 180_000 }, async () => {
    await said('1\\.0\\.0 is live after \\d+ ms');
    await shown('one');
    await save(saying('two'));
    await shown('two');

    await save('export default definePlugin({');
    await said('src/index\\.ts:1:\\d+: ');
    await said('What worked before goes on');
    expect(await page()).toContain('<p>two</p>');

    await save(saying('three').replace("rail.slot('page", "if (rail) throw new Error('no luck');\n    rail.slot('page"));
    await said('no luck \\(src/index\\.ts:4:\\d+\\)');
    expect(await page()).toContain('<p>two</p>');

    await save(saying('four'));
    await shown('four');

    // Many editors write a new file and put it in the place of the old one.
    for (const words of ['five', 'six', 'seven', 'eight', 'nine']) {
      const fresh = join(folder, 'src/.index.ts.swp');
      await writeFile(fresh, saying(words));
      await rename(fresh, join(folder, 'src/index.ts'));
      await shown(words);
    }
    dev.child.kill('SIGINT');
    await said('The gallery has again what it had before');
    await eventually(async () => ((await page()).includes('<p>nine</p>') ? undefined : true));
    expect(await command.json<{ id: string }[]>(['plugin', 'list'])).not.toContainEqual(expect.objectContaining({ id: 'sunset-tours' }));
  });
});
