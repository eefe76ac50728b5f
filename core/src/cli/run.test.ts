import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './run.ts';

const password = 'correct horse battery staple';

interface Named {
  readonly id: number;
  readonly name: string;
}

let dataDir: string;
let photos: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'picturerail-cli-'));
  photos = await mkdtemp(path.join(tmpdir(), 'picturerail-photos-'));
});
afterEach(async () => {
  for (const dir of [dataDir, photos]) await rm(dir, { recursive: true, force: true });
});

const putPicture = async (name: string, number: number) => {
  await mkdir(path.dirname(path.join(photos, name)), { recursive: true });
  await sharp({ create: { width: 80 + number, height: 60, channels: 3, background: '#336699' } })
    .jpeg()
    .toFile(path.join(photos, name));
};

/** Runs a command as the bin does, without a process of its own. */
async function ran(args: readonly string[], input = '') {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await run(args, { out, err, in: Readable.from([input]) as NodeJS.ReadStream }, { DATA_DIR: dataDir });
  return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

const json = async <T>(args: readonly string[]): Promise<T> => {
  const { code, out, err } = await ran([...args, '--json']);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
  return JSON.parse(out) as T;
};

const done = async (...args: string[]): Promise<string> => {
  const { code, out, err } = await ran(args);
  expect(err, args.join(' ')).not.toContain('picturerail:');
  expect(code, args.join(' ')).toBe(0);
  return out.trim();
};
/** The one sentence of a command that fails. */
const refused = async (...args: string[]): Promise<string> => {
  const { code, out, err } = await ran(args);
  expect(code, args.join(' ')).toBe(1);
  expect(out).toBe('');
  expect(err.trim().split('\n')).toHaveLength(1);
  return err.trim();
};
const addUser = (name: string, ...more: string[]) => ran(['user', 'add', name, '--password-stdin', ...more], `${password}\n`);

describe('commands', () => {
  it('makes, changes and removes users', async () => {
    expect((await addUser('ana', '--status', 'administrator', '--email', 'ana@example.org')).code).toBe(0);
    expect(await json<Named[]>(['user', 'list'])).toMatchObject([{ name: 'ana', status: 'administrator', email: 'ana@example.org' }]);
    await done('user', 'set', 'ana', '--status', 'deactivated', '--rename', 'anna');
    expect(await json<Named[]>(['user', 'list'])).toMatchObject([{ name: 'anna', status: 'deactivated' }]);
    await done('user', 'remove', 'anna');
    expect(await json<Named[]>(['user', 'list'])).toEqual([]);
    expect(await refused('user', 'remove', 'anna')).toContain('There is no user "anna"');
  });

  it('takes passwords from the standard input only, and no weak one', async () => {
    expect((await ran(['user', 'add', 'ben'])).err).toContain('add --password-stdin');
    expect((await ran(['user', 'add', 'ben', '--password-stdin'], 'ben\n')).err).toContain('too short');
    expect(await json<Named[]>(['user', 'list'])).toEqual([]);
    await addUser('ben');
    expect((await ran(['user', 'passwd', 'ben', '--password-stdin'], 'password\n')).code).toBe(1);
    expect((await ran(['user', 'passwd', 'ben', '--password-stdin'], `${password} 2\n`)).code).toBe(0);
  });

  it('lets no name move the cursor of who reads it', async () => {
    const title = 'Sea \u202eside\u009b31m';
    const refused = await ran(['user', 'add', 'ana\u001b[2J', '--no-password']);
    expect(refused.err).toContain('"ana\\u001b[2J"');
    expect((await ran(['album', 'add', title])).code).toBe(0);
    const list = await ran(['album', 'list']);
    expect(list.out).toContain('Sea \\u202eside');
    const asJson = await ran(['album', 'list', '--json']);
    expect(JSON.parse(asJson.out)).toMatchObject([{ title: expect.stringContaining('\u202e') }]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    for (const { out, err } of [refused, list, asJson]) expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('prints a link that signs somebody in once', async () => {
    await done('user', 'add', 'cleo', '--no-password');
    const { url } = await json<{ url: string }>(['user', 'login-link', 'cleo']);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/account\/login-link\/[\w-]{20,}$/);
  });

  it('puts users into groups and takes them out', async () => {
    await addUser('ana');
    await done('group', 'add', 'family');
    await done('group', 'join', 'family', 'ana');
    expect(await json<Named[]>(['group', 'list'])).toMatchObject([{ name: 'family', members: [{ name: 'ana' }] }]);
    await done('group', 'leave', 'family', 'ana');
    expect(await json<Named[]>(['group', 'list'])).toMatchObject([{ members: [] }]);
    expect(await refused('group', 'join', 'friends', 'ana')).toContain('There is no group "friends"');
    await done('group', 'remove', 'family');
  });

  it('makes, moves and removes albums', async () => {
    await done('album', 'add', 'Travel');
    await done('album', 'add', 'Travel/AC\\/DC');
    await done('album', 'add', 'Music');
    await done('album', 'move', 'Travel/AC\\/DC', 'Music');
    const paths = async () => (await json<{ path: string }[]>(['album', 'list'])).map((album) => album.path).sort();
    expect(await paths()).toEqual(['Music', 'Music/AC\\/DC', 'Travel']);
    expect(await refused('album', 'move', 'Music', 'Music/AC\\/DC')).toContain('itself');
    await done('album', 'remove', 'Music');
    expect(await paths()).toEqual(['Travel']);
  });

  it('changes who may see an album, and says how many images that concerns', async () => {
    await putPicture('Trip/deeper/1.jpg', 1);
    await putPicture('Trip/2.jpg', 2);
    await done('import', photos);
    await addUser('ana');
    await done('group', 'add', 'family');
    const { code, out, err } = await ran(['album', 'access', 'Trip', '--private', '--allow', 'user:ana=view,download', '--allow', 'group:family=view']);
    expect(code).toBe(0);
    expect(out).toContain('2 images');
    expect(err).toContain('may stay in browsers for 3600 seconds');
    const access = async () =>
      Object.fromEntries(
        (await json<{ path: string; access: string; ownAccess: boolean }[]>(['album', 'list'])).map((album) => [album.path, [album.access, album.ownAccess]]),
      );
    expect(await access()).toEqual({ Trip: ['private', true], 'Trip/deeper': ['private', false] });
    await done('album', 'access', 'Trip', '--inherit');
    expect((await access()).Trip?.[1]).toBe(false);
    expect(await refused('album', 'access', 'Trip', '--private', '--public')).toContain('choose one of');
    expect(await refused('album', 'access', 'Trip', '--private', '--allow', 'ana')).toContain('user:ana=view,download');
    expect(await refused('album', 'access', 'Trip', '--private', '--allow', 'user:ana=fly')).toContain('There is no right "fly"');
  });

  it('an album with images goes into the trash only with --yes', async () => {
    await putPicture('Trip/1.jpg', 1);
    await done('import', photos);
    expect(await refused('album', 'remove', 'Trip')).toContain('1 image, would go into the trash. Add --yes');
    await done('album', 'remove', 'Trip', '--yes');
    expect(await json(['album', 'list'])).toEqual([]);
  });

  it('reads and changes settings, of plugins too, without loading them', async () => {
    await done('config', 'set', 'galleryName', 'Our pictures');
    expect(await done('config', 'get', 'galleryName')).toBe('Our pictures');
    await done('config', 'set', 'galleryName');
    expect(await done('config', 'get', 'galleryName')).toBe('Picturerail');
    expect(await refused('config', 'get', 'galeryName')).toContain('Did you mean "galleryName"?');
    expect(await refused('config', 'set', 'quality', '400')).toContain('too large');
    expect(await json<unknown[]>(['config', 'list', '--plugin', 'metadata'])).not.toEqual([]);
  });

  it('activates and deactivates plugins for the next start', async () => {
    const plugins = async () => (await json<{ id: string; desired: string }[]>(['plugin', 'list'])).find((plugin) => plugin.id === 'metadata')?.desired;
    await done('plugin', 'deactivate', 'metadata');
    expect(await plugins()).toBe('inactive');
    await done('plugin', 'activate', 'metadata');
    expect(await plugins()).toBe('active');
    expect(await refused('plugin', 'activate', 'metadat')).toContain('"metadat"');
  });

  it('lists themes and uses one that is there', async () => {
    expect(await json<{ id: string; current: boolean }[]>(['theme', 'list'])).toMatchObject([{ id: 'atelier', current: true }]);
    await done('theme', 'use', 'atelier');
    expect(await refused('theme', 'use', 'nothing')).toContain('"nothing"');
  });

  it('migrates, once', async () => {
    expect(await done('migrate')).toContain('0040-intake');
    expect(await done('migrate')).toBe('Everything is up to date.');
  });

  it('runs jobs that wait, and tries failed ones again', async () => {
    await putPicture('Trip/1.jpg', 1);
    expect(await done('import', photos)).toContain('1 picture is still being made ready in the background: by the server or, where none runs, by "jobs run".');
    const waiting = async () => (await json<{ name: string }[]>(['jobs', 'list', '--state', 'waiting'])).map((job) => job.name);
    expect(await waiting()).toContain('intake:originals');
    expect(await done('jobs', 'run')).toMatch(/^\d+ jobs? run\.$/);
    expect(await waiting()).toEqual([]);
    expect(await readdir(path.join(dataDir, 'derivatives'))).not.toEqual([]);
    expect(await done('import', photos)).not.toContain('made ready');
    expect(await done('jobs', 'retry')).toBe('0 jobs wait for the next attempt.');
    expect(await refused('jobs', 'retry', '4711')).toContain('There is no failed job "4711"');
  });
});
