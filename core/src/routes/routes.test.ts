import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log, PageRequest } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKernel, discoverPackages, type Kernel } from '#kernel';
import { createRoutes, type Found, type Routes } from './create-routes.ts';
import { routesContribution } from './routes-contribution.ts';

const silent = () => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
let dir: string;
let kernel: Kernel;
let routes: Routes;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'picturerail-routes-'));
  routes = createRoutes();
  kernel = createKernel({ log, contributions: [routesContribution(routes)] });
});
afterEach(async () => {
  vi.useRealTimers();
  await kernel.stop();
  await rm(dir, { recursive: true });
});

/** A plugin "shop" with that code in its setup; answers what became of it. */
async function start(setup: string, manifest: object = {}): Promise<string> {
  const picturerail = { manifestVersion: 1, id: 'shop', kind: 'plugin', displayName: 'Shop', api: '>=0.1.0 <1.0.0', entry: './index.js', ...manifest };
  await mkdir(join(dir, 'shop'), { recursive: true });
  await writeFile(join(dir, 'shop/package.json'), JSON.stringify({ version: '1.0.0', type: 'module', picturerail }));
  await writeFile(join(dir, 'shop/index.js'), `export default { setup(rail) { const { html } = rail; ${setup} } };`);
  const [state] = await kernel.follow((await discoverPackages([dir])).packages, new Map([['shop', 0]]));
  return state && 'reason' in state ? state.reason : (state?.state ?? 'nothing');
}

function routeAt(path: string, method = 'GET'): Extract<Found, { readonly route: unknown }> {
  const found = routes.find(method, path);
  if (found === null || 'allowed' in found) throw new Error(`There is no page "${method} ${path}".`);
  return found;
}

const request = (signal: () => AbortSignal) =>
  ({
    get signal() {
      return signal();
    },
  }) as PageRequest;

describe('a page', () => {
  it('that takes longer than ten seconds is an outage for who asked, and is told to stop', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] });
    await start("rail.router.get('/', ({ signal }) => new Promise(() => signal.addEventListener('abort', () => { globalThis.stopped = true; })));");
    const asked = routeAt('/p/shop').route.run(request, 'en');
    const settled = expect(asked).rejects.toMatchObject({ code: 'page-late', status: 503, message: expect.not.stringContaining('shop') });
    await vi.advanceTimersByTimeAsync(10_100);
    await settled;
    expect(Reflect.get(globalThis, 'stopped')).toBe(true);
    expect(kernel.inspect('shop')?.strikes[0]?.last).toContain('did not answer in the page "GET /p/shop" within 10000 ms');
  });

  it('is not called any more when its plugin has gone, and one that is being made is finished', async () => {
    await start("rail.router.get('/', async () => { await new Promise((go) => { globalThis.go = go; }); return { json: 1 }; });");
    const { route } = routeAt('/p/shop');
    const asked = route.run(request, 'en');
    const going = kernel.follow([], new Map());
    await vi.waitFor(() => expect(routes.find('GET', '/p/shop')).toBeNull());
    (Reflect.get(globalThis, 'go') as () => void)();
    expect(await asked).toEqual({ json: 1 });
    await going;
    expect(await route.run(request, 'en')).toBeNull();
  });

  it('stands before a later one that its path fits too, and knows its methods together', async () => {
    await start("for (const path of ['/new', '/:id']) rail.router.get(path, () => ({ json: path })); rail.router.post('/:id', () => null);");
    expect(await routeAt('/p/shop/new').route.run(request, 'en')).toEqual({ json: '/new' });
    expect(routeAt('/p/shop/7', 'HEAD').params).toEqual({ id: '7' });
    expect(routes.find('PUT', '/p/shop/new')).toEqual({ allowed: ['GET', 'GET', 'POST'] });
  });
});

it('pages with a label are the menu of the administration', async () => {
  await start(
    "rail.admin.page('/', { label: 'Orders' }, () => null); rail.admin.page('/keys', { label: 'Keys', for: 'webmaster' }, () => null); rail.admin.page('/x', {}, () => null);",
  );
  expect(routes.menu()).toEqual([
    { plugin: 'shop', label: 'Orders', url: '/admin/p/shop', for: 'administrator' },
    { plugin: 'shop', label: 'Keys', url: '/admin/p/shop/keys', for: 'webmaster' },
  ]);
});

describe('a plugin is not started, and nothing of it is served,', () => {
  it.each([
    ["rail.router.get('orders', () => null)", 'serves the path "orders", which is none: a path begins with "/"'],
    ["rail.router.get('/:', () => null)", 'serves the path "/:", which is none'],
    ["rail.router.get('/a', () => null); rail.router.get('/a', () => null)", 'serves "GET /p/shop/a" twice'],
    ["rail.router.get('/a', 'page')", 'gives the page "GET /a" something that is not a function'],
    ["rail.admin.page('/:id', { label: 'Order' }, () => null)", 'wants the page "/:id" in the menu'],
    ["rail.admin.page('/keys', { for: 'webmasters' }, () => null)", 'for "webmasters", which nobody is'],
    ["rail.admin.action('/keys', { for: 'Webmaster' }, () => null)", 'for "Webmaster", which nobody is'],
  ])('when it calls %s', async (setup, reason) => {
    expect(await start(`rail.router.get('/fine', () => null); ${setup}`)).toContain(reason);
    expect(routes.find('GET', '/p/shop/fine')).toBeNull();
  });

  it('when it claims a path without saying so in its capabilities', async () => {
    expect(await start('', { routes: ['/shop'] })).toContain('uses the path "/shop", which needs the capability "top-level-routes"');
  });
});
