import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startGallery } from '@picturerail/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'picturerail-tutorial-'));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The files of a chapter of the tutorial: each has its name, a colon, and its whole content below. */
async function filesIn(chapter: string): Promise<ReadonlyMap<string, string>> {
  const page = await readFile('docs/plugins/tutorial.md', 'utf8');
  const text = page.split(/^## /m).find((part) => part.startsWith(`${chapter}\n`)) ?? '';
  return new Map([...text.matchAll(/^`\.\/([^`\n]+)`:\n\n```\w+\n([\s\S]*?)^```/gm)].map(([, name, content]) => [name as string, content as string]));
}

async function write(chapter: string): Promise<string[]> {
  const files = await filesIn(chapter);
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return [...files.keys()];
}

describe('the tutorial', () => {
  it('says hello beside a picture', async () => {
    expect(await write('Hello')).toEqual(['package.json', 'index.js']);
    const gallery = await startGallery({ plugins: [pathToFileURL(`${folder}/`)] });
    try {
      const image = await gallery.image(await gallery.album('Harbour'), { title: 'Boats & <ropes>' });
      expect((await gallery.visitor().page(`/images/${image}`)).text).toContain('<section><h2>Hello</h2><p>Boats &amp; &lt;ropes&gt;</p></section>');
    } finally {
      await gallery.close();
    }
  });

  it('shows the picture of the week, and its own test says so', async () => {
    expect(await write('Picture of the week')).toEqual(['package.json', 'migrations/0001-picks.js', 'index.js', 'picks.test.js']);
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('node_modules/vitest/vitest.mjs'), 'run', '--testTimeout=60000'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
    });
    expect(stdout + stderr).toMatch(/Tests\D+1 passed/);
    expect(status).toBe(0);
  }, 180_000);

  it('has its second plugin in about sixty lines', async () => {
    const code = (await filesIn('Picture of the week')).get('index.js') ?? '';
    expect(code.split('\n').length).toBeLessThanOrEqual(66);
  });
});
