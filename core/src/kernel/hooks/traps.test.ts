import type { ImageCard, Log, MediaRequest } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Tx } from '#database';
import { attributed } from './attribution.ts';
import { plainChains, tapableChains } from './chains.ts';
import { createDeadlines, type Deadlines } from './deadlines.ts';
import { createGuard } from './guard.ts';
import { createHooks, type HookRegistries } from './hooks.ts';
import { createSlots, type SlotRegistries } from './slots.ts';
import { createStrikes, type Strikes } from './strikes.ts';
import type { Tap } from './tap.ts';
import { createTapList } from './tap-list.ts';

let lines: string[];
let deadlines: Deadlines;
let strikes: Strikes;
let hooks: HookRegistries;
let slots: SlotRegistries;

beforeEach(() => {
  lines = [];
  const note = (message: string) => void lines.push(message);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  deadlines = createDeadlines();
  strikes = createStrikes();
  const guard = createGuard({ log, deadlines, strikes });
  hooks = createHooks(guard);
  slots = createSlots(guard);
});
afterEach(() => {
  vi.useRealTimers();
});

type Run = (...values: never[]) => unknown;
const tap = (
  plugin: string,
  run: Run,
  { rank = 0, ...order }: { rank?: number; before?: string[]; after?: string[] } = {},
): { -readonly [K in keyof Tap]: Tap[K] } => ({
  plugin,
  where: 'hook "images:list"',
  run,
  owner: plugin,
  rank,
  order,
  gone: false,
});
const add = (plugin: string, run: Run, order?: Parameters<typeof tap>[2]) => hooks.tap('filter', 'images:list', tap(plugin, run, order));

const page = { list: 'newest', albumId: null, page: 1 };
const cards = (...titles: string[]) => titles.map((title, index) => ({ id: index + 1, title, data: {} })) as unknown as ImageCard[];
const titles = async (...names: string[]) => (await hooks.hooks.filter('images:list', cards(...names), page)).map(({ title }) => title);
const adding = (mark: string) => (list: ImageCard[]) => list.map((card) => ({ ...card, title: card.title + mark }));
const noTx = {} as Tx;

describe('what tapable does not do, this does', () => {
  test('T1: a tap is taken back, and may be added again', async () => {
    const undo = add('one', adding('1'));
    expect(await titles('a')).toEqual(['a1']);
    undo();
    expect(await titles('a')).toEqual(['a']);
    add('one', adding('1'));
    expect(await titles('a')).toEqual(['a1']);
  });

  test('T2: a later tap that throws at once, or answers at once, does not hang the call', async () => {
    add('one', async (list: ImageCard[]) => list);
    add('three', adding('3'));
    add('two', () => {
      throw new Error('at once');
    });
    expect(await titles('a')).toEqual(['a3']);
  });

  test('T3: an asynchronous tap is awaited, and the next one gets its value, not its promise', async () => {
    add('one', async (list: ImageCard[]) => adding('1')(list));
    add('two', adding('2'));
    expect(await titles('a')).toEqual(['a12']);
  });

  test('T4: a tap has no callback to call twice', async () => {
    let given: unknown[] = [];
    add('one', (...values: unknown[]) => {
      given = values;
    });
    await titles('a');
    expect(given).toHaveLength(3);
    expect(given.some((value) => typeof value === 'function')).toBe(false);
  });

  test('T5: an error stops no other tap, and names plugin and hook', async () => {
    add('bad', async () => {
      throw new Error('late');
    });
    add('good', adding('!'));
    expect(await titles('a')).toEqual(['a!']);
    expect(lines).toEqual(['The plugin "bad" failed in hook "images:list": late.']);
    expect(strikes.of('bad')).toMatchObject([{ count: 1 }]);
    expect(strikes.of('good')).toEqual([]);
  });

  test('T6: an order after or before somebody who is not there changes nothing', async () => {
    add('one', adding('1'));
    add('two', adding('2'), { before: ['ghost'], after: ['spook'] });
    expect(await titles('a')).toEqual(['a12']);
  });

  test('T7: the order of registration plays no part', async () => {
    const one = () => add('one', adding('1'), { rank: 0 });
    const two = () => add('two', adding('2'), { rank: 1 });
    const undo = one();
    two();
    expect(await titles('a')).toEqual(['a12']);
    undo();
    one();
    expect(await titles('a')).toEqual(['a12']);
  });

  test.each([
    ['keeps the taps it began with, taken back meanwhile or not', false, 'a120'],
    ['does not run those whose plugin is gone by then', true, 'a10'],
  ])('T8: a call under way %s', async (_title, gone, answer) => {
    let release = () => {};
    add('one', async (list: ImageCard[]) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return adding('1')(list);
    });
    const two = { ...tap('two', adding('2')) };
    const undoTwo = hooks.tap('filter', 'images:list', two);
    add('zero', adding('0'), { after: ['two'] });
    const call = titles('a');
    await vi.waitFor(() => expect(deadlines.size()).toBe(1));
    undoTwo();
    Object.assign(two, { gone });
    release();
    expect(await call).toEqual([answer]);
  });

  test.each([
    ['null', null],
    ['a text', 'cards'],
    ['something shaped like a list', { length: 1 }],
    ['too few', []],
    ['items that are none', [null]],
  ])('T9: a filter that answers %s is wrong, and the value is kept', async (_name, answer) => {
    add('bad', () => answer);
    expect(await titles('a')).toEqual(['a']);
    expect(lines[0]).toContain('The plugin "bad" answered wrongly in hook "images:list"');
  });

  test('T9: undefined keeps the value, whatever the plugin did to its own list', async () => {
    add('empties', (list: ImageCard[]) => void list.splice(0));
    add('renames', (list: ImageCard[]) => {
      for (const card of list) card.title += '?';
    });
    expect(await titles('a', 'b')).toEqual(['a?', 'b?']);
  });

  test('T9: a filter may not reorder', async () => {
    add('turns', (list: ImageCard[]) => list.toReversed());
    expect(await titles('a', 'b')).toEqual(['a', 'b']);
    expect(lines[0]).toContain('item 0 has another "id"');
  });

  test('T10: names of hooks and plugins are never code', async () => {
    hooks.tap(
      'filter',
      'my-plugin:a-b"\n',
      tap('we"ird', (list: unknown[]) => list),
    );
    expect(await hooks.hooks.filter('my-plugin:a-b"\n' as 'images:list', cards('a'), page)).toHaveLength(1);
  });

  test('T11: nothing of a plugin reaches the caller, not even from a hostile answer', async () => {
    add('hostile', () => ({
      // biome-ignore lint/suspicious/noThenProperty: that is what makes it hostile
      get then() {
        throw new Error('gotcha');
      },
    }));
    add('trap', () => [
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('gotcha');
          },
        },
      ),
    ]);
    expect(await titles('a')).toEqual(['a']);
  });

  test('T12: plain loops do the same where writing code is forbidden', async () => {
    for (const chains of [tapableChains, plainChains]) {
      const steps = ['1', '2'].map((name) => ({ name, run: async (value: string, mark: string) => value + name + mark }));
      expect(await chains.waterfall(steps)('a', '.')).toBe('a1.2.');
      const seen: string[] = [];
      await chains.parallel(steps.map(({ name }) => ({ name, run: async (mark: string) => void seen.push(name + mark) })))('.');
      expect(seen).toEqual(['1.', '2.']);
    }
  });

  test('T12: and they are chosen there', async () => {
    vi.resetModules();
    vi.stubGlobal('Function', () => {
      throw new EvalError('Code generation from strings disallowed for this context');
    });
    try {
      const hardened = await import('./chains.ts');
      expect(hardened.chains).toBe(hardened.plainChains);
    } finally {
      vi.unstubAllGlobals();
      vi.resetModules();
    }
    const usual = await import('./chains.ts');
    expect(usual.chains).toBe(usual.tapableChains);
  });

  test('T13, T14: a hook that nobody taps any more is held nowhere', async () => {
    const undo = hooks.tap(
      'collect',
      'mine:things',
      tap('one', () => [1]),
    );
    expect(hooks.hooks.used('mine:things')).toBe(true);
    undo();
    expect(hooks.hooks.used('mine:things')).toBe(false);
  });

  test('compiles anew only after a change', () => {
    const compile = vi.fn((taps: readonly Tap[]) => taps.length);
    const list = createTapList(compile);
    const undo = list.add(tap('one', () => {}));
    expect([list.compiled(), list.compiled()]).toEqual([1, 1]);
    expect(compile).toHaveBeenCalledTimes(1);
    undo();
    expect(list.compiled()).toBe(0);
    expect(list.used).toBe(false);
  });
});

describe('T15: whoever hangs', () => {
  const never = () => new Promise<never>(() => {});

  test('is waited for until the deadline, then the value is kept; its signal tells it', async () => {
    vi.useFakeTimers();
    let signal: AbortSignal | undefined;
    add('hangs', (_list: unknown, _where: unknown, call: { signal: AbortSignal }) => {
      signal = call.signal;
      return never();
    });
    add('works', adding('!'));
    const call = titles('a');
    await vi.advanceTimersByTimeAsync(990);
    expect(signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(await call).toEqual(['a!']);
    expect(signal?.aborted).toBe(true);
    expect(lines[0]).toBe('The plugin "hangs" did not answer in hook "images:list" within 1000 ms; its late answer is not used.');
    expect(deadlines.size()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('may answer late or fail late: neither counts, and nothing is unhandled', async () => {
    vi.useFakeTimers();
    add('fails-late', () => new Promise((_resolve, reject) => setTimeout(() => reject(new Error('late')), 5_000)));
    add('late', (list: ImageCard[]) => new Promise((resolve) => setTimeout(() => resolve(adding('late')(list)), 5_000)));
    const call = titles('a');
    await vi.advanceTimersByTimeAsync(2_100);
    expect(await call).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(strikes.of('late')).toMatchObject([{ count: 1 }]);
  });

  test('refuses where it decides or guards, and adds nothing to a slot', async () => {
    vi.useFakeTimers();
    hooks.tap('decide', 'images:beforeDelete', tap('hangs', never));
    hooks.tap('guard', 'media:serve', tap('hangs', never));
    slots.tap('image.panel@1', tap('hangs', never));
    const item = { imageId: 1, version: 1 };
    const decided = hooks.hooks.decide('images:beforeDelete', [item], noTx);
    await vi.advanceTimersByTimeAsync(30);
    expect(await decided).toMatchObject([{ item, code: 'plugin-failed' }]);
    const guarded = hooks.hooks.guard('media:serve', [{} as MediaRequest, {} as MediaRequest]);
    const rendered = slots.slots.render('image.panel@1', [{} as never]);
    await vi.advanceTimersByTimeAsync(1_010);
    expect(await guarded).toEqual(['refuse', 'refuse']);
    expect((await rendered).map(String)).toEqual(['']);
  });

  test('holds up nobody whose own answer came in time, though the process was busy', async () => {
    const call = deadlines.within(deadlines.begin('one'), new Promise((resolve) => setTimeout(() => resolve('in time'), 5)), 10, () => new Error('too late'));
    const until = performance.now() + 40;
    while (performance.now() < until);
    expect(await call).toBe('in time');
  });

  test('is told by its signal when its plugin goes', () => {
    const flight = deadlines.begin('one');
    void deadlines.within(flight, never(), 1_000, () => new Error('too late')).catch(() => {});
    const other = deadlines.begin('other');
    void deadlines.within(other, never(), 1_000, () => new Error('too late')).catch(() => {});
    deadlines.abort('one', new Error('it goes'));
    expect([flight.signal.aborted, other.signal.aborted]).toEqual([true, false]);
  });
});

describe('attribution', () => {
  test('leads errors back to the plugin whose code runs, in what it starts too', async () => {
    const seen: unknown[] = [];
    add('one', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      seen.push(attributed());
    });
    await titles('a');
    expect(seen).toEqual([{ plugin: 'one', where: 'hook "images:list"', inTransaction: false }]);
    expect(attributed()).toBeUndefined();
  });
});

describe('verdicts and refusals', () => {
  const request = { size: '480' } as MediaRequest;
  const guard = (plugin: string, run: Run) => hooks.tap('guard', 'media:serve', tap(plugin, run));

  test('one "refuse" is enough', async () => {
    guard('lets', (list: unknown[]) => list.map(() => 'pass'));
    guard('refuses', () => ['refuse', 'pass']);
    expect(await hooks.hooks.guard('media:serve', [request, request])).toEqual(['refuse', 'pass']);
  });

  test.each([[['pass']], [['pass', 'yes']], ['pass'], [undefined]])('an answer that is not a verdict for each item refuses all: %j', async (answer) => {
    guard('bad', () => answer);
    expect(await hooks.hooks.guard('media:serve', [request, request])).toEqual(['refuse', 'refuse']);
  });

  test('a guard that goes while it is asked refuses', async () => {
    const one = tap('one', async () => ['pass']);
    const undo = hooks.tap('guard', 'media:serve', one);
    Object.assign(one, { gone: true });
    expect(await hooks.hooks.guard('media:serve', [request])).toEqual(['refuse']);
    undo();
  });

  test('refusals of all plugins are joined, each with its own tables', async () => {
    const refusal = (item: unknown, code: string) => ({ item, code, message: code });
    const one = { imageId: 1, version: 1 };
    hooks.tap(
      'decide',
      'images:beforeDelete',
      tap('a', async (items: unknown[], tables: { table: unknown }) => (tables.table ? [refusal(items[0], 'a')] : [])),
    );
    hooks.tap(
      'decide',
      'images:beforeDelete',
      tap('b', () => [refusal(one, 'b')]),
    );
    expect(await hooks.hooks.decide('images:beforeDelete', [one], noTx)).toMatchObject([{ code: 'a' }, { code: 'b' }]);
  });

  test('a decider that goes while it is asked says nothing', async () => {
    const one = tap('one', () => [{ item: 1, code: 'x', message: 'x' }]);
    hooks.tap('decide', 'images:beforeDelete', one);
    Object.assign(one, { gone: true });
    expect(await hooks.hooks.decide('images:beforeDelete', [], noTx)).toEqual([]);
  });

  test("answers keep the plugins' order, and of those that go meanwhile none is left", async () => {
    hooks.tap(
      'collect',
      'admin:menu',
      tap('slow', async () => [1]),
    );
    const gone = tap('gone', () => [2]);
    hooks.tap('collect', 'admin:menu', gone);
    hooks.tap(
      'collect',
      'admin:menu',
      tap('quick', () => [3], { rank: 1 }),
    );
    Object.assign(gone, { gone: true });
    expect(await hooks.hooks.collect('admin:menu', [])).toEqual([1, 3]);
  });

  test('what is thrown may be anything at all', async () => {
    const thrown: readonly unknown[] = [Object.create(null), Object.assign(new Error(), { message: { code: 7 } }), Symbol('x'), undefined];
    for (const [index, what] of thrown.entries()) {
      add(`bad-${index}`, () => {
        throw what;
      });
    }
    expect(await titles('a')).toEqual(['a']);
    expect(lines[0]).toBe('The plugin "bad-0" failed in hook "images:list": it threw what no text can be made of.');
  });
});
