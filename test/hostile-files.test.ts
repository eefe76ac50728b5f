import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { intake } from '@picturerail/core';
import { gallery as rooms, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from './files-below.ts';
import { type Mutation, mutationOf } from './hostile/mutate.ts';
import { mutationSources, type Source } from './hostile/sources.ts';
import { peakMegabytes } from './hostile/weigh-processes.ts';
import { tell } from './soak/told.ts';

const photos = process.env.TEST_PHOTOS;
/** Of both databases together; one of them is repeated with MUTATIONS=1 MUTATION=<its number>. */
const count = Number(process.env.MUTATIONS ?? 300);
const firstNumber = Number(process.env.MUTATION ?? 1);
const servers = testServers();
const together = 50;
const sentence = /^[A-Z][ -~]{10,400}[.)]$/;
/** What a decode process is held to, and what it can grow between two looks. */
const decodeMegabytes = 768 + 256;

describe.each(servers)('hostile files, on $name', ({ server }) => {
  let gallery: TestGallery;
  let folder: string;
  let sources: Source[];
  let album: number;

  beforeAll(async () => {
    sources = await mutationSources(photos);
    gallery = await startGallery({ server, plugins: ['metadata'] });
    album = await gallery.album('Hostile');
    folder = await mkdtemp(path.join(tmpdir(), 'picturerail-hostile-'));
  });
  afterAll(async () => {
    await gallery.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Takes files in as an import does and says of each how it ended. */
  async function takeIn(files: readonly { readonly fileName: string; readonly bytes: Uint8Array; readonly story: string }[]) {
    const arrivals = files.map(({ fileName }) => ({ file: path.join(folder, fileName), fileName, albumId: album, uploaderId: null }));
    await Promise.all(files.map(({ bytes }, index) => writeFile(arrivals[index]?.file ?? '', bytes)));
    const taken = await intake.takeIn(gallery.house.intake, rooms.system, arrivals);
    await Promise.all(arrivals.map(({ file }) => rm(file)));
    return files.map((file, index) => ({ ...file, taken: taken[index] as (typeof taken)[number] }));
  }

  /** Every answer is one that people understand, nothing is left over, and no plugin has been put off. */
  async function expectDefined(ended: Awaited<ReturnType<typeof takeIn>>): Promise<void> {
    for (const { story, taken } of ended) {
      if ('imageId' in taken) continue;
      expect.soft(['refused', 'skipped', 'unread'], story).toContain(taken.outcome);
      expect.soft(taken.reason, story).toMatch(sentence);
      expect.soft(taken.reason, story).not.toContain(gallery.dir);
    }
    expect(await readdir(gallery.house.storage.tmpDir)).toEqual([]);
    const images = await gallery.house.database.read.all<{ id: number }>('SELECT id FROM images');
    expect(await filesBelow(path.join(gallery.dir, 'originals'))).toHaveLength(images.length);
    expect(gallery.house.kernel.inspect('metadata')?.strikes).toEqual([]);
  }

  /** Makes derivatives of what was taken in; what cannot be made is given up, in words. */
  async function expectDerivatives(): Promise<void> {
    await gallery.jobs.run();
    const left = await gallery.house.jobs.list({ name: 'intake:originals', limit: 1_000 });
    expect(left.filter(({ state }) => state !== 'failed')).toEqual([]);
    for (const { error } of left) expect.soft(error).toMatch(sentence);
  }

  it.skipIf(photos === undefined)('every file that broke a reader once ends with an image or a reason', async () => {
    const names = (await readdir(path.join(photos ?? '', 'broken'))).sort();
    const files = await Promise.all(
      names.map(async (fileName) => ({ fileName, story: fileName, bytes: await readFile(path.join(photos ?? '', 'broken', fileName)) })),
    );
    const ended = await takeIn(files);
    expect(ended.filter(({ taken }) => 'imageId' in taken).map(({ fileName }) => fileName)).toEqual(
      names.filter((name) => /^(exif-invalid|jpeg-with-php|png-0839)/.test(name)),
    );
    await expectDerivatives();
    await expectDefined(ended);
  });

  it(`${count / servers.length} mutations of real files each end with an image or a reason, and leave nothing half stored`, async () => {
    const mine = Math.max(1, Math.round(count / servers.length));
    const first = firstNumber + servers.findIndex((one) => one.server === server) * mine;
    const ends = new Map<string, number>();
    let peak = 0;
    for (let number = first; number < first + mine; number += together) {
      const size = Math.min(together, first + mine - number);
      const mutations: Mutation[] = Array.from({ length: size }, (_, index) => mutationOf(number + index, sources));
      const ended = await takeIn(mutations.map((one) => ({ ...one, story: `mutation ${one.number} (${one.story})` })));
      for (const { taken } of ended) {
        const end = 'code' in taken ? taken.code : taken.outcome;
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }
      await expectDerivatives();
      peak = Math.max(peak, await peakMegabytes(gallery.house.media.pids()));
      await expectDefined(ended);
    }
    expect(peak).toBeLessThan(decodeMegabytes);
    expect((await gallery.visitor().get(`/albums/${album}/hostile`)).status).toBe(200);
    const told = [...ends].sort(([, a], [, b]) => b - a).map(([end, times]) => `${end} ${times}`);
    tell(
      `${mine.toLocaleString('en')} mutations from number ${first} of ${sources.length} pictures: ${told.join(', ')}; at most ${Math.round(peak)} MB for decoding.`,
    );
  });
});
