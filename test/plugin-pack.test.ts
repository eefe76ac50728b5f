import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageJsonOf, writeFiles } from '../core/src/kernel/install/testing.ts';
import { type Commanded, commanded } from './command.ts';

let gallery: Commanded;
let dir: string;
beforeAll(async () => {
  gallery = await commanded();
  dir = await mkdtemp(join(tmpdir(), 'picturerail-pack-'));
});
afterAll(async () => {
  await gallery.remove();
  await rm(dir, { recursive: true });
});

describe('picturerail plugin pack', () => {
  it('writes the archive it is asked for and says what is in it', async () => {
    await writeFiles(join(dir, 'hello'), {
      'package.json': packageJsonOf('hello', {}, { entry: './dist/index.js' }),
      'src/index.ts': 'export default { setup(): void {} };\n',
    });
    const { code, out, err } = await gallery.run(['plugin', 'pack', join(dir, 'hello'), '--out', join(dir, 'hello.tgz')]);
    expect({ code, out }).toEqual({ code: 0, out: `${join(dir, 'hello.tgz')}\n` });
    expect(err).toMatch(/"hello" 1\.0\.0: 2 files, [\d,]+ bytes, sha512-/);
    expect((await readFile(join(dir, 'hello.tgz'))).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  it('says file, line and what is wrong where it cannot', async () => {
    await writeFiles(join(dir, 'bad'), {
      'package.json': packageJsonOf('bad', {}, { entry: './dist/index.js' }),
      'src/index.ts': 'export default {\n  setup( { }\n};\n',
    });
    const { code, out, err } = await gallery.run(['plugin', 'pack', join(dir, 'bad'), '--out', join(dir, 'bad.tgz')]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/The package "bad" cannot be compiled:\n {2}src\/index\.ts:3:1 Expected/);
  });
});
