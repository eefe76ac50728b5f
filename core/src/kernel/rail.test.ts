import type { ImageCard, Log, Manifest, Plugin, Rail } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Tx } from '#database';
import { attributed } from './hooks/attribution.ts';
import { createRunCounted } from './hooks/counted.ts';
import { createDeadlines } from './hooks/deadlines.ts';
import { createGuard } from './hooks/guard.ts';
import { createHooks } from './hooks/hooks.ts';
import { createSlots } from './hooks/slots.ts';
import { createStrikes } from './hooks/strikes.ts';
import { createCommands } from './members/plugin-commands.ts';
import type { Package } from './packages/package.ts';
import type { Contribution } from './plugin-scope.ts';
import { createProviders } from './providers.ts';
import { createRail } from './rail.ts';
import { createScope, type Scope } from './scope.ts';
import { createServices } from './services.ts';
import { createRunPhase, setUpPlugin, tellActivated } from './start-plugin.ts';
import { createUsage } from './usage/usage.ts';

const lines: string[] = [];
const note = (message: string, data?: object) => void lines.push(`${message}${data && 'plugin' in data ? ` [${data.plugin}]` : ''}`);
const log: Log = { debug: note, info: note, warn: note, error: note };

const deadlines = createDeadlines();
const runPhase = createRunPhase(deadlines);
let registries: Parameters<typeof createRail>[1]['registries'];
let strikes: ReturnType<typeof createStrikes>;
let guard: ReturnType<typeof createGuard>;
const scopes: Scope[] = [];

beforeEach(() => {
  lines.length = 0;
  strikes = createStrikes();
  guard = createGuard({ log, deadlines, strikes });
  registries = { hooks: createHooks(guard), slots: createSlots(guard), services: createServices(), providers: createProviders(), cli: createCommands() };
});
afterEach(async () => {
  vi.useRealTimers();
  for (const scope of scopes.splice(0)) await scope.dispose();
});

function open(id: string, changes: Partial<Manifest> = {}, contributions: readonly Contribution[] = []) {
  const manifest: Manifest = { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: '^0.2.0', ...changes };
  const plugin: Package = { id, kind: 'plugin', version: '1.0.0', dir: `/${id}`, manifest };
  const scope = createScope(plugin, { log, deadlines, within: (owner, run) => runPhase({ plugin: id, owner }, 'onDispose', run), rank: () => 0 });
  scopes.push(scope);
  const rail = createRail(scope, { registries, contributions, guard, counted: createRunCounted({ usage: createUsage(), strikes }) });
  const start = async (code: Plugin, options = {}) => {
    const one = { plugin, code, scope, rail, runPhase, options };
    await setUpPlugin(one);
    scope.commit();
    await tellActivated(one);
  };
  return { scope, rail, start };
}

const page = { list: 'newest', albumId: null, page: 1 };
const card = { id: 1, title: 'a' } as ImageCard;

describe('rail', () => {
  test('is what the SDK promises, and cannot be changed', () => {
    const { rail } = open('one');
    expect(rail.plugin).toEqual({ id: 'one', version: '1.0.0', dir: '/one' });
    expect(String(rail.html`<b>${'<'}</b>`)).toBe('<b>&lt;</b>');
    expect(() => Object.assign(rail, { on: () => {} })).toThrow();
    rail.log.info('hello', { count: 1 });
    expect(lines).toEqual(['hello [one]']);
  });

  test('names what this process does not offer', () => {
    const { rail } = open('one');
    expect(() => rail.db).toThrow('The plugin "one" uses rail.db, which this process does not offer.');
    expect(() => rail.after('images:imported', async () => {})).toThrow('rail.after');
  });

  test('is made of what other rooms contribute, each for this plugin', () => {
    const asset: Contribution = ({ plugin }) => ({ asset: (path) => `/assets/p/${plugin.id}/${path}` });
    expect(open('one', {}, [asset]).rail.asset('a.css')).toBe('/assets/p/one/a.css');
  });

  test('registers nothing before setup is through, and then everything at once', async () => {
    const { start } = open('one');
    const { hooks } = registries.hooks;
    await start({
      setup: async (rail) => {
        rail.filter('images:list', (cards) => cards);
        rail.slot('image.panel@1', (images) => images.map(() => null));
        await Promise.resolve();
        expect([hooks.used('images:list'), registries.slots.slots.used('image.panel@1')]).toEqual([false, false]);
      },
    });
    expect([hooks.used('images:list'), registries.slots.slots.used('image.panel@1')]).toEqual([true, true]);
  });

  test('registers at once what a running plugin adds, and nothing for one that is gone', async () => {
    const { start, rail, scope } = open('one');
    await start({ setup: () => {} });
    rail.filter('images:list', (cards) => cards);
    expect(registries.hooks.hooks.used('images:list')).toBe(true);
    await scope.dispose();
    expect(registries.hooks.hooks.used('images:list')).toBe(false);
    expect(() => rail.filter('images:list', (cards) => cards)).toThrow(
      'The plugin "one" is not running any more and cannot register the filter "images:list".',
    );
    expect(() => rail.onDispose(() => {})).toThrow('cannot register a clean-up');
    expect(() => scope.record('route', '/x')).toThrow('cannot register the route "/x"');
    expect(rail.signal.aborted).toBe(true);
  });

  test.each<[string, (rail: Rail) => void, string]>([
    ['a hook of its own family that is not there', (rail) => rail.on('images:gone' as 'images:imported', () => {}), 'All hooks stand in hooks.ts'],
    ['a hook without a family', (rail) => rail.on('imported' as 'images:imported', () => {}), 'does not exist'],
    [
      'something that is no function',
      (rail) => rail.filter('images:list', 'cards' as never),
      "gives rail.filter('images:list') something that is not a function",
    ],
    ['a slot that is misspelt', (rail) => rail.slot('image.pannel@1' as 'image.panel@1', () => []), 'Did you mean "image.panel@1"?'],
    ['a slot without its version', (rail) => rail.slot('image.panel' as 'image.panel@1', () => []), 'Did you mean "image.panel@1"?'],
    ['a slot with no function', (rail) => rail.slot('image.panel@1', null as never), 'something that is not a function'],
    [
      'a service it does not declare',
      (rail) => rail.provide('a.b@1' as never, {} as never),
      'Add to its manifest: "provides": { "services": { "a.b@1": "1.0.0" } }',
    ],
    [
      'the use of a service it does not declare',
      (rail) => void rail.use('a.b@1' as never),
      'Add to its manifest: "requires": { "services": { "a.b@1": "^1.0.0" } }',
    ],
    ['media steps without the capability', (rail) => rail.collect('media:steps', () => []), '{ "name": "media-steps", "why": "..." }'],
  ])('refuses %s', (_name, register, sentence) => {
    expect(() => register(open('one').rail)).toThrow(sentence);
  });

  test('lets a plugin tap hooks and slots that another may bring', async () => {
    const { start } = open('one');
    await start({
      setup: (rail) => {
        rail.filter('shop:quote' as 'images:list', (cards) => cards);
        rail.slot('shop.basket@1' as 'image.panel@1', (images) => images.map(() => null));
      },
    });
    expect(registries.hooks.hooks.used('shop:quote')).toBe(true);
  });
});

describe('two plugins', () => {
  test('cannot provide the same, and the second does not start', async () => {
    const provides = { services: { 'a.b@1': '1.0.0' } };
    const setup: Plugin['setup'] = (rail) => {
      rail.provide('a.b@1' as never, { say: () => 'one' } as never);
      rail.provider('list', 'mine', {} as never);
    };
    await open('one', { provides }).start({ setup });
    await expect(open('two', { provides }).start({ setup })).rejects.toThrow(
      'The plugin "two" registers the service "a.b@1", which "one" has registered already.',
    );
    await expect(open('three').start({ setup: (rail) => rail.provider('list', 'mine', {} as never) })).rejects.toThrow('the list provider "mine", which "one"');
  });

  test('share services that are functions or objects, and lack optional ones quietly', async () => {
    const token = 'a.b@1' as never;
    await open('one', { provides: { services: { 'a.b@1': '1.0.0' } } }).start({
      setup: (rail) => rail.provide(token, Object.assign((name: string) => `hello ${name}`, { count: 3 }) as never),
    });
    const used = open('two', { optional: { services: { 'a.b@1': '^1.0.0', 'c.d@1': '^1.0.0' } } }).rail;
    const service = used.use(token) as unknown as { (name: string): string; count: number };
    expect([service('you'), service.count, 'count' in service]).toEqual(['hello you', 3, true]);
    expect(used.use('c.d@1' as never)).toBeUndefined();
  });
});

describe('rail.db', () => {
  const tables = { table: vi.fn(), transaction: vi.fn(async (run: (tx: never) => unknown) => run({} as never)) };
  const db: Contribution = () => ({ db: tables as never });

  test('is refused inside decide, where only the given tables may be used', async () => {
    const { start } = open('one', {}, [db]);
    await start({
      setup: (rail) =>
        rail.decide('images:beforeDelete', async () => {
          await rail.db.transaction(async () => {});
          return [];
        }),
    });
    const refusals = await registries.hooks.hooks.decide('images:beforeDelete', [{ imageId: 1, version: 1 }], {} as Tx);
    expect(refusals).toHaveLength(1);
    expect(lines[0]).toContain('uses rail.db in hook "images:beforeDelete", which runs inside a transaction');
    expect(tables.transaction).not.toHaveBeenCalled();
  });

  test('works everywhere else', async () => {
    const { rail } = open('one', {}, [db]);
    rail.db.table('things');
    expect(tables.table).toHaveBeenCalledWith('things');
    expect(await rail.db.transaction(async () => 'done')).toBe('done');
  });
});

describe('rail.kv', () => {
  test('is refused inside decide as well, whatever is asked of it', async () => {
    const kv = { get: vi.fn(async () => 1), set: vi.fn(), delete: vi.fn(), entries: vi.fn() };
    const { start, rail } = open('one', {}, [() => ({ kv: kv as never })]);
    const uses: Promise<unknown>[] = [];
    await start({
      setup: (own) =>
        own.decide('images:beforeDelete', () => {
          uses.push(own.kv.get('a'), own.kv.set('a', 1), own.kv.delete('a'), own.kv.entries());
          return [];
        }),
    });
    await registries.hooks.hooks.decide('images:beforeDelete', [{ imageId: 1, version: 1 }], {} as Tx);
    const outcomes = await Promise.allSettled(uses);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
    expect(outcomes[0]).toMatchObject({ reason: { message: expect.stringContaining('uses rail.kv in hook "images:beforeDelete"') } });
    expect(await rail.kv.get('a')).toBe(1);
  });
});

describe('jobs', () => {
  test('and notices that come as jobs are attributed, and checked like any tap', async () => {
    const seen: unknown[] = [];
    let runJob: (...values: never[]) => Promise<void> = async () => {};
    let runAfter: (...values: never[]) => Promise<void> = async () => {};
    const jobs: Contribution = () => ({
      jobs: {
        define: (_name: string, run: typeof runJob) => {
          runJob = run;
        },
        add: async () => {},
      } as never,
      after: (_hook, run) => {
        runAfter = run as never;
      },
    });
    const { rail } = open('one', {}, [jobs]);
    rail.jobs.define('tidy', async () => void seen.push(attributed()));
    rail.after('images:imported', async () => void seen.push(attributed()));
    await runJob(undefined as never, { signal: new AbortController().signal } as never);
    await runAfter([] as never, { signal: new AbortController().signal } as never);
    expect(seen).toEqual([
      { plugin: 'one', where: 'job "tidy"' },
      { plugin: 'one', where: 'hook "images:imported" (after)' },
    ]);
    expect(() => rail.after('images:list' as 'images:imported', async () => {})).toThrow('takes rail.filter');
  });
});

describe('timers', () => {
  test('run while the plugin does, never overlap, and contain what they throw', async () => {
    vi.useFakeTimers();
    const { start, scope } = open('one');
    let ticks = 0;
    let late = 0;
    await start({
      setup: (rail) => {
        rail.timers.every(10, async () => {
          ticks++;
          await new Promise((resolve) => setTimeout(resolve, 25));
          throw new Error('from a timer');
        });
        rail.timers.later(50, () => void late++);
      },
    });
    await vi.advanceTimersByTimeAsync(61);
    expect([ticks, late]).toEqual([2, 1]);
    expect(strikes.of('one')).toMatchObject([{ where: 'a timer (every 10 ms)', count: 1 }]);
    await scope.dispose();
    await vi.advanceTimersByTimeAsync(200);
    expect(ticks).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the end of a plugin', () => {
  test('takes registrations back first, then frees its resources, last first, whatever fails', async () => {
    const seen: string[] = [];
    const { start, scope } = open('one');
    await start({
      setup: (rail) => {
        rail.filter('images:list', (cards) => cards);
        rail.onDispose(() => void seen.push(`first, used ${registries.hooks.hooks.used('images:list')}`));
        rail.onDispose(() => {
          throw new Error('cannot');
        });
        rail.onDispose(async () => {
          await Promise.resolve();
          seen.push('last');
        });
        scope.register('thing', 'stuck', () => () => {
          throw new Error('stuck');
        });
        rail.signal.addEventListener('abort', () => seen.push('signal'));
      },
    });
    await scope.dispose();
    expect(seen).toEqual(['signal', 'last', 'first, used false']);
    expect(lines).toEqual(['The plugin "one" failed while the thing "stuck" was taken back. [one]', 'The plugin "one" failed to clean up after itself. [one]']);
    expect(scope.registrations).toEqual([]);
  });

  test('does not wait for ever for a clean-up', async () => {
    vi.useFakeTimers();
    const { start, scope } = open('one');
    await start({ setup: (rail) => rail.onDispose(() => new Promise(() => {})) });
    const disposed = scope.dispose();
    await vi.advanceTimersByTimeAsync(5_100);
    await disposed;
    expect(lines).toEqual(['The plugin "one" failed to clean up after itself. [one]']);
  });
});

describe("the moments of a plugin's life", () => {
  test('come in order, and a failure says which', async () => {
    const seen: string[] = [];
    const code: Plugin = {
      setup: () => void seen.push('setup'),
      lifecycle: { install: () => void seen.push('install'), activated: () => void seen.push('activated') },
    };
    const run = (_plugin: Package, moment: () => Promise<void>) => moment();
    await open('one').start(code, { migrate: async () => void seen.push('migrate'), install: run, activated: run });
    expect(seen).toEqual(['migrate', 'install', 'setup', 'activated']);
    await open('two').start({ setup: () => {} }, { install: run, activated: run });
    const failing = open('three').start({ ...code, lifecycle: { install: () => Promise.reject(new Error('no room')) } }, { install: run });
    await expect(failing).rejects.toThrow('The plugin "three" failed in lifecycle.install: no room.');
  });

  test('a plugin that cannot catch up runs all the same', async () => {
    const { start } = open('one');
    await start(
      {
        setup: (rail) => rail.filter('images:list', (cards) => cards),
        lifecycle: {
          activated: () => {
            throw new Error('queue is full');
          },
        },
      },
      { activated: (_plugin: Package, moment: () => Promise<void>) => moment() },
    );
    expect(await registries.hooks.hooks.filter('images:list', [card], page)).toEqual([card]);
    expect(lines).toEqual(['The plugin "one" failed in lifecycle.activated: queue is full. [one]']);
  });
});
