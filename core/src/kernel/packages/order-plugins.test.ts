import type { Manifest, Needs } from '@picturerail/sdk';
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
  test('when they conflict with whoever provides a service, or what stays refuses them', () => {
    const alone = plugin('aa', { conflicts: { services: { 'maps.tiles@1': '^1.0.0' } } });
    const tiles = plugin('bb', { provides: { services: { 'maps.tiles@1': '1.0.0' } } });
    expect(order([alone, tiles])).toEqual({
      order: ['bb'],
      blocked: { aa: '"aa" cannot work beside "bb", which provides the service "maps.tiles@1". Run: picturerail plugin deactivate bb' },
    });
    const needing = plugin('bb', { requires: { plugins: { aa: '^1.0.0' } } });
    expect(order([plugin('aa', { conflicts: { plugins: { bb: '^1.0.0' } } }), needing])).toEqual({
      order: ['aa'],
      blocked: { bb: '"aa" cannot work beside "bb" ^1.0.0. Run: picturerail plugin deactivate aa' },
    });
  });
  test('but not for one that cannot start, or does not in the end', () => {
    const refusing = (id: string, other: string, changes: Partial<Manifest> = {}) => plugin(id, { conflicts: { plugins: { [other]: '^1.0.0' } }, ...changes });
    expect(order([refusing('aa', 'bb'), plugin('bb', { api: '^9.0.0' })]).order).toEqual(['aa']);
    expect(order([refusing('aa', 'bb'), refusing('bb', 'cc'), plugin('cc')]).order).toEqual(['aa', 'cc']);
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
    expect(order([wishing('aa', 'bb'), wishing('bb', 'cc'), wishing('cc', 'bb')]).order).toEqual(['bb', 'aa', 'cc']);
  });
});

describe('against brute force', () => {
  const ids = ['aa', 'bb', 'cc', 'dd', 'ee'];
  const services = ['s.one@1', 's.two@1'];
  const apiVersion = '1.2.0';

  interface Described {
    readonly id: string;
    readonly version: string;
    readonly api: string;
    readonly requires: Needs;
    readonly optional: Needs;
    readonly conflicts: Needs;
    readonly provides: Readonly<Record<string, string>>;
  }
  const sets = (among: {
    readonly ids: string[];
    readonly versions: string[];
    readonly ranges: string[];
    readonly most: number;
  }): fc.Arbitrary<Described[]> => {
    const some = (names: readonly string[], values: readonly string[], maxKeys = 1) =>
      fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...values), { maxKeys });
    const needs = (most: number) => fc.record({ plugins: some(among.ids, among.ranges, most), services: some(services, among.ranges) });
    const sometimes = (needed: fc.Arbitrary<Needs>) => fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: needed });
    const one = fc.record({
      id: fc.constantFrom(...among.ids),
      version: fc.constantFrom(...among.versions),
      api: fc.constantFrom('^1.0.0', '^1.0.0', '^1.0.0', ...among.ranges),
      requires: needs(1),
      optional: needs(among.most),
      conflicts: sometimes(needs(among.most)),
      provides: some(services, among.versions),
    });
    return fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: among.ids.length }).map((plugins) => plugins.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  };
  /** Some lack something; in the others all versions fit, and what makes it hard is who names whom. */
  const described = fc.oneof(
    sets({ ids, versions: ['1.0.0', '1.5.0', '2.0.0'], ranges: ['^1.0.0', '^1.5.0', '^2.0.0'], most: 1 }),
    sets({ ids: ids.slice(1), versions: ['1.0.0'], ranges: ['^1.0.0'], most: 2 }),
  );
  const packagesOf = (plugins: readonly Described[]) =>
    plugins.map(({ id, version, provides, ...rest }) => plugin(id, { ...rest, provides: { services: provides } }, version));

  const fits = (version: string, range: string) => version.startsWith(range === '^2.0.0' ? '2' : '1') && !(range === '^1.5.0' && version < '1.5.0');
  /** A test for each line: whether a plugin is, or provides, that. */
  const lines = ({ plugins = {}, services: tokens = {} }: Needs): ((other: Described) => boolean)[] => [
    ...Object.entries(plugins).map(
      ([id, range]) =>
        (other: Described) =>
          other.id === id && fits(other.version, range),
    ),
    ...Object.entries(tokens).map(
      ([token, range]) =>
        ({ provides }: Described) =>
          fits(provides[token] ?? 'none', range),
    ),
  ];
  const isAmong = (needed: Needs, other: Described) => lines(needed).some((meets) => meets(other));
  const refuses = (one: Described, other: Described) => one.id !== other.id && isAmong(one.conflicts, other);
  /** Its own services are there for itself. */
  const isMet = ({ requires }: Described, there: readonly Described[], itself: Described) =>
    lines({ plugins: requires.plugins ?? {} }).every((meets) => there.some(meets)) &&
    lines({ services: requires.services ?? {} }).every((meets) => [...there, itself].some(meets));
  const starts = (sequence: readonly Described[]): boolean => sequence.every((one, at) => fits(apiVersion, one.api) && isMet(one, sequence.slice(0, at), one));

  function* permutations<T>(items: readonly T[]): Generator<T[]> {
    if (items.length === 0) yield [];
    for (const [index, first] of items.entries()) for (const rest of permutations(items.toSpliced(index, 1))) yield [first, ...rest];
  }
  const canStart = (set: readonly Described[]) => [...permutations(set)].some(starts);
  const hasPeace = (set: readonly Described[]) => !set.some((one) => set.some((other) => refuses(one, other)));

  const idsOf = (set: readonly Described[]) => set.map(({ id }) => id);
  const absentFrom = (set: readonly Described[], plugins: readonly Described[]) => plugins.filter((one) => !set.includes(one) && canStart([...set, one]));

  /** Sets that can run together, and that nobody can join. */
  function bruteForce(plugins: readonly Described[]): string[][] {
    const subsets = Array.from({ length: 2 ** plugins.length }, (_, mask) => plugins.filter((_one, index) => mask & (1 << index)));
    const peaceful = subsets.filter((set) => hasPeace(set) && canStart(set));
    return peaceful.filter((set) => !absentFrom(set, plugins).some((one) => hasPeace([...set, one]))).map(idsOf);
  }
  type Edge = (from: Described, to: Described) => boolean;
  const reached = (from: readonly Described[], among: readonly Described[], edge: Edge): readonly Described[] => {
    const wider = among.filter((other) => from.some((one) => one === other || edge(one, other)));
    return wider.length > from.length ? reached(wider, among, edge) : from;
  };

  const resolved = (plugins: readonly Described[]) => {
    const found = order(packagesOf(plugins), { apiVersion });
    const find = (id: string) => plugins.find((one) => one.id === id) as Described;
    return { ...found, running: found.order.map(find), find };
  };
  const holds = (property: (plugins: readonly Described[]) => void) => fc.assert(fc.property(described, property), { numRuns: 600 });

  test('as many start as can; who refuses another gives way, unless they refuse each other in a circle', () => {
    holds((plugins) => {
      const { order: found, blocked, running } = resolved(plugins);
      expect(bruteForce(plugins)).toContainEqual(found.toSorted());
      expect([...found, ...Object.keys(blocked)].sort()).toEqual(idsOf(plugins));
      expect(order(packagesOf(plugins.toReversed()), { apiVersion })).toEqual({ order: found, blocked });
      const waitsFor: Edge = (one, other) => refuses(one, other) || isAmong(one.requires, other);
      for (const one of absentFrom(running, plugins)) {
        if (running.some((other) => refuses(one, other))) continue;
        expect(
          reached([one], plugins, waitsFor).some((other) => running.includes(other) && refuses(other, one)),
          one.id,
        ).toBe(true);
      }
    });
  });

  test('each starts after what it needs and wishes for, first by id; only circles of wishes are broken', () => {
    holds((plugins) => {
      const { order: found, running } = resolved(plugins);
      expect(starts(running)).toBe(true);
      const follows: Edge = (one, other) => one !== other && (isAmong(one.requires, other) || isAmong(one.optional, other));
      const broken = (sequence: readonly Described[]) =>
        sequence.flatMap((one, at) => sequence.slice(at + 1).flatMap((other) => (follows(one, other) ? [[one, other] as const] : [])));
      const ideal = [...permutations(running.toSorted((a, b) => (a.id < b.id ? -1 : 1)))].find((sequence) => starts(sequence) && broken(sequence).length === 0);
      if (ideal) expect(found).toEqual(idsOf(ideal));
      for (const [one, other] of broken(running)) expect(reached([other], running, follows), `${one.id} before ${other.id}`).toContain(one);
    });
  });

  test('each sentence is true, and a circle that it shows leads back to where it begins', () => {
    holds((plugins) => {
      const { blocked, running, find } = resolved(plugins);
      for (const [id, sentence] of Object.entries(blocked)) {
        const one = find(id);
        const [, circle] = /^".." needs itself: (.*)\. One/.exec(sentence) ?? [];
        const [, first = '', second = ''] = /^"(..)" cannot work beside "(..)"/.exec(sentence) ?? [];
        if (circle) {
          const path = circle.split(' -> ');
          expect([path[0], path.at(-1), new Set(path).size]).toEqual([id, id, path.length - 1]);
          for (const [at, step] of path.slice(1).entries()) expect(isAmong(find(path[at] as string).requires, find(step)), sentence).toBe(true);
        } else if (first) {
          expect(refuses(find(first), find(second)), sentence).toBe(true);
          expect(running, sentence).toContain(find(first === id ? second : first));
        } else if (sentence.startsWith(`"${id}" ${one.version} is made for`)) expect(fits(apiVersion, one.api), sentence).toBe(false);
        else expect([sentence.startsWith(`"${id}" needs `), isMet(one, running, one)], sentence).toEqual([true, false]);
      }
    });
  });
});
