import { join } from 'node:path';
import type { ImageCard, ImageView, Log, MediaRequest } from '@picturerail/sdk';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Tx } from '#database';
import { createKernel } from './kernel.ts';
import type { Kernel } from './kernel-types.ts';
import { discoverPackages } from './packages/discover-packages.ts';
import type { Package } from './packages/package.ts';

const { packages } = await discoverPackages([join(import.meta.dirname, 'fixtures')]);
const lines: string[] = [];
const note = (message: string) => void lines.push(message);
const log: Log = { debug: note, info: note, warn: note, error: note };

const cards = (...titles: string[]) => titles.map((title, index) => ({ id: index + 1, title, data: {} })) as unknown as ImageCard[];
const views = (...titles: string[]) => cards(...titles) as unknown as ImageView[];
const page = { list: 'newest', albumId: null, page: 1 };
const noTx = {} as Tx;

const wanted = (...ids: string[]) => new Map(ids.map((id) => [id, 0]));

let kernel: Kernel;
async function start(...active: string[]) {
  lines.length = 0;
  kernel = createKernel({ log });
  return kernel.follow(packages, wanted(...active));
}
afterEach(async () => {
  vi.useRealTimers();
  await kernel.stop();
});

describe('a plugin that works', () => {
  test('takes part in every hook, slot and service it registered', async () => {
    expect(await start('works')).toEqual([{ id: 'works', version: '1.0.0', state: 'active' }]);
    expect((await kernel.hooks.filter('images:list', cards('a', 'b'), page)).map(({ title }) => title)).toEqual(['a!', 'b!']);
    expect(await kernel.hooks.collect('admin:menu', [])).toEqual([{ label: 'Works', url: '/p/works' }]);
    expect((await kernel.slots.render('image.panel@1', views('<b>'))).map(String)).toEqual(['<p>&lt;b&gt;</p>']);
    expect(kernel.providers.names('list')).toEqual(['works']);
    expect(kernel.providers.get('list', 'works')).toBeDefined();
    expect(kernel.hooks.used('images:list')).toBe(true);
    await kernel.hooks.notify('images:imported', [{ imageId: 1, version: 1 }]);
  });

  test('shows everything it registered to whoever inspects it', async () => {
    await start('works');
    expect(kernel.inspect('works')?.registrations.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'filter images:list',
      'on images:imported',
      'collect admin:menu',
      'slot image.panel@1',
      'service works.greeting@1',
      'provider list: works',
      'timer every 60000 ms',
      'timer once after 60000 ms',
    ]);
    expect(kernel.inspect('absent')).toBeUndefined();
  });

  test('leaves no registration and no timer behind, however often it is started and stopped', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    await start();
    for (let round = 0; round < 50; round++) {
      await kernel.follow(packages, wanted('works'));
      expect(kernel.hooks.used('images:list')).toBe(true);
      expect(vi.getTimerCount()).toBe(2);
      await kernel.hooks.filter('images:list', cards('a'), page);
      await kernel.follow(packages, wanted());
      for (const hook of ['images:list', 'images:imported', 'admin:menu']) expect(kernel.hooks.used(hook)).toBe(false);
    }
    expect(kernel.slots.used('image.panel@1')).toBe(false);
    expect(kernel.providers.names('list')).toEqual([]);
    expect(kernel.services.get('works.greeting@1' as never)).toBeUndefined();
    expect(kernel.inspect('works')).toBeUndefined();
    expect(kernel.plugins()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    await kernel.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a hook nobody taps', () => {
  test('gives back what it was given, without a promise', async () => {
    await start();
    const items = cards('a');
    expect(kernel.hooks.filter('images:list', items, page)).toBe(items);
    expect(kernel.hooks.collect('admin:menu', [])).toEqual([]);
    expect(kernel.hooks.answers('media:steps', [])).toEqual([]);
    expect(kernel.hooks.decide('images:beforeDelete', [{ imageId: 1, version: 1 }], noTx)).toEqual([]);
    expect(kernel.hooks.guard('media:serve', [{} as MediaRequest])).toEqual(['pass']);
    expect(kernel.hooks.notify('images:imported', [])).toBeUndefined();
    expect((await kernel.slots.render('image.panel@1', views('a', 'b'))).map(String)).toEqual(['', '']);
  });
});

describe.each([
  ['throws', 'thrown on purpose'],
  ['rubbish', 'answered wrongly'],
])('a plugin that misbehaves: %s', (id, sentence) => {
  test('is contained where it adds, and refuses where it decides', async () => {
    expect(await start(id, 'works')).toEqual([
      { id, version: '1.0.0', state: 'active' },
      { id: 'works', version: '1.0.0', state: 'active' },
    ]);
    expect((await kernel.hooks.filter('images:list', cards('a'), page)).map(({ title }) => title)).toEqual(['a!']);
    expect(await kernel.hooks.collect('admin:menu', [])).toEqual([{ label: 'Works', url: '/p/works' }]);
    expect((await kernel.slots.render('image.panel@1', views('a'))).map(String)).toEqual(['<p>a</p>']);
    await kernel.hooks.notify('images:imported', [{ imageId: 1, version: 1 }]);
    const refusals = await kernel.hooks.decide('images:beforeDelete', [{ imageId: 7, version: 1 }], noTx);
    expect(refusals).toMatchObject([{ item: { imageId: 7 }, code: 'plugin-failed' }]);
    expect(lines.some((line) => line.includes(`"${id}"`) && line.includes('hook "images:list"') && line.includes(sentence))).toBe(true);
  });

  test('has its faults counted, and told less and less often', async () => {
    await start(id);
    for (let round = 0; round < 9; round++) await kernel.hooks.filter('images:list', cards('a'), page);
    expect(kernel.inspect(id)?.strikes).toMatchObject([{ where: 'hook "images:list"', count: 9 }]);
    expect(lines).toHaveLength(4);
  });

  test('is told apart in answers, for callers that must fail closed', async () => {
    await start(id);
    expect(await kernel.hooks.answers('admin:menu', [])).toMatchObject([{ plugin: id, failed: { message: expect.stringContaining(sentence) } }]);
  });
});

describe('a plugin that cannot be started', () => {
  test.each([
    ['throws-in-setup', 'The plugin "throws-in-setup" failed in setup: thrown on purpose'],
    ['throws-at-import', 'thrown on purpose'],
    ['no-setup', 'The plugin "no-setup" has no setup'],
    ['misspells', 'taps the hook "images:lists", which does not exist. Did you mean "images:list"?'],
    ['wrong-verb', "calls rail.filter('images:imported'), but this hook takes rail.on or rail.after"],
    ['no-capability', '{ "name": "guards", "why": "..." }'],
  ])('%s is named with its reason, and the others run', async (id, reason) => {
    const states = await start(id, 'works');
    expect(states.find((one) => one.id === id)).toMatchObject({ state: 'failed', reason: expect.stringContaining(reason) });
    expect(states.find((one) => one.id === 'works')).toMatchObject({ state: 'active' });
    expect(kernel.inspect(id)).toBeUndefined();
    expect((await kernel.hooks.filter('images:list', cards('a'), page)).map(({ title }) => title)).toEqual(['a!']);
  });

  test('is given up after five seconds when its setup hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] });
    const started = start('hangs');
    let waiting = true;
    void started.finally(() => {
      waiting = false;
    });
    while (waiting) await vi.advanceTimersByTimeAsync(100);
    const [state] = await started;
    expect(state).toMatchObject({ state: 'failed', reason: expect.stringContaining('did not answer in setup within 5000 ms') });
  });

  test('takes those that need it with it', async () => {
    const states = await start('throws-in-setup', 'needs-throws');
    expect(states.find(({ id }) => id === 'needs-throws')).toMatchObject({
      state: 'blocked',
      reason: '"needs-throws" needs "throws-in-setup", which could not be started.',
    });
  });

  test('is blocked with the command that helps when what it needs is not active', async () => {
    expect(await start('needs-works')).toMatchObject([
      { state: 'blocked', reason: '"needs-works" needs "works" ^1.0.0, which is not active. Run: picturerail plugin activate works' },
    ]);
  });

  test('may be started again after a failure', async () => {
    await start('throws-at-import');
    expect(await kernel.follow(packages, wanted('throws-at-import'))).toMatchObject([
      { state: 'failed', reason: expect.stringContaining('thrown on purpose') },
    ]);
  });
});

describe('a service', () => {
  test('is live for as long as its provider runs, and an error that names both afterwards', async () => {
    await start('works', 'needs-works');
    const { dir } = packages.find(({ id }) => id === 'needs-works') as Package;
    const { seen } = await import(join(dir, 'index.js'));
    expect(seen.greeting()).toBe('Hello needs-works');
    await kernel.follow(packages, wanted('needs-works'));
    expect(() => seen.greeting()).toThrow('The plugin "needs-works" uses the service "works.greeting@1", but "works"');
    await kernel.follow(packages, wanted('works', 'needs-works'));
    expect(seen.greeting()).toBe('Hello needs-works');
  });
});

describe('a guard', () => {
  test('refuses by index', async () => {
    await start('guards');
    const request = (size: string) => ({ imageId: 1, size }) as MediaRequest;
    expect(await kernel.hooks.guard('media:serve', [request('480'), request('secret')])).toEqual(['pass', 'refuse']);
  });
});

describe('the core itself', () => {
  test('registers as plugins do, and comes first', async () => {
    await start('works');
    kernel.core.filter('images:list', (list) => list.map((card) => ({ ...card, title: `core ${card.title}` })));
    expect((await kernel.hooks.filter('images:list', cards('a'), page)).map(({ title }) => title)).toEqual(['core a!']);
  });
});
