import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { putPicture } from './pictures.ts';
import { beginServing, type Serving } from './plugins/begin-serving.ts';

const folder = join(import.meta.dirname, 'plugins/with-protection');
const id = 'with-protection';

interface Seen {
  readonly path: string;
  readonly bytes: Uint8Array;
}

describe.each(testServers())('what a plugin protects, with two web processes on $name,', ({ server }) => {
  let serving: Serving;
  let pictures: string;
  let keeper: Client;
  let clients: readonly Client[];
  let inside: number;
  let outside: number;
  /** Without the plugin: a size and the original; with it: a size. */
  let bare: readonly [size: Seen, original: Seen];
  let marked: Seen;

  const command = async (...words: string[]) => {
    const { code, out, err } = await serving.run(words);
    if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${err}`);
    return out;
  };
  const plugin = (...words: string[]) => command('plugin', ...words);
  const stateOf = async () => (await serving.json<{ id: string; state: string }[]>(['plugin', 'list'])).find((one) => one.id === id)?.state;

  /** Addresses on an image's page. */
  const addresses = async (client: Client, image: number) => {
    const { status, text } = await client.page(`/images/${image}/x`);
    expect(status).toBe(200);
    return text.match(/\/media\/\d+\/[\w-]{16}\/[\w-]+\.\w+/g) ?? [];
  };
  /** Enough of them to have met both processes. */
  const answers = (client: Client, path: string) => Promise.all(Array.from({ length: 6 }, () => client.get(path)));
  const shown = async (image: number, kind: 'size' | 'original'): Promise<Seen> =>
    eventually(async () => {
      const path = (await addresses(keeper, image)).find((one) => one.includes('/original.') === (kind === 'original')) ?? '';
      const { status, bytes } = await keeper.get(path);
      return status === 200 ? { path, bytes } : null;
    });

  /** By all processes, to a visitor and to the webmaster, at every address there is or ever was. */
  const isWithheld = async () => {
    for (const client of clients) {
      const now = await addresses(client, inside);
      expect(now.some((path) => path.includes('/original.'))).toBe(false);
      for (const path of new Set([bare[0].path, marked.path, ...now]))
        for (const { status, headers, text } of await answers(client, path))
          expect([path, status, headers.get('content-type'), headers.get('cache-control'), text.includes(id)]).toEqual([
            path,
            503,
            'image/svg+xml',
            'no-store',
            false,
          ]);
      for (const { status } of await answers(client, bare[1].path)) expect(status).toBe(404);
      const [open = ''] = await addresses(client, outside);
      for (const { status } of await answers(client, open)) expect(status).toBe(200);
    }
  };
  const isShown = async (as: Seen) => {
    for (const client of clients)
      for (const answer of await Promise.all(Array.from({ length: 6 }, async () => client.get((await addresses(client, inside))[0] ?? '')))) {
        expect(answer.status).toBe(200);
        expect(answer.bytes).toEqual(as.bytes);
      }
  };

  /** Asks for what must not be seen, all the time, and counts how often it came. */
  function watch(): { seen(): number; over(): Promise<number> } {
    let [seen, going] = [0, true];
    const watching = (async () => {
      for (; going; await delay(200))
        for (const one of bare)
          for (const client of clients) {
            const answer = await client.page(one.path).catch(() => null);
            if (answer && bare.some(({ bytes }) => Buffer.from(bytes).equals(answer.bytes))) seen += 1;
          }
    })();
    return {
      seen: () => seen,
      over: async () => {
        going = false;
        await watching;
        return seen;
      },
    };
  }

  beforeAll(async () => {
    serving = await beginServing(server, { WORKERS: '2', LOG_LEVEL: 'warn' });
    keeper = await serving.keeper();
    clients = [serving.visitor(), keeper];
    pictures = await mkdtemp(join(tmpdir(), 'picturerail-pictures-'));
    await putPicture(join(pictures, 'Protected/inside.jpg'), 1);
    await putPicture(join(pictures, 'Open/outside.jpg'), 2);
    await command('import', pictures, '--access', 'public');
    const albums = await serving.json<{ id: number; path: string }[]>(['album', 'list']);
    const imageIn = async (name: string) => {
      const { text } = await keeper.page(`/albums/${albums.find(({ path }) => path === name)?.id}/x`);
      return Number(/\/images\/(\d+)/.exec(text)?.[1]);
    };
    [inside, outside] = [await imageIn('Protected'), await imageIn('Open')];
    bare = [await shown(inside, 'size'), await shown(inside, 'original')];
    await shown(outside, 'size');
    await plugin('install', folder);
    await command('config', 'set', 'scope', `album:${albums.find(({ path }) => path === 'Protected')?.id}`, '--plugin', id);
    await command('config', 'set', 'images', `[${inside}]`, '--plugin', id);
    await plugin('activate', id);
    marked = await shown(inside, 'size');
    expect(marked.bytes).not.toEqual(bare[0].bytes);
  }, 180_000);
  afterAll(async () => {
    await serving?.remove();
    await rm(pictures, { recursive: true, force: true });
  });

  it('is withheld without the plugin, whyever it is not there, across restarts, until it is released', { timeout: 600_000 }, async () => {
    const isWithheldAfter = async (restart: Promise<void>) => {
      await restart;
      await isWithheld();
    };
    const comesBack = async () => {
      await plugin('activate', id);
      await isShown(marked);
    };
    await isShown(marked);
    const watcher = watch();

    expect(await plugin('deactivate', id)).toContain('--release-protection');
    await isWithheld();
    await comesBack();
    await isWithheldAfter(serving.restart({ SAFE_MODE: '1' }));
    await plugin('deactivate', id);
    await isWithheldAfter(serving.restart());
    await comesBack();

    await serving
      .visitor()
      .get(`/p/${id}/exit`)
      .catch(() => null);
    await eventually(
      () =>
        isWithheld().then(
          () => true,
          () => null,
        ),
      120_000,
    );
    expect(await stateOf()).toBe('quarantined');
    await isWithheldAfter(serving.restart());

    expect(await plugin('uninstall', id)).toContain('--release-protection');
    await isWithheld();
    await isWithheldAfter(serving.restart());
    await plugin('install', folder);
    await comesBack();
    await plugin('uninstall', id, '--delete-data', '--yes');
    expect(await stateOf()).toBeUndefined();
    await isWithheld();
    await isWithheldAfter(serving.restart());
    expect(await watcher.over()).toBe(0);

    const released = watch();
    expect(await plugin('deactivate', id, '--release-protection')).toContain('are shown without it');
    await isShown(bare[0]);
    // Who watches sees what there is to be seen.
    await eventually(() => (released.seen() > 0 ? true : null));
    await released.over();
  });
});
