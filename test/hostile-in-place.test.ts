import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { examine, intake } from '@picturerail/core';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutationOf } from './hostile/mutate.ts';
import { mutationSources } from './hostile/sources.ts';
import { peakMegabytes } from './hostile/weigh-processes.ts';
import { tell } from './soak/told.ts';

/** Of both databases together; one of them is repeated with MUTATIONS=1 MUTATION=<its number>. */
const count = Number(process.env.MUTATIONS ?? 300) / 3;
const firstNumber = Number(process.env.MUTATION ?? 1);
const servers = testServers();
const together = 50;
const sentence = /^[A-Z][ -~]{10,400}[.)]$/;
/** What a decode process is held to, and what it can grow between two looks. */
const decodeMegabytes = 768 + 256;

describe.each(servers)('hostile files in place, on $name', ({ name: database, server }) => {
  let gallery: TestGallery;
  let folder: string;

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: ['metadata'], env: { LOG_LEVEL: 'silent' } });
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'picturerail-hostile-')));
  });
  afterAll(async () => {
    await gallery?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function importAll(): Promise<intake.Entry[]> {
    const entries: intake.Entry[] = [];
    await intake.importFolder(gallery.house.intake, folder, { inPlace: true, onEntry: (entry) => entries.push(entry) });
    return entries;
  }

  interface Row {
    readonly id: number;
    readonly state: string;
    readonly sha256: string;
  }
  const images = () => gallery.house.database.read.all<Row>('SELECT id, state, sha256 FROM images');

  /** Each that was read to its end is shown, each that cannot be decoded is not, and doctor names these and nothing else. */
  async function expectSorted(): Promise<number> {
    const rows = await images();
    const broken = rows.filter(({ state }) => state !== 'published').map(({ id }) => id);
    expect(rows.filter(({ state, sha256 }) => state === 'published' && sha256 === '')).toEqual([]);
    const refused = await gallery.house.database.read.all<{ imageId: number; reason: string }>(
      "SELECT image_id AS imageId, reason FROM import_sources WHERE state = 'refused' AND image_id IS NOT NULL",
    );
    expect(refused.map(({ imageId }) => imageId).sort()).toEqual([...broken].sort());
    for (const { reason } of refused) expect.soft(reason).toMatch(sentence);
    const found = Object.fromEntries((await examine(gallery.house)).map(({ code, count: times }) => [code, times]));
    const failed = await gallery.house.jobs.list({ state: 'failed', limit: 1_000 });
    expect(found).toEqual(broken.length === 0 ? {} : { 'picture-broken': broken.length, 'job-failed': failed.length });
    for (const { name, error } of failed) expect.soft([name, error]).toEqual(['intake:originals', expect.stringMatching(sentence)]);
    return broken.length;
  }

  it(`${Math.round(count / servers.length)} mutations of real files are each taken in, refused, or taken off once they are read to their end`, async () => {
    const sources = await mutationSources(process.env.TEST_PHOTOS);
    const mine = Math.max(1, Math.round(count / servers.length));
    const first = firstNumber + servers.findIndex((one) => one.server === server) * mine;
    const ends = new Map<string, number>();
    let peak = 0;
    for (let start = first; start < first + mine; start += together) {
      const mutations = Array.from({ length: Math.min(together, first + mine - start) }, (_, index) => mutationOf(start + index, sources));
      await mkdir(path.join(folder, `from ${start}`));
      for (const { fileName, bytes } of mutations) await writeFile(path.join(folder, `from ${start}`, fileName), bytes);
      const entries = (await importAll()).filter((entry) => entry.path.startsWith(`from ${start}/`));
      expect(entries).toHaveLength(mutations.length);
      for (const { state, reason, code } of entries) {
        ends.set(code ?? state, (ends.get(code ?? state) ?? 0) + 1);
        if (state === 'added') continue;
        expect.soft(['refused', 'skipped', 'unread']).toContain(state);
        expect.soft(reason).toMatch(sentence);
      }
      await gallery.jobs.run();
      peak = Math.max(peak, await peakMegabytes(gallery.house.media.pids()));
      expect(await readdir(gallery.house.storage.tmpDir)).toEqual([]);
    }
    const broken = await expectSorted();
    expect(peak).toBeLessThan(decodeMegabytes);
    expect(gallery.house.kernel.inspect('metadata')?.strikes).toEqual([]);
    const told = [...ends].sort(([, a], [, b]) => b - a).map(([end, times]) => `${end} ${times}`);
    tell(`${database}: ${mine.toLocaleString('en')} mutations imported in place: ${told.join(', ')}; ${broken} taken off when they were read to their end.`);
  });

  it('is known again, and nothing is read or taken in twice', async () => {
    const before = await images();
    for (const { state, path: shown } of await importAll()) expect.soft(['known', 'refused', 'skipped', 'unread'], shown).toContain(state);
    await gallery.jobs.run();
    expect(await images()).toEqual(before);
    await expectSorted();
  });
});
