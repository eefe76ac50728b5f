import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Commanded, commanded } from './command.ts';
import { filesBelow } from './files-below.ts';
import { putPicture } from './pictures.ts';

interface Summary {
  readonly counts: Record<string, number>;
  readonly albumsMade: number;
  readonly interrupted: boolean;
  readonly seconds: number;
}
interface Entry {
  readonly path: string;
  readonly state: string;
  readonly reason?: string;
  readonly code?: string;
  readonly imageId?: number;
}
interface Album {
  readonly path: string;
  readonly images: number;
}

const servers = [{ name: 'SQLite', server: undefined }, ...(process.env.TEST_DATABASE_URL ? [{ name: 'MariaDB', server: process.env.TEST_DATABASE_URL }] : [])];

describe.each(servers)('importing a folder, on $name', ({ server }) => {
  let gallery: Commanded;
  let photos: string;
  beforeEach(async () => {
    gallery = await commanded(server);
    photos = await mkdtemp(path.join(tmpdir(), 'picturerail-photos-'));
  });
  afterEach(async () => {
    await gallery.remove();
    await rm(photos, { recursive: true, force: true });
  });

  const put = (name: string, number: number) => putPicture(path.join(photos, name), number);
  /** So many that an import is still at it when somebody stops it; behind its end a picture may carry what it likes. */
  async function putMany(count: number): Promise<void> {
    await put('a/0.jpg', 1);
    const painted = await readFile(path.join(photos, 'a/0.jpg'));
    for (let number = 1; number < count; number += 1) await writeFile(path.join(photos, `a/${number}.jpg`), Buffer.concat([painted, Buffer.from(`${number}`)]));
  }
  const importing = (...more: string[]) => gallery.json<Summary>(['import', photos, ...more]);
  const albums = async () => Object.fromEntries((await gallery.json<Album[]>(['album', 'list'])).map((album) => [album.path, album.images]));

  async function reported(...more: string[]): Promise<{ entries: Entry[]; summary: Summary }> {
    const file = path.join(gallery.dataDir, 'report.jsonl');
    await importing('--report', file, ...more);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    const parsed = lines.map((line) => JSON.parse(line) as Entry & { summary?: Summary });
    const summary = parsed.pop()?.summary;
    if (!summary) throw new Error('the report has no summary');
    return { entries: parsed, summary };
  }

  it('makes albums of folders and images of files', async () => {
    await put('Travel/Flowers & gardens (1)/a.jpg', 1);
    await put('Travel/b.jpg', 2);
    await put('Family/2019/c.jpg', 3);
    await put('loose.jpg', 4);
    await mkdir(path.join(photos, 'empty'));
    const { counts, albumsMade } = await importing();
    expect(counts).toMatchObject({ added: 4, refused: 0, failed: 0 });
    expect(albumsMade).toBe(5);
    expect(await albums()).toEqual({ [path.basename(photos)]: 1, Travel: 1, 'Travel/Flowers & gardens (1)': 1, Family: 0, 'Family/2019': 1 });
  });

  it('goes into the album that is named, with loose pictures in it', async () => {
    await put('a.jpg', 1);
    await put('sub/b.jpg', 2);
    await importing('--into', 'Archive/AC\\/DC');
    expect(await albums()).toEqual({ Archive: 0, 'Archive/AC\\/DC': 1, 'Archive/AC\\/DC/sub': 1 });
  });

  it('adds only what is new when it is run again', async () => {
    await put('a/1.jpg', 1);
    await importing();
    await put('a/2.jpg', 2);
    const again = await importing();
    expect(again.counts).toMatchObject({ added: 1, known: 1 });
    expect(again.albumsMade).toBe(0);
    expect((await importing()).counts).toMatchObject({ added: 0, known: 2 });
  });

  it('knows a file again that was only touched, and says so of one that was changed', async () => {
    await put('a/1.jpg', 1);
    await put('a/2.jpg', 2);
    await importing();
    await utimes(path.join(photos, 'a/1.jpg'), 1_000, 1_000);
    await put('a/2.jpg', 99);
    expect((await importing()).counts).toMatchObject({ added: 0, known: 1, changed: 1 });
  });

  it('places the same bytes in a second album instead of storing them twice', async () => {
    await put('a/1.jpg', 1);
    await mkdir(path.join(photos, 'b'));
    await cp(path.join(photos, 'a/1.jpg'), path.join(photos, 'b/copy.jpg'));
    const { counts } = await importing();
    expect(counts).toMatchObject({ added: 1, placed: 1 });
    expect(await albums()).toEqual({ a: 1, b: 1 });
    expect(
      execFileSync('find', [path.join(gallery.dataDir, 'originals'), '-type', 'f'], { encoding: 'utf8' })
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  });

  it('finds an album again that was moved since', async () => {
    await put('a/1.jpg', 1);
    await importing();
    await gallery.run(['album', 'add', 'Elsewhere']);
    await gallery.run(['album', 'move', 'a', 'Elsewhere']);
    await put('a/2.jpg', 2);
    await importing();
    expect(await albums()).toEqual({ Elsewhere: 0, 'Elsewhere/a': 2 });
  });

  it('only reports what vanished', async () => {
    await put('a/1.jpg', 1);
    await put('a/2.jpg', 2);
    await put('b/3.jpg', 3);
    await importing();
    await rm(path.join(photos, 'a/1.jpg'));
    await rm(path.join(photos, 'b'), { recursive: true });
    const { entries, summary } = await reported();
    expect(entries.filter((entry) => entry.state === 'vanished').map((entry) => entry.path)).toEqual(['a/1.jpg', 'b/3.jpg']);
    expect(summary.counts).toMatchObject({ known: 1, vanished: 2 });
    expect(await albums()).toEqual({ a: 2, b: 1 });
  });

  it('says of each file that is not taken why', async () => {
    await put('a/good.jpg', 1);
    const write = (name: string, content: string | Buffer) => writeFile(path.join(photos, 'a', name), content);
    await write('empty.jpg', '');
    await write('text.jpg', 'this is no picture');
    await write('notes.txt', 'notes');
    await write('.DS_Store', 'x');
    await write('Thumbs.db', 'x');
    await write('clip.mp4', Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'));
    await symlink(path.join(photos, 'a/good.jpg'), path.join(photos, 'a/link.jpg'));
    execFileSync('mkfifo', [path.join(photos, 'a/pipe.jpg')]);
    const { entries } = await reported();
    const states = Object.fromEntries(entries.map((entry) => [path.basename(entry.path), entry.state]));
    expect(states).toEqual({
      'good.jpg': 'added',
      'empty.jpg': 'refused',
      'text.jpg': 'refused',
      'notes.txt': 'skipped',
      '.DS_Store': 'skipped',
      'Thumbs.db': 'skipped',
      'clip.mp4': 'unread',
      'link.jpg': 'skipped',
      'pipe.jpg': 'skipped',
    });
    for (const entry of entries) if (entry.state !== 'added') expect(entry.reason, entry.path).toMatch(/^[A-Z].*[.)]$/);
    expect(entries.find((entry) => entry.path === 'a/clip.mp4')?.reason).toContain('no plugin reads this yet');
  });

  it('remembers what was refused, and reads it again when asked to', async () => {
    await put('a/good.jpg', 1);
    await writeFile(path.join(photos, 'a/bad.jpg'), 'no picture');
    await importing();
    const { entries } = await reported();
    expect(entries.find((entry) => entry.path === 'a/bad.jpg')).toMatchObject({ state: 'refused', code: 'import-refused-before' });
    expect((await reported('--again')).entries.find((entry) => entry.path === 'a/bad.jpg')).toMatchObject({ state: 'refused', code: 'media-type-refused' });
  });

  it('is not put off by names', async () => {
    const names = [
      'caf\u00e9.jpg',
      'cafe\u0301.jpg',
      'IMG.JPG',
      'img.jpg',
      `${'x'.repeat(251)}.jpg`,
      'two\nlines.jpg',
      '\u202egpj.exe.jpg',
      'CON.jpg',
      '\u{1f305} sunrise.jpg',
      'trailing .jpg',
      '-rf.jpg',
    ];
    for (const [index, name] of names.entries()) await put(`a/${name}`, index);
    await writeFile(Buffer.concat([Buffer.from(`${photos}/a/`), Buffer.from([0xe9]), Buffer.from('.jpg')]), await readFile(path.join(photos, 'a/IMG.JPG')));
    const { summary } = await reported();
    expect(summary.counts).toMatchObject({ added: names.length, present: 1, failed: 0, refused: 0 });
    expect((await importing()).counts).toMatchObject({ known: names.length + 1 });
    const stored = execFileSync('find', [path.join(gallery.dataDir, 'originals'), '-type', 'f', '-print0'], { encoding: 'utf8' })
      .split('\0')
      .filter(Boolean);
    expect(new Set(stored.map((file) => file.normalize('NFC').toLowerCase())).size).toBe(names.length);
  });

  it('goes on where it was interrupted', { timeout: 180_000 }, async () => {
    await putMany(1_500);
    const { child, over } = gallery.begin(['import', photos, '--json']);
    await begun();
    child.kill('SIGINT');
    const { code, out, err } = await over;
    const first = JSON.parse(out) as Summary;
    expect(first.interrupted).toBe(true);
    expect(code).toBe(1);
    expect(err).toContain('Stopping');
    const second = await importing();
    expect(first.counts.added).toBeLessThan(1_500);
    expect((first.counts.added ?? 0) + (second.counts.added ?? 0)).toBe(1_500);
    expect(await albums()).toEqual({ a: 1_500 });
  });

  it('stores nothing twice when it was killed, and leaves no temporary file', async () => {
    await putMany(600);
    const { child, over } = gallery.begin(['import', photos, '--json']);
    await begun();
    child.kill('SIGKILL');
    await over;
    await importing();
    expect(await albums()).toEqual({ a: 600 });
    expect(await filesBelow(path.join(gallery.dataDir, 'originals'))).toHaveLength(600);
    expect(await filesBelow(path.join(gallery.dataDir, 'tmp'))).toEqual([]);
  });

  it('two at once do not disturb each other', async () => {
    for (let number = 0; number < 40; number += 1) await put(`deep/er/${number}.jpg`, number);
    const both = await Promise.all([importing(), importing()]);
    expect(both.map(({ counts }) => counts.failed)).toEqual([0, 0]);
    expect(both.reduce((sum, { counts }) => sum + (counts.added ?? 0), 0)).toBe(40);
    expect(await albums()).toEqual({ deep: 0, 'deep/er': 40 });
  });

  it('refuses folders that are none, in a sentence', async () => {
    await put('a.jpg', 1);
    const absent = await gallery.run(['import', path.join(photos, 'nowhere')]);
    expect(absent).toMatchObject({ code: 1, out: '' });
    expect(absent.err.trim()).toBe(`picturerail: There is no folder "${path.join(photos, 'nowhere')}"; check the path.`);
    expect((await gallery.run(['import', path.join(photos, 'a.jpg')])).err).toContain('is a file; name the folder it lies in');
    expect((await gallery.run(['import', gallery.dataDir])).err).toContain("lies in the gallery's own data folder");
  });

  it('of a folder that holds the data folder leaves that out', async () => {
    await put('a/1.jpg', 1);
    const inside = await commanded(server, path.join(photos, 'data'));
    const importingInside = () => inside.json<Summary>(['import', photos]);
    expect((await importingInside()).counts).toMatchObject({ added: 1, failed: 0 });
    expect((await importingInside()).counts).toMatchObject({ added: 0, known: 1, present: 0 });
    await inside.remove();
  });

  /** Resolves when the first image is stored. */
  async function begun(): Promise<void> {
    const originals = path.join(gallery.dataDir, 'originals');
    for (;;) {
      const found = execFileSync('sh', ['-c', 'find "$0" -name "*.jpg" 2>/dev/null | head -1', originals], { encoding: 'utf8' });
      if (found) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});
