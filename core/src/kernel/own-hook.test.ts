import type { Collect, Decide, DefinedHook, Filter, Guard, Json, Log, Notice, Rail, Tables } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pluginTables, type Tx } from '#database';
import { createRunCounted } from './hooks/counted.ts';
import { createDeadlines } from './hooks/deadlines.ts';
import { createGuard } from './hooks/guard.ts';
import { createHooks } from './hooks/hooks.ts';
import { createSlots } from './hooks/slots.ts';
import { createStrikes } from './hooks/strikes.ts';
import { createCommands } from './members/plugin-commands.ts';
import type { Contribution } from './plugin-scope.ts';
import { createProviders } from './providers.ts';
import { createRail } from './rail.ts';
import type { Scope } from './scope.ts';
import { createServices } from './services.ts';
import { openTestScope } from './testing.ts';
import { createUsage } from './usage/usage.ts';

declare module '@picturerail/sdk' {
  interface HookRegistry {
    'print-sales:quote': Filter<{ id: number; price: number }, { readonly order: number }>;
    'print-sales:sold': Notice<{ readonly order: number }>;
    'print-sales:papers': Collect<{ readonly size: string }, { readonly paper: string }>;
    'print-sales:beforeSale': Decide<{ readonly order: number }>;
    'print-sales:show': Guard<{ readonly order: number }>;
  }
}

const lines: string[] = [];
const note = (message: string) => void lines.push(message);
const log: Log = { debug: note, info: note, warn: note, error: note };
let strikes: ReturnType<typeof createStrikes>;
let guard: ReturnType<typeof createGuard>;
let registries: Parameters<typeof createRail>[1]['registries'];
const scopes: Scope[] = [];

beforeEach(() => {
  lines.length = 0;
  strikes = createStrikes();
  guard = createGuard({ log, deadlines: createDeadlines(), strikes });
  registries = { hooks: createHooks(guard), slots: createSlots(guard), services: createServices(), providers: createProviders(), cli: createCommands() };
});
afterEach(async () => {
  for (const scope of scopes.splice(0)) await scope.dispose();
});

/** A plugin that is being set up; `scope.commit()` is the end of that. */
function open(id: string, contributions: readonly Contribution[] = []): { scope: Scope; rail: Rail } {
  const scope = openTestScope({ id, log });
  scopes.push(scope);
  return { scope, rail: createRail(scope, { registries, contributions, guard, counted: createRunCounted({ usage: createUsage(), strikes }) }) };
}

function started(id: string, setup: (rail: Rail) => void): Scope {
  const { scope, rail } = open(id);
  setup(rail);
  scope.commit();
  return scope;
}

const dearer = (by: number) => (rail: Rail) => rail.filter('print-sales:quote', (quotes) => quotes.map(({ id, price }) => ({ id, price: price + by })));

function shop(traits: Partial<Parameters<Rail['define']>[1]> = {}): { quote: DefinedHook<'print-sales:quote'>; scope: Scope } {
  const { scope, rail } = open('print-sales');
  const quote = rail.define('print-sales:quote', { kind: 'filter', identity: 'id', ...traits } as { kind: 'filter' });
  scope.commit();
  return { quote, scope };
}

const quoted = async ({ quote }: Pick<ReturnType<typeof shop>, 'quote'>) => (await quote.filter([{ id: 1, price: 10 }], { order: 7 }))[0]?.price;

describe('a hook of a plugin', () => {
  test('is tapped by others, whichever of them starts first', async () => {
    started('tax', dearer(1));
    const owner = shop();
    started('wrapping', dearer(2));
    expect(await quoted(owner)).toBe(13);
  });

  test('keeps the value of a tap that fails or drops an item, as hooks of the core do', async () => {
    started('thief', (rail) => rail.filter('print-sales:quote', () => []));
    started('tax', dearer(1));
    started('clumsy', (rail) =>
      rail.filter('print-sales:quote', () => {
        throw new Error('no');
      }),
    );
    expect(await quoted(shop())).toBe(11);
    expect(strikes.of('thief')[0]?.last).toContain('it must be a list of 1');
    expect(strikes.of('clumsy')[0]?.last).toContain('failed in hook "print-sales:quote": no');
  });

  test('goes with its owner, and its taps wait for the next one', async () => {
    started('tax', dearer(1));
    const first = shop();
    expect(await quoted(first)).toBe(11);
    await first.scope.dispose();
    await expect(quoted(first)).rejects.toThrow('The plugin "print-sales" asks its hook "print-sales:quote", but the version of it that asks is not running');
    expect(await quoted(shop())).toBe(11);
  });

  test('passes from one version of its owner to the next without being missed', async () => {
    started('tax', dearer(1));
    const old = shop();
    const next = shop();
    expect([await quoted(old), await quoted(next)]).toEqual([11, 11]);
    await old.scope.dispose();
    expect(registries.hooks.traitsOf('print-sales:quote')).toBeDefined();
    expect(await quoted(next)).toBe(11);
  });

  test('asks no plugin that is gone', async () => {
    const tax = started('tax', dearer(1));
    const owner = shop();
    await tax.dispose();
    expect(await quoted(owner)).toBe(10);
  });

  test('gives an answer no longer than its owner says', async () => {
    started('slow', (rail) => rail.filter('print-sales:quote', () => new Promise(() => {})));
    expect(await quoted(shop({ deadlineMs: 5 }))).toBe(10);
    expect(strikes.of('slow')[0]?.last).toContain('within 5 ms');
  });
});

describe('the kinds of hooks a plugin may bring', () => {
  test('collect joins answers, guard takes one refusal for a refusal, and a guard that fails refuses', async () => {
    const { rail, scope } = open('print-sales');
    const papers = rail.define('print-sales:papers', { kind: 'collect' });
    const show = rail.define('print-sales:show', { kind: 'guard' });
    scope.commit();
    expect([await papers.collect([{ size: 'a4' }]), await show.guard([{ order: 1 }])]).toEqual([[], ['pass']]);
    started('matt', (other) => {
      other.collect('print-sales:papers', (sizes) => sizes.map(({ size }) => ({ paper: `matt ${size}` })));
      other.guard('print-sales:show', (orders) => orders.map(({ order }) => (order === 1 ? 'refuse' : 'pass')));
    });
    started('gloss', (other) => other.collect('print-sales:papers', () => [{ paper: 'gloss' }]));
    expect(await papers.collect([{ size: 'a4' }])).toEqual([{ paper: 'gloss' }, { paper: 'matt a4' }]);
    expect(await show.guard([{ order: 1 }, { order: 2 }])).toEqual(['refuse', 'pass']);
    started('broken', (other) => other.guard('print-sales:show', () => [] as never));
    expect(await show.guard([{ order: 2 }])).toEqual(['refuse']);
  });

  test('decide asks inside a transaction only, with tables of each plugin asked', async () => {
    const { rail, scope } = open('print-sales');
    const before = rail.define('print-sales:beforeSale', { kind: 'decide' });
    scope.commit();
    const seen: Tables[] = [];
    started('stock', (other) =>
      other.decide('print-sales:beforeSale', ([item], tables) => {
        seen.push(tables);
        return item ? [{ item, code: 'sold-out', message: 'None is left.' }] : [];
      }),
    );
    const tables = pluginTables({} as Tx, 'print-sales');
    expect(await before.decide([{ order: 1 }], tables)).toEqual([{ item: { order: 1 }, code: 'sold-out', message: 'None is left.' }]);
    expect(seen).toHaveLength(1);
    await expect(before.decide([{ order: 1 }], {} as Tables)).rejects.toThrow('with tables of no transaction');
  });

  test('notices are told as jobs and at once; inside a transaction, at once means after its commit', async () => {
    const told: string[] = [];
    const afterCommit: (() => void)[] = [];
    const tx = { afterCommit: (run: () => void) => afterCommit.push(run) } as unknown as Tx;
    const noticeJobs = async (hook: string, items: readonly Json[], inside: Tx | null) => {
      told.push(`jobs ${hook} ${JSON.stringify(items)} ${inside === tx}`);
    };
    const { rail, scope } = open('print-sales', [() => ({ noticeJobs })]);
    const sold = rail.define('print-sales:sold', { kind: 'notice' });
    scope.commit();
    started('diary', (other) => other.on('print-sales:sold', ([item]) => void told.push(`on ${item?.order}`)));
    await sold.notify([{ order: 1 }]);
    await sold.notify([{ order: 2 }], pluginTables(tx, 'print-sales'));
    expect(told).toEqual(['jobs print-sales:sold [{"order":1}] false', 'on 1', 'jobs print-sales:sold [{"order":2}] true']);
    for (const run of afterCommit) run();
    expect(told.at(-1)).toBe('on 2');
    expect('noticeJobs' in rail).toBe(false);
  });
});

describe('a wrong verb for the hook of a plugin', () => {
  test('is an error in setup where the owner runs', () => {
    shop();
    expect(() => started('tax', (rail) => rail.on('print-sales:quote' as 'images:imported', () => {}))).toThrow(
      'The plugin "tax" calls rail.on(\'print-sales:quote\'), but this hook takes rail.filter.',
    );
  });

  test('is told when the owner appears, and the owner does not suffer', async () => {
    started('tax', (rail) => rail.on('print-sales:quote' as 'images:imported', () => {}));
    const owner = shop();
    expect(await quoted(owner)).toBe(10);
    expect(strikes.of('tax')[0]?.last).toContain('but this hook takes rail.filter');
    expect(lines[0]).toContain("rail.on('print-sales:quote')");
  });

  test('is told of jobs too, but not of a plugin that has gone', async () => {
    const after: Contribution = () => ({ after: () => {} });
    const diary = open('diary', [after]);
    diary.rail.after('print-sales:quote' as 'images:imported', async () => {});
    diary.scope.commit();
    const gone = started('tax', (rail) => rail.on('print-sales:quote' as 'images:imported', () => {}));
    await gone.dispose();
    shop();
    expect(strikes.of('diary')[0]?.last).toContain('rail.after');
    expect(strikes.of('tax')).toEqual([]);
  });
});

describe('rail.define', () => {
  test.each<[string, string, object, string]>([
    ['of another plugin', 'tax:quote', { kind: 'filter' }, 'begins with "print-sales:"'],
    ['without a name of its own', 'print-sales:', { kind: 'filter' }, 'begins with "print-sales:"'],
    ['of a kind there is not', 'print-sales:quote', { kind: 'around' }, 'its kind is "around"; there are notice, filter'],
    ['that waits for ever', 'print-sales:quote', { kind: 'filter', deadlineMs: 1e9 }, 'its deadlineMs is "1000000000"; for a hook of kind "filter"'],
    ['that holds a transaction open', 'print-sales:beforeSale', { kind: 'decide', deadlineMs: 100 }, 'it may be up to 20'],
  ])('refuses a hook %s', (_name, hook, traits, sentence) => {
    expect(() => open('print-sales').rail.define(hook as 'print-sales:quote', traits as { kind: 'filter' })).toThrow(sentence);
  });

  test('refuses the family of the core to a plugin of that name', () => {
    expect(() => open('images').rail.define('images:list', { kind: 'filter' })).toThrow("is not one of the core's");
  });

  test('refuses a hook twice', () => {
    const { rail } = open('print-sales');
    rail.define('print-sales:quote', { kind: 'filter' });
    expect(() => rail.define('print-sales:quote', { kind: 'filter' })).toThrow('the hook "print-sales:quote", which "print-sales" has registered');
  });
});

describe('rail.hooks', () => {
  test('registers what the verb of the hook does, in both of tapable’s words', async () => {
    const scope = started('one', (rail) => {
      rail.hooks['images:list'].tap('numbers', (cards) => cards.map((card, index) => ({ ...card, title: `${index + 1} ${card.title}` })));
      rail.hooks['images:list'].tapPromise({ name: 'marks', before: ['two'] }, async (cards) => cards.map((card) => ({ ...card, title: `${card.title}!` })));
      expect(rail.hooks['images:list'].isUsed()).toBe(false);
    });
    started('two', (rail) => rail.filter('images:list', (cards) => cards.map((card) => ({ ...card, title: `${card.title}?` }))));
    const [card] = await registries.hooks.hooks.filter('images:list', [{ id: 1, title: 'a' }] as never, { list: 'newest', albumId: null, page: 1 });
    expect(card?.title).toBe('1 a!?');
    expect(scope.registrations).toMatchObject([
      { kind: 'filter', name: 'images:list' },
      { kind: 'filter', name: 'images:list' },
    ]);
    expect(open('three').rail.hooks['images:list'].isUsed()).toBe(true);
  });

  test('waits for a hook whose kind nobody knows yet', async () => {
    started('tax', (rail) => rail.hooks['print-sales:quote'].tap('tax', (quotes) => quotes.map(({ id, price }) => ({ id, price: price + 1 }))));
    const owner = shop();
    expect(await quoted(owner)).toBe(11);
    await owner.scope.dispose();
    const { rail, scope } = open('print-sales');
    const papers = rail.define('print-sales:quote' as 'print-sales:papers', { kind: 'collect' });
    scope.commit();
    expect(await papers.collect([])).toEqual([]);
  });

  test('names the fault by the tap’s own name', async () => {
    started('one', (rail) =>
      rail.hooks['images:list'].tap('numbers', () => {
        throw new Error('no');
      }),
    );
    await registries.hooks.hooks.filter('images:list', [], { list: 'newest', albumId: null, page: 1 });
    expect(strikes.of('one')[0]?.where).toBe('hook "images:list" ("numbers")');
  });

  test.each([
    ['images:lists', 'Did you mean "images:list"?'],
    ['image:list', 'Did you mean "images:list"?'],
    ['imagesList', 'The plugin "one" taps the hook "imagesList", which does not exist.'],
  ])('answers "%s" with what was probably meant', (name, sentence) => {
    expect(() => open('one').rail.hooks[name as 'images:list']).toThrow(sentence);
  });

  test('asks for the capability that the hook needs, and for a function', () => {
    const { rail } = open('one');
    expect(() => rail.hooks['media:steps'].tap('mark', () => [])).toThrow('{ "name": "media-steps", "why": "..." }');
    expect(() => rail.hooks['images:list'].tap('mark', 'cards' as never)).toThrow('something that is not a function');
  });
});
