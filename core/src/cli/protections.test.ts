import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#config';
import { insertRows, openDatabase } from '#database';
import { run } from './run.ts';

describe('what a plugin protects, at the command line', () => {
  let dataDir: string;

  const ran = async (...args: string[]) => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const exit = await run(args, { out, err, in: Readable.from([]) as unknown as NodeJS.ReadStream }, { DATA_DIR: dataDir });
    return { exit, out: String(out.read() ?? '').trim(), err: String(err.read() ?? '').trim() };
  };
  const protect = async (plugin: string, ...scopes: string[]) => {
    const database = await openDatabase(readConfig({ DATA_DIR: dataDir }).database);
    const rows = scopes.map((scope) => ({ plugin, scope, step: 'composite', created_at: 0 }));
    await database.transaction((tx) => insertRows(tx, 'protections', rows));
    await database.close();
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'picturerail-cli-'));
    // Some command that loads plugins: the bundled ones are known then.
    expect((await ran('user', 'list')).exit).toBe(0);
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('is withheld when the plugin is deactivated, which is said with the way out', async () => {
    await protect('metadata', 'album:12', 'album:13');
    const { exit, out } = await ran('plugin', 'deactivate', 'metadata');
    expect(exit).toBe(0);
    expect(out.split('\n').at(-1)).toBe(
      '"metadata" protects pictures in 2 albums: they are withheld until it is active again. To show them without it: picturerail plugin deactivate metadata --release-protection',
    );
    const doctor = await ran('doctor', '--json');
    expect([doctor.exit, JSON.parse(doctor.out)]).toEqual([
      1,
      [expect.objectContaining({ code: 'protection-unmet', examples: ['album 12 (by "metadata")', 'album 13 (by "metadata")'] })],
    ]);
  });

  it('is released on demand, afterwards too', async () => {
    const { exit, out } = await ran('plugin', 'deactivate', 'metadata', '--release-protection');
    expect([exit, out]).toEqual([0, '"metadata" is not active.\nPictures in 2 albums, which "metadata" protected, are shown without it.']);
    expect((await ran('doctor')).out).toBe('Nothing is wrong.');
  });

  it('is released for a plugin that is gone altogether, and for no other name', async () => {
    await protect('ghost', 'gallery');
    expect((await ran('doctor')).out).toContain('gallery (by "ghost")');
    expect((await ran('plugin', 'deactivate', 'ghost', '--release-protection')).out).toContain('Pictures in the whole gallery, which "ghost" protected');
    const again = await ran('plugin', 'deactivate', 'ghost', '--release-protection');
    expect([again.exit, again.err]).toEqual([1, expect.stringContaining('There is no plugin "ghost"')]);
  });
});
