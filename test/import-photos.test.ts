import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Commanded, commanded } from './command.ts';
import { filesBelow } from './files-below.ts';

interface Entry {
  readonly path: string;
  readonly state: string;
  readonly reason?: string;
  readonly code?: string;
}

const photos = process.env.TEST_PHOTOS ?? '';
const here = photos !== '' && existsSync(path.join(photos, 'library'));
if (!here && process.env.CI) throw new Error('TEST_PHOTOS names no folder with photos; in CI these tests are not passed over.');
if (!here) console.warn('SKIPPED: TEST_PHOTOS names no folder with real photos; importing them is not tested.');

describe.skipIf(!here)('importing real photos', () => {
  let gallery: Commanded;
  beforeEach(async () => {
    gallery = await commanded();
  });
  afterEach(() => gallery.remove());

  const imported = async (folder: string): Promise<Entry[]> => {
    const report = path.join(gallery.dataDir, 'report.jsonl');
    const { code, err } = await gallery.run(['import', path.join(photos, folder), '--report', report]);
    expect(code, err).toBe(0);
    const lines = (await readFile(report, 'utf8')).trim().split('\n');
    return lines.slice(0, -1).map((line) => JSON.parse(line) as Entry);
  };
  const states = (entries: readonly Entry[]) => Object.fromEntries(entries.map((entry) => [entry.path, entry.state]));

  it('an archive becomes nested albums, with ampersands and parentheses in their names', async () => {
    const entries = await imported('library');
    expect(entries).toHaveLength((await filesBelow(path.join(photos, 'library'))).length);
    const albums = await gallery.json<{ path: string; images: number }[]>(['album', 'list']);
    expect(albums.map((album) => album.path).sort()).toEqual([
      'Animals',
      'Motor',
      'Nature',
      'Nature/Flowers & gardens',
      'Nature/Skies',
      'Nature/Water',
      'Test targets',
      'Test targets/Formats',
      'Test targets/Orientation',
      'Travel',
      'Travel/Europe',
      'Travel/London',
      'Travel/Tuscany',
    ]);
    expect(albums.find((album) => album.path === 'Test targets/Orientation')?.images).toBe(16);
    const unread = entries.filter((entry) => entry.state !== 'added');
    expect(states(unread)).toEqual({ 'Test targets/Formats/clip-with-gps.mp4': 'unread', 'Test targets/Formats/iphone-13.heic': 'unread' });
    for (const { reason } of unread) expect(reason).toContain('no plugin reads this yet');
    const again = await imported('library');
    expect(again.filter((entry) => entry.state === 'known')).toHaveLength(entries.length - 2);
  });

  it('broken files each end with a reason, and what does decode is taken', async () => {
    const entries = await imported('broken');
    expect(entries.map((entry) => entry.path).sort()).toEqual((await filesBelow(path.join(photos, 'broken'))).sort());
    const found = states(entries);
    for (const [file, state] of Object.entries(found))
      if (file.startsWith('exif-invalid-') || file === 'jpeg-with-php-tail.jpg') expect(state, file).toBe('added');
    for (const file of ['empty.jpg', 'page.jpg', 'script.svg', 'bomb-60000x60000.png']) expect(found[file], file).toBe('refused');
    for (const entry of entries) if (entry.state !== 'added') expect(entry.reason, entry.path).toMatch(/^[A-Z].{15,}[.)]$/);
    expect(entries.find((entry) => entry.path === 'bomb-60000x60000.png')?.code).toBe('media-too-many-pixels');
  });

  it('odd metadata keeps no picture out', async () => {
    const entries = await imported('odd-metadata');
    expect(entries.map((entry) => entry.path).sort()).toEqual((await filesBelow(path.join(photos, 'odd-metadata'))).sort());
    expect(entries.filter((entry) => !['added', 'placed'].includes(entry.state))).toEqual([]);
  });
});
