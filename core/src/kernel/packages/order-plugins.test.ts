import type { Manifest } from '@picturerail/sdk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderPlugins } from './order-plugins.ts';
import type { Package } from './package.ts';

const plugin = (id: string, changes: Partial<Manifest> = {}, version = '1.1.4'): Package => ({
  id,
  kind: 'plugin',
  version,
  dir: `/${id}`,
  manifest: { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: '^0.1.0', entry: './index.js', ...changes },
});
const order = (plugins: readonly Package[], { installed = plugins, apiVersion = '0.1.0' } = {}) => {
  const { order: found, blocked } = orderPlugins(plugins, { apiVersion, installed });
  return { order: found.map(({ id }) => id), blocked: Object.fromEntries(blocked) };
};

describe('plugins are refused with a sentence and the command that helps', () => {
  const sales = plugin('print-sales', { requires: { plugins: { exif: '^1.2.0' } } });

  test('when what they need is not installed', () => {
    expect(order([sales]).blocked).toEqual({
      'print-sales': '"print-sales" needs "exif" ^1.2.0, which is not installed. Run: picturerail plugin install exif@^1.2.0',
    });
  });
  test('when it is too old', () => {
    expect(order([sales, plugin('exif')]).blocked).toEqual({
      'print-sales': '"print-sales" needs "exif" ^1.2.0, but 1.1.4 is installed. Run: picturerail plugin update exif',
    });
  });
  test('when it is not active', () => {
    expect(order([sales], { installed: [sales, plugin('exif', {}, '1.2.0')] }).blocked).toEqual({
      'print-sales': '"print-sales" needs "exif" ^1.2.0, which is not active. Run: picturerail plugin activate exif',
    });
  });
  test('when it cannot start itself, down the whole chain', () => {
    const exif = plugin('exif', { requires: { plugins: { base: '^1.0.0' } } }, '1.2.0');
    expect(order([sales, exif]).blocked).toEqual({
      exif: '"exif" needs "base" ^1.0.0, which is not installed. Run: picturerail plugin install base@^1.0.0',
      'print-sales': expect.stringContaining('"print-sales" needs "exif" ^1.2.0, which cannot start itself: "exif" needs "base"'),
    });
  });
  test('when they are made for another version of the API', () => {
    expect(order([plugin('old', { api: '^9.0.0' })]).blocked).toEqual({
      old: '"old" 1.1.4 is made for version ^9.0.0 of the plugin API, but this gallery has 0.1.0. Run: picturerail plugin update old',
    });
    expect(order([plugin('eager', { api: '^3.0.0' })], { apiVersion: '3.0.0-beta.1' }).order).toEqual(['eager']);
  });
  test('when no plugin provides the service, or none that runs, or none that can, or in another version', () => {
    const reader = plugin('reader', { requires: { services: { 'exif.read@1': '^1.1.0' } } });
    const provider = (version: string, more: Partial<Manifest> = {}) => plugin('exif', { provides: { services: { 'exif.read@1': version } }, ...more });
    expect(order([reader]).blocked.reader).toContain('which no installed plugin provides');
    expect(order([reader], { installed: [reader, provider('1.1.0')] }).blocked.reader).toContain(
      'but that plugin is not active. Run: picturerail plugin activate exif',
    );
    expect(order([reader, provider('1.0.0')]).blocked.reader).toContain('but "exif" provides 1.0.0. Run: picturerail plugin update exif');
    expect(order([reader, provider('1.1.0', { api: '^9.0.0' })]).blocked.reader).toContain('whose provider "exif" cannot start itself');
    expect(order([reader, provider('1.1.0')]).order).toEqual(['exif', 'reader']);
  });
  test('when they conflict with one that is there; of two that refuse each other the first', () => {
    const conflicting = (id: string, other: string) => plugin(id, { conflicts: { plugins: { [other]: '^1.0.0' } } });
    expect(order([conflicting('aa', 'bb'), plugin('bb')])).toEqual({
      order: ['bb'],
      blocked: { aa: '"aa" cannot work beside "bb" ^1.0.0. Run: picturerail plugin deactivate bb' },
    });
    expect(order([conflicting('aa', 'bb'), plugin('bb', {}, '2.0.0')]).order).toEqual(['aa', 'bb']);
    expect(order([conflicting('aa', 'bb'), conflicting('bb', 'aa')]).order).toEqual(['bb']);
  });
  test('when they need each other: the circle is written out', () => {
    const needing = (id: string, other: string) => plugin(id, { requires: { plugins: { [other]: '^1.0.0' } } });
    expect(order([needing('aa', 'bb'), needing('bb', 'cc'), needing('cc', 'aa'), plugin('dd'), needing('ee', 'aa')])).toEqual({
      order: ['dd'],
      blocked: {
        aa: '"aa" needs itself: aa -> bb -> cc -> aa. One of these must stop requiring the next.',
        bb: '"bb" needs itself: bb -> cc -> aa -> bb. One of these must stop requiring the next.',
        cc: '"cc" needs itself: cc -> aa -> bb -> cc. One of these must stop requiring the next.',
        ee: expect.stringContaining('which cannot start itself: "aa" needs itself'),
      },
    });
  });
  test('but not when they only wish for each other', () => {
    const wishing = (id: string, other: string) => plugin(id, { optional: { plugins: { [other]: '^1.0.0' } } });
    expect(order([wishing('aa', 'bb'), wishing('bb', 'aa')]).order).toEqual(['aa', 'bb']);
    expect(order([wishing('aa', 'bb'), plugin('bb')]).order).toEqual(['bb', 'aa']);
  });
});

describe('against brute force', () => {
  const ids = ['aa', 'bb', 'cc', 'dd', 'ee'];
  const described = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...ids),
      version: fc.constantFrom('1.0.0', '1.5.0', '2.0.0'),
      needs: fc.dictionary(fc.constantFrom(...ids), fc.constantFrom('^1.0.0', '^1.5.0', '^2.0.0'), { maxKeys: 2 }),
    }),
    { selector: ({ id }) => id, maxLength: 5 },
  );

  function* permutations<T>(items: readonly T[]): Generator<T[]> {
    if (items.length === 0) yield [];
    for (const [index, first] of items.entries()) for (const rest of permutations(items.toSpliced(index, 1))) yield [first, ...rest];
  }
  const fits = (version: string, range: string) => version.startsWith(range === '^2.0.0' ? '2' : '1') && !(range === '^1.5.0' && version === '1.0.0');
  type Described = { readonly id: string; readonly version: string; readonly needs: Readonly<Record<string, string>> };
  const starts = (sequence: readonly Described[]): boolean =>
    sequence.every(({ needs }, at) =>
      Object.entries(needs).every(([id, range]) => sequence.slice(0, at).some((other) => other.id === id && fits(other.version, range))),
    );

  /** The largest set that can be started at all, in its first order by id. */
  function bruteForce(plugins: readonly Described[]): string[] {
    const sorted = plugins.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    let best: Described[] = [];
    for (let mask = 0; mask < 2 ** sorted.length; mask++) {
      const chosen = sorted.filter((_, index) => mask & (1 << index));
      if (chosen.length <= best.length) continue;
      const sequence = [...permutations(chosen)].find(starts);
      if (sequence) best = sequence;
    }
    return best.map(({ id }) => id);
  }

  test('as many start as can, each after what it needs, first by id', () => {
    fc.assert(
      fc.property(described, (plugins) => {
        const packages = plugins.map(({ id, version, needs }) => plugin(id, { requires: { plugins: needs } }, version));
        const found = order(packages);
        expect(found.order).toEqual(bruteForce(plugins));
        expect([...found.order, ...Object.keys(found.blocked)].sort()).toEqual(plugins.map(({ id }) => id).sort());
        expect(order(packages.toReversed())).toEqual(found);
      }),
      { numRuns: 300 },
    );
  });
});
