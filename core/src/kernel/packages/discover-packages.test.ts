import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discoverPackages } from './discover-packages.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'picturerail-packages-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function write(folder: string, content: unknown, code = 'throw new Error("code ran");'): Promise<void> {
  await mkdir(join(dir, folder), { recursive: true });
  await writeFile(join(dir, folder, 'package.json'), typeof content === 'string' ? content : JSON.stringify(content));
  await writeFile(join(dir, folder, 'index.js'), code);
}

const packageOf = (id: string, changes: object = {}) => ({
  version: '1.0.0',
  type: 'module',
  picturerail: { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: '^0.2.0', entry: './index.js' },
  ...changes,
});

describe('packages', () => {
  test('are found in folders of folders and as folders, ordered by id, without running their code', async () => {
    await write('plugins/b', packageOf('bb'));
    await write('plugins/a', packageOf('aa'));
    await write('alone', packageOf('cc'));
    await write('plugins/node_modules', packageOf('never'));
    await write('plugins/.hidden', packageOf('never'));
    await write('plugins/library', { name: 'no-plugin' });
    await mkdir(join(dir, 'plugins/empty'));
    const { packages, broken } = await discoverPackages([join(dir, 'plugins'), join(dir, 'alone'), join(dir, 'absent')]);
    expect(packages.map(({ id, version, dir: where }) => [id, version, where])).toEqual([
      ['aa', '1.0.0', join(dir, 'plugins/a')],
      ['bb', '1.0.0', join(dir, 'plugins/b')],
      ['cc', '1.0.0', join(dir, 'alone')],
    ]);
    expect(broken).toEqual([]);
  });

  test('that cannot be used are named with all that is wrong', async () => {
    await write('one', packageOf('one', { version: 'first', type: 'commonjs' }));
    await write('two', '{ "picturerail": ');
    await write('three', packageOf('three', { picturerail: { id: 'three', kindd: 'plugin' } }));
    await write('four', packageOf('four', { picturerail: 'yes' }));
    const { packages, broken } = await discoverPackages([dir]);
    expect(packages).toEqual([]);
    expect(broken.map(({ id, problem }) => [id, problem])).toEqual([
      [null, expect.stringContaining('must be of type "object"')],
      ['one', expect.stringMatching(/"version" is "first", but must be .*; the package's "type" is "commonjs", but must be "module"/)],
      ['three', expect.stringContaining('did you mean "kind"?')],
      [null, expect.stringContaining('it is not valid JSON')],
    ]);
  });

  test('with the same id: the first found counts', async () => {
    await write('one', packageOf('same'));
    await write('two', packageOf('same'));
    const { packages, broken } = await discoverPackages([dir]);
    expect(packages).toHaveLength(1);
    expect(broken).toMatchObject([{ id: 'same', dir: join(dir, 'two'), problem: expect.stringContaining('which the one in') }]);
  });
});
