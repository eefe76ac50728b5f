import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginServing, type Serving } from './plugins/begin-serving.ts';
import { visit } from './plugins/visitors.ts';
import { writeTwoVersions } from './plugins/write-plugin.ts';

/** The whole of it, install to uninstall. */
const rounds = Number(process.env.PLUGIN_ROUNDS ?? 3);
const server = process.env.TEST_DATABASE_URL;

/**
 * Counts its own starts in a table; what a page shows says which version answers and how many rows there are, and another
 * page how many of the starts in its process something still holds.
 */
const code = (version: string) => `
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const lives = (globalThis.livesOfTheDiary ??= []);
export default {
  setup(rail) {
    const life = { ticks: 0 };
    lives.push(new WeakRef(life));
    rail.router.get('/lives', async () => {
      for (let times = 0; times < 3; times += 1) {
        await turn();
        collect();
      }
      return { json: { begun: lives.length, held: lives.filter((one) => one.deref() !== undefined).length, ticks: life.ticks } };
    });
    rail.router.get('/', async () => ({ json: { version: '${version}', notes: (await rail.db.table('notes').select()).map(({ words }) => words) } }));
    rail.slot('page.footer@1', (items) => items.map(() => rail.html\`<p>diary ${version}</p>\`));
    rail.timers.every(1000, () => { life.ticks += 1; });
  },
  lifecycle: {
    install: (rail) => rail.db.table('notes').insert({ words: 'installed' }),
    update: (rail, { from, to }) => rail.db.table('notes').insert({ words: from + ' to ' + to }),
  },
};`;
const first = `export default [{ createTable: 'notes', definition: { columns: { id: { type: 'id' }, words: { type: 'string', length: 100 } } } }];`;
const second = `export default [{ addColumn: 'mood', to: 'notes', definition: { type: 'string', length: 20, null: true } }, { fill: (db) => db.table('notes').update({}, { mood: 'calm' }) }];`;

describe.each([{ name: 'SQLite', url: undefined }, ...(server ? [{ name: 'MariaDB', url: server }] : [])])(
  'a plugin, while two web processes on $name serve fifty requests a second,',
  ({ url }) => {
    let serving: Serving;
    let dir: string;
    const one = () => join(dir, 'one');
    const two = () => join(dir, 'two');

    beforeAll(async () => {
      dir = await mkdtemp(join(tmpdir(), 'picturerail-diary-'));
      await writeTwoVersions(dir, { id: 'diary', code, migrations: [first, second] });
      serving = await beginServing(url, { WORKERS: '2', LOG_LEVEL: 'warn' });
    });
    afterAll(async () => {
      await serving?.remove();
      await rm(dir, { recursive: true, force: true });
    });

    const command = async (...words: string[]) => {
      const { code: exit, out, err } = await serving.run(['plugin', ...words]);
      if (exit !== 0) throw new Error(`plugin ${words.join(' ')} ended with ${exit}: ${err}`);
      return out + err;
    };
    /** From as many connections as it takes to have met both processes. */
    const answers = (path: string) =>
      Promise.all(
        Array.from({ length: 8 }, async () => {
          const answer = await fetch(`${serving.address}${path}`, { headers: { connection: 'close' } });
          return answer.status === 200 ? await answer.json() : answer.status;
        }),
      );
    const everywhere = async (expected: unknown) =>
      expect(new Set((await answers('/p/diary')).map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(expected)]));
    /** Three starts a round in each process; the one that runs is held, and at most the one before it. */
    const nothingHeld = async (round: number) => {
      for (const { begun, held } of (await answers('/p/diary/lives')) as { begun: number; held: number }[]) {
        expect(begun).toBe(3 * round);
        expect([1, 2]).toContain(held);
      }
    };

    it(`is installed, activated, updated, rolled back, deactivated and uninstalled ${rounds} times, and no request fails`, async () => {
      const visitors = visit(`${serving.address}/`, 50);
      for (let round = 1; round <= rounds; round += 1) {
        const keep = round % 2 === 1;
        expect(await command('install', one())).toContain('"diary" 1.0.0 is installed');
        await everywhere(404);
        await command('activate', 'diary');
        // On data that were kept, whose version is the newer one, nothing is installed and nothing updated.
        const kept = round > 1 && !keep ? ['installed', '1.0.0 to 1.1.0'] : ['installed'];
        await everywhere({ version: '1.0.0', notes: kept });
        await command('install', two());
        await everywhere({ version: '1.1.0', notes: ['installed', '1.0.0 to 1.1.0'] });
        expect(await command('rollback', 'diary')).toContain('Only its code goes back');
        await everywhere({ version: '1.0.0', notes: ['installed', '1.0.0 to 1.1.0'] });
        await nothingHeld(round);
        await command('deactivate', 'diary');
        await everywhere(404);
        await command('uninstall', 'diary', ...(keep ? [] : ['--delete-data', '--yes']));
        await everywhere(404);
      }
      const { requests, failed, slowest } = await visitors.stop();
      expect(failed).toEqual([]);
      expect(requests).toBeGreaterThan(rounds * 50);
      console.log(`${requests} requests, the slowest ${Math.round(slowest)} ms`);
      expect(serving.output()).not.toContain('"level":50');
      expect(await command('list')).not.toContain('diary');
    }, 1_800_000);
  },
);
