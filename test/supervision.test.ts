import { testServers } from '@picturerail/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from './eventually.ts';
import { openSupervisedGallery, patienceMs, type SupervisedGallery } from './supervised-gallery.ts';

vi.setConfig({ testTimeout: 3 * patienceMs });

describe.skipIf(process.platform !== 'linux' && !process.env.CI).each(testServers())('a gallery on $name', ({ server }) => {
  let gallery: SupervisedGallery;
  afterEach(() => gallery.close());

  const open = async (...ids: string[]) => {
    gallery = await openSupervisedGallery(server, ids);
    await gallery.start();
  };
  const quarantined = async (id: string) =>
    eventually(async () => {
      const found = await gallery.plugin(id);
      return found?.state === 'quarantined' ? found : null;
    }, patienceMs);
  /** By all its processes: each request may go to another. */
  const answersEverywhere = (path: string, status: number) =>
    eventually(async () => {
      const all = await Promise.all(Array.from({ length: 8 }, () => gallery.get(path)));
      return all.every((one) => one === status) ? true : null;
    }, patienceMs);

  const faults: readonly (readonly [id: string, path: string, reason: RegExp])[] = [
    ['loops', '/p/loops/loop', /^The plugin "loops" 1\.0\.0 held its process up for \d.* s in .+, at index\.js:2 \(spin\), so the process was ended\.$/],
    ['exits', '/p/exits/exit', /^The plugin "exits" 1\.0\.0 ended its process in .+, at index\.js:4: it called process\.exit\(0\)\.$/],
    [
      'throws-later',
      '/p/throws-later/throw',
      /^The plugin "throws-later" 1\.0\.0 ended its process .*at index\.js:6: .* nobody caught: thrown later on purpose\.$/,
    ],
  ];

  it('loses one process to a plugin that hangs, exits, or throws where nobody catches it, and goes on without the plugin', async () => {
    await open(...faults.map(([id]) => id));
    for (const [id, path, reason] of faults) {
      await answersEverywhere(`/p/${id}`, 200);
      const before = await gallery.pids('web');
      await gallery.get(path);
      expect((await quarantined(id)).reason).toMatch(reason);
      await answersEverywhere(`/p/${id}`, 404);
      await answersEverywhere('/', 200);
      expect((await gallery.pids('web')).filter((pid) => before.includes(pid))).toHaveLength(1);
      expect((await gallery.plugin(id))?.desired).toBe('active');
    }
  });

  it.each([
    // Where it does, the debugger finds out in time, on a busy machine not always.
    ['hangs', 'loops-at-start', /held its process up for \d.* s in setup(?:, at index\.js:3 \(setup\))?, so the process was ended/],
    ['exits', 'exits-at-start', /ended its process in setup, at index\.js:3: it called process\.exit\(7\)/],
    ['ends its process without a word, twice,', 'dies-at-start', /The process ended twice while the plugin "dies-at-start" 1\.0\.0 was being started/],
  ])('comes up without a plugin that %s while it is being started, and with the others', async (_what, id, reason) => {
    await open(id, 'exits');
    expect((await quarantined(id)).reason).toMatch(reason);
    await answersEverywhere('/p/exits', 200);
    expect(gallery.output()).not.toContain('safe mode');
  });

  it('comes up in safe mode where three plugins end it while they are being started', async () => {
    await open('exits-at-start', 'exits-at-start2', 'exits-at-start3', 'exits');
    await answersEverywhere('/', 200);
    expect(gallery.output()).toContain('it starts in safe mode, without plugins');
    await gallery.stop();
    await gallery.start();
    for (const id of ['exits-at-start', 'exits-at-start2', 'exits-at-start3']) await quarantined(id);
    await answersEverywhere('/p/exits', 200);
  });

  it('counts promises that a plugin leaves to nobody, and goes on with it', async () => {
    await open('rejects-late');
    const before = [...(await gallery.pids('web')), ...(await gallery.pids('job'))];
    expect(await gallery.get('/p/rejects-late')).toBe(200);
    await eventually(() => (gallery.output().includes('A promise was rejected and nobody handled it.') ? true : null));
    expect([...(await gallery.pids('web')), ...(await gallery.pids('job'))]).toEqual(before);
    expect((await gallery.plugin('rejects-late'))?.state).toBe('active');
    await gallery.stop();
    const usage = await gallery.usage('rejects-late');
    expect(usage.reduce((sum, { faults }) => sum + faults, 0)).toBe(1);
    expect(usage.find(({ faults }) => faults > 0)?.lastFault).toContain('rejected late on purpose');
    expect(usage.find(({ calls }) => calls > 0)).toMatchObject({ plugin: 'rejects-late', calls: 1 });
  });
});
