import type { ImageCard, Log, MediaRequest } from '@picturerail/sdk';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Tx } from '#database';
import { createBreakers } from '../supervision/breakers.ts';
import { createUsage, type Usage } from '../usage/usage.ts';
import { createDeadlines } from './deadlines.ts';
import { createGuard } from './guard.ts';
import { createHooks, type HookRegistries } from './hooks.ts';
import { createStrikes } from './strikes.ts';
import type { Tap } from './tap.ts';

let now: number;
let lines: string[];
let quarantined: [string, string][];
let usage: Usage;
let hooks: HookRegistries;
let calls: number;
let broken: boolean;

beforeEach(() => {
  now = 0;
  calls = 0;
  broken = true;
  lines = [];
  quarantined = [];
  usage = createUsage();
  const note = (message: string) => void lines.push(message);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const breakers = createBreakers({ log, quarantine: (...of) => void quarantined.push(of) });
  hooks = createHooks(createGuard({ log, deadlines: createDeadlines(), strikes: createStrikes(), usage, breakers, clock: () => now }));
});

const tap = (where: string, answer: unknown): Tap => ({
  plugin: 'bad',
  owner: 'bad#1',
  where,
  rank: 0,
  order: {},
  gone: false,
  run: () => {
    calls += 1;
    if (broken) throw new Error('thrown on purpose');
    return answer;
  },
});
const page = { list: 'newest', albumId: null, page: 1 };
const card = { id: 1, title: 'a' } as ImageCard;
const filter = async () => (await hooks.hooks.filter('images:list', [card], page))[0]?.title;
const repeatedly = async (times: number, call: () => unknown) => {
  for (let time = 0; time < times; time += 1) await call();
};

describe('a registration that fails again and again is not called for a minute', () => {
  test('a filter keeps the value', async () => {
    hooks.tap('filter', 'images:list', tap('hook "images:list"', [{ ...card, title: 'b' }]));
    await repeatedly(50, filter);
    expect(calls).toBe(20);
    expect(lines).toContain('The plugin "bad" failed in more than half of its calls in hook "images:list"; it is not called there for 60 s.');
    broken = false;
    expect(await filter()).toBe('a');
    now = 60_000;
    expect([await filter(), await filter(), calls]).toEqual(['b', 'b', 22]);
  });

  test('a collect answers that it failed', async () => {
    hooks.tap('collect', 'admin:menu', tap('hook "admin:menu"', []));
    await repeatedly(20, () => hooks.hooks.answers('admin:menu', []));
    expect(await hooks.hooks.answers('admin:menu', [])).toMatchObject([{ plugin: 'bad', failed: { code: 'plugin-skipped' } }]);
    expect(calls).toBe(20);
  });

  test('a guard and a decider refuse', async () => {
    hooks.tap('guard', 'media:serve', tap('hook "media:serve"', ['pass']));
    hooks.tap('decide', 'images:beforeDelete', tap('hook "images:beforeDelete"', []));
    const item = { imageId: 1, version: 1 };
    const ask = async () => [
      await hooks.hooks.guard('media:serve', [{} as MediaRequest]),
      (await hooks.hooks.decide('images:beforeDelete', [item], {} as Tx)).map(({ code }) => code),
    ];
    await repeatedly(20, ask);
    broken = false;
    expect(await ask()).toEqual([['refuse'], ['plugin-failed']]);
    expect(calls).toBe(40);
  });

  test('others of the same plugin are called all the same', async () => {
    const good = { ...tap('hook "images:list"', undefined), run: (list: ImageCard[]) => list.map((one) => ({ ...one, title: 'good' })) };
    hooks.tap('filter', 'images:list', tap('hook "images:list"', undefined));
    hooks.tap('filter', 'images:list', good);
    await repeatedly(30, filter);
    expect(await filter()).toBe('good');
  });

  test('the third time within half an hour the plugin is quarantined, with the last fault', async () => {
    hooks.tap('filter', 'images:list', tap('hook "images:list"', undefined));
    await repeatedly(20, filter);
    now = 60_000;
    await filter();
    expect(quarantined).toEqual([]);
    now = 180_000;
    await filter();
    expect(quarantined).toEqual([
      [
        'bad',
        'The plugin "bad" failed in more than half of its calls in hook "images:list", three times within half an hour. The last time: The plugin "bad" failed in hook "images:list": thrown on purpose.',
      ],
    ]);
  });
});

test('calls, faults and time are counted', async () => {
  hooks.tap('filter', 'images:list', {
    ...tap('hook "images:list"', undefined),
    run: () => {
      now += 3;
      return Promise.resolve().then(() => {
        now += 40;
      });
    },
  });
  hooks.tap('collect', 'admin:menu', tap('hook "admin:menu"', []));
  await repeatedly(2, filter);
  await hooks.hooks.collect('admin:menu', []);
  expect(usage.drain()).toMatchObject([
    { place: 'hook "images:list"', calls: 2, faults: 0, busyMs: 6, waitedMs: 86, lastFault: null },
    { place: 'hook "admin:menu"', calls: 1, faults: 1, lastFault: 'The plugin "bad" failed in hook "admin:menu": thrown on purpose.' },
  ]);
});
