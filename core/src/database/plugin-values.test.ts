import type { KeyValues } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseContribution, deletePluginTables } from './index.ts';
import { type TestDatabase, testDatabases } from './testing.ts';

describe.each(testDatabases())('rail.kv on $name', ({ open }) => {
  let test: TestDatabase;
  let tags: KeyValues;
  let wall: KeyValues;

  beforeAll(async () => {
    test = await open();
    const kvOf = (id: string) => databaseContribution(test.database)({ plugin: { id } }).kv;
    tags = kvOf('tags');
    wall = kvOf('wall');
  });
  beforeEach(() => test.database.transaction((tx) => tx.run('DELETE FROM plugin_values')));
  afterAll(() => test.drop());

  it('keeps any JSON by key, the last set counting', async () => {
    const value = { words: ['Ä', '😀', '\u0000', '\ud800'], deep: { none: null, yes: true, much: 1e300 } };
    await tags.set('a', 1);
    await tags.set('a', value);
    expect(await tags.get('a')).toEqual(value);
    await tags.set('nothing', null);
    expect([await tags.get('nothing'), await tags.get('absent')]).toEqual([null, undefined]);
    expect([await tags.delete('a'), await tags.delete('a'), await tags.get('a')]).toEqual([true, false, undefined]);
  });

  it('keeps plugins apart', async () => {
    await tags.set('a', 'of tags');
    await wall.set('a', 'of wall');
    expect(await wall.delete('a')).toBe(true);
    expect([await tags.get('a'), await wall.entries()]).toEqual(['of tags', []]);
  });

  it('tells keys apart to the last space and the size of a letter, and lists them in the same order on each database', async () => {
    const keys = ['Ab', 'a', 'a ', 'a%', 'a_b', 'ab', 'b', 'z', 'é', '中', '😀'];
    for (const key of keys.toReversed()) await tags.set(key, key);
    expect((await tags.entries()).map(([key]) => key)).toEqual(keys);
    expect(await tags.entries('a')).toEqual(['a', 'a ', 'a%', 'a_b', 'ab'].map((key) => [key, key]));
    expect(await tags.entries('a_')).toEqual([['a_b', 'a_b']]);
    expect(await tags.entries('é')).toEqual([['é', 'é']]);
  });

  it('takes a key of 190 characters and a value of 1 MiB, and says what is too much', async () => {
    const key = '中'.repeat(190);
    const value = 'x'.repeat(1_048_574);
    await tags.set(key, value);
    expect(await tags.get(key)).toBe(value);
    await expect(tags.set('big', `${value}x`)).rejects.toThrow('The plugin "tags" did not keep a value as "big": it has 1048577 bytes as JSON');
    await expect(tags.set(`${key}x`, 1)).rejects.toThrow('a key is a text of 1 to 190 characters');
    for (const wrong of ['', '\ud800', 7 as never]) await expect(tags.get(wrong)).rejects.toThrow(`with the key "${wrong}"`);
  });

  it('refuses what is not JSON', async () => {
    const round: { self?: unknown } = {};
    round.self = round;
    for (const wrong of [undefined, () => {}, 1n, round]) await expect(tags.set('a', wrong as never)).rejects.toThrow('it is not JSON');
    expect(await tags.entries()).toEqual([]);
  });

  it('sets one key from many sides at once without losing any', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => tags.set(`key ${index % 2}`, index)));
    const entries = await tags.entries<number>();
    expect(entries.map(([key, value]) => [key, value % 2])).toEqual([
      ['key 0', 0],
      ['key 1', 1],
    ]);
  });

  it('forgets the values with the plugin’s tables, and no other’s', async () => {
    await tags.set('a', 1);
    await wall.set('a', 2);
    await deletePluginTables(test.database, 'tags');
    expect([await tags.get('a'), await wall.get('a')]).toEqual([undefined, 2]);
  });
});
