import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { commanded } from './command.ts';
import { putPicture } from './pictures.ts';

const demos = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('picturerail-demo-'));

it('a demonstration of a folder is served to visitors, and nothing of it is left afterwards', async () => {
  const photos = await mkdtemp(path.join(tmpdir(), 'picturerail-photos-'));
  await putPicture(path.join(photos, 'Garden party/one.jpg'), 1);
  await putPicture(path.join(photos, 'Garden party/two.jpg'), 2);
  const gallery = await commanded();
  const before = await demos();
  const { child, over } = gallery.begin(['demo', photos]);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`the demonstration ended with ${code}`)));
  });
  const made = (await demos()).filter((name) => !before.includes(name));
  const home = await (await fetch(url)).text();
  expect(home).toContain('Garden party');
  expect(home).toMatch(/\/media\/\d+\//);
  child.kill('SIGTERM');
  const { code, err } = await over;
  expect(code).toBe(0);
  expect(err).toContain('nothing of it is left');
  await expect(fetch(url)).rejects.toThrow();
  expect(made).not.toEqual([]);
  for (const name of made) expect(existsSync(path.join(tmpdir(), name))).toBe(false);
  await gallery.remove();
  await rm(photos, { recursive: true });
});
