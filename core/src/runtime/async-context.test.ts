import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createAsyncContext } from './async-context.ts';

const context = createAsyncContext<string>();

describe.each([
  ['where a storage in use is dear', '20.19.0'],
  ['where it is cheap', '24.0.0'],
])('%s', (_name, version) => {
  const other = createAsyncContext<string>(version);

  it('follows work through what it awaits, with others beside it', async () => {
    const read = async (value: string, ms: number) => {
      await delay(ms);
      const before = other.current();
      await Promise.resolve();
      return [value, before, other.current()];
    };
    const found = await Promise.all(['a', 'b', 'c'].map((value, index) => other.run(value, () => read(value, 3 - index))));
    expect(found).toEqual(['a', 'b', 'c'].map((value) => [value, value, value]));
    expect(other.current()).toBeUndefined();
  });

  it('nests, and goes back to what was before', async () => {
    const seen: unknown[] = [];
    await other.run('outer', async () => {
      await other.run('inner', async () => {
        await delay(1);
        seen.push(other.current());
      });
      seen.push(
        other.run('short', () => other.current()),
        other.current(),
      );
    });
    expect(seen).toEqual(['inner', 'short', 'outer']);
  });

  it('is left by work that throws, at once or later', async () => {
    expect(() =>
      other.run('a', () => {
        throw new Error('at once');
      }),
    ).toThrow('at once');
    await expect(other.run('b', () => delay(1).then(() => Promise.reject(new Error('later'))))).rejects.toThrow('later');
    expect(other.current()).toBeUndefined();
    expect(await other.run('c', async () => other.current())).toBe('c');
  });

  it('does not begin the work of a thenable', () => {
    let begun = 0;
    // biome-ignore lint/suspicious/noThenProperty: what a query builder is
    const lazy = { then: () => void begun++ };
    expect(other.run('a', () => lazy)).toBe(lazy);
    expect(begun).toBe(0);
  });
});

it('two contexts know nothing of each other', () => {
  const other = createAsyncContext<number>();
  expect(context.run('a', () => other.run(1, () => [context.current(), other.current()]))).toEqual(['a', 1]);
});
