import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRevisions } from '#database';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { listProtections } from './list-protections.ts';
import type { Protection } from './protection.ts';
import { createProtections, type Protections } from './protections.ts';
import { releaseProtections } from './release-protections.ts';

const marked = (scope: string, plugin = 'watermark'): Protection => ({ plugin, scope, step: 'composite' });

describe.each(testDatabases())('protections on $name', ({ open }) => {
  let test: TestDatabase;
  const registry = async () => (await readRevisions(test.database.read)).registry;

  /** A process with the plugins that run in it. */
  function process(...running: string[]): Protections & { readonly running: Set<string>; turned(): void } {
    const here = new Set(running);
    let turn = 0;
    const kernel = { runs: (plugin: string) => here.has(plugin), turn: () => turn };
    return {
      ...createProtections({ database: test.database, kernel, clock: () => 1_000 }),
      running: here,
      turned: () => {
        turn += 1;
      },
    };
  }
  const unmet = async (one: Protections) => {
    await one.ready();
    return one.unmet();
  };

  beforeAll(async () => {
    test = await open();
  });
  beforeEach(() => test.database.transaction((tx) => tx.run('DELETE FROM protections')).then(() => {}));
  afterAll(() => test.drop());

  it('hold when their plugin stops, in every process that starts afterwards, until they are released', async () => {
    const first = process('watermark');
    await first.note([marked('album:12'), marked('gallery')]);
    expect(await unmet(first)).toEqual([]);
    first.running.delete('watermark');
    expect((await unmet(first)).toSorted()).toEqual(['album:12', 'gallery']);
    expect((await unmet(process())).toSorted()).toEqual(['album:12', 'gallery']);
    expect(await unmet(process('watermark'))).toEqual([]);
    expect(await releaseProtections(test.database, 'watermark')).toBe(2);
    expect(await unmet(process())).toEqual([]);
    expect(await releaseProtections(test.database, 'watermark')).toBe(0);
  });

  it('are written once, and asking costs nothing while nothing has changed', async () => {
    const one = process('watermark');
    const before = await registry();
    await Promise.all([one.note([marked('album:12')]), one.note([marked('album:12')]), process('watermark').note([marked('album:12')])]);
    expect(await registry()).toBe(before + 1);
    expect(one.note([marked('album:12')])).toBeUndefined();
    expect(one.ready()).toBeUndefined();
    await one.note([marked('album:12'), marked('album:13')]);
    expect(await registry()).toBe(before + 2);
    expect(await listProtections(test.database.read)).toEqual([
      {
        plugin: 'watermark',
        covers: [
          { scope: 'album:12', step: 'composite', since: 1_000 },
          { scope: 'album:13', step: 'composite', since: 1_000 },
        ],
      },
    ]);
  });

  it('of other processes are known once the revision is told, or before plugins here come or go', async () => {
    const here = process();
    expect(await unmet(here)).toEqual([]);
    await process('watermark').note([marked('album:12')]);
    expect(await unmet(here)).toEqual([]);
    here.sync(await registry());
    expect(await unmet(here)).toEqual(['album:12']);

    await process('stamp').note([marked('album:14', 'stamp')]);
    here.turned();
    expect((await unmet(here)).toSorted()).toEqual(['album:12', 'album:14']);
  });

  it('that were released elsewhere are noted again when the plugin asks again', async () => {
    const here = process('watermark');
    await here.note([marked('album:12')]);
    await releaseProtections(test.database, 'watermark');
    here.sync(await registry());
    await here.note([marked('album:12')]);
    expect(await listProtections(test.database.read)).toHaveLength(1);
  });

  it('a revision that the database has lost is not waited for', async () => {
    const here = process();
    here.sync(1_000_000);
    expect(await unmet(here)).toEqual([]);
    expect(here.ready()).toBeUndefined();
  });
});
