import { expect, test, vi } from 'vitest';
import { openTestScope } from '../testing.ts';
import { pluginCache } from './plugin-cache.ts';

const scope = () => openTestScope({ id: 'tags' });
const cache = (now?: () => number) => pluginCache(scope(), now);

test('a result is made once, however many ask at the same time, and kept until its time is over', async () => {
  let now = 1;
  const numbers = cache(() => now).of<number>('numbers', { ttlMs: 1000 });
  const waiting: (() => void)[] = [];
  let made = 0;
  const make = () =>
    new Promise<number>((resolve) =>
      waiting.push(() => {
        made += 1;
        resolve(made);
      }),
    );
  const asked = Promise.all([numbers.get('a', make), numbers.get('a', make), numbers.get('b', make)]);
  now += 900;
  for (const finish of waiting.splice(0)) finish();
  expect(await asked).toEqual([1, 1, 2]);
  now += 900;
  expect(await numbers.get('a', make)).toBe(1);
  now += 200;
  expect(await numbers.get('a', () => 3)).toBe(3);
});

test('nothing is a result too, and a failure is none', async () => {
  const things = cache().of<string | undefined>('things');
  const make = vi.fn<() => string | undefined>(() => undefined);
  expect([await things.get('a', make), await things.get('a', make)]).toEqual([undefined, undefined]);
  expect(make).toHaveBeenCalledTimes(1);
  const failing = () => {
    throw new Error('no');
  };
  const both = await Promise.allSettled([things.get('b', failing), things.get('b', () => 'too late to be asked')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await things.get('b', () => 'yes')).toBe('yes');
});

test('what was deleted while it was made is made again', async () => {
  const things = cache().of<string>('things');
  let finish: (value: string) => void = () => {};
  const first = things.get('a', () => new Promise<string>((resolve) => (finish = resolve)));
  things.delete('a');
  const second = things.get('a', () => 'new');
  finish('old');
  expect([await first, await second, await things.get('a', () => 'third')]).toEqual(['old', 'new', 'new']);
  things.clear();
  expect(await things.get('a', () => 'fourth')).toBe('fourth');
});

test('the least recently used goes first when it is full', async () => {
  const letters = cache().of<string>('letters', { entries: 2 });
  for (const key of ['a', 'b', 'a', 'c']) await letters.get(key, () => key);
  const make = vi.fn(() => 'again');
  expect([await letters.get('a', make), await letters.get('c', make), await letters.get('b', make)]).toEqual(['a', 'c', 'again']);
});

test('a name is one cache, another name and another plugin are others', async () => {
  const own = cache();
  await own.of<number>('one').get('a', () => 1);
  expect(await own.of<number>('one').get('a', () => 2)).toBe(1);
  expect(await own.of<number>('two').get('a', () => 2)).toBe(2);
  expect(
    await cache()
      .of<number>('one')
      .get('a', () => 3),
  ).toBe(3);
});

test('it goes with the plugin: a version that is given up takes nothing from the one that runs, and late answers leave nothing', async () => {
  const running = cache().of<number>('one');
  await running.get('a', () => 1);
  const next = scope();
  const given = pluginCache(next).of<number>('one');
  await given.get('a', () => 2);
  await next.dispose();
  expect(await running.get('a', () => 9)).toBe(1);
  expect([await given.get('a', () => 3), await given.get('a', () => 4)]).toEqual([3, 4]);
});

test.each([{ entries: 0 }, { entries: 1.5 }, { entries: Number.POSITIVE_INFINITY }, { ttlMs: 0 }, { ttlMs: 90_000_000 }])(
  'a cache without bounds is refused: %o',
  (options) => {
    expect(() => cache().of('one', options)).toThrow('The plugin "tags" cannot open the cache "one": "');
  },
);

test('a cache is not opened for each thing that is kept', () => {
  const own = cache();
  for (let album = 1; album <= 100; album += 1) own.of(`album ${album}`);
  expect(own.of('album 1')).toBe(own.of('album 1'));
  expect(() => own.of('album 101')).toThrow('what differs from call to call belongs into the key');
});
