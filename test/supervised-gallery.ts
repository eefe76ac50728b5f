import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { accounts, config, type House, kernel, openHouse, processes } from '@picturerail/core';
import { makePlace } from '@picturerail/testing';
import { freePort } from './bench/free-port.ts';
import { eventually } from './eventually.ts';
import { childrenOf, killSeen } from './process-tree.ts';

const root = resolve(import.meta.dirname, '..');
const fixtures = join(root, 'core/src/kernel/fixtures');
/** Processes are started several times before one serves. */
export const patienceMs = 120_000;
/** As the installer names a version's folder. */
const folder = '1.0.0+00000000';

/** A gallery that is really started, with fixture plugins installed that do their worst to its processes. */
export interface SupervisedGallery {
  readonly url: string;
  /** Rooms of another process, to arrange and to look. */
  readonly house: House;
  output(): string;
  /** Until it serves. */
  start(env?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
  /** Pulls the plug: all of its processes at once. */
  kill(): Promise<void>;
  /** Status of a page; null where the connection was lost. */
  get(path: string): Promise<number | null>;
  plugin(id: string): Promise<kernel.PluginListing | undefined>;
  usage(id: string): Promise<kernel.PluginUsage[]>;
  pids(role: 'web' | 'job'): Promise<number[]>;
  close(): Promise<void>;
}

/** `plugins`: what fixtures are named for; with a digit behind, a copy under that name. */
export async function openSupervisedGallery(server: string | undefined, plugins: readonly string[]): Promise<SupervisedGallery> {
  const place = await makePlace(server);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  for (const id of plugins) {
    const fault = id.replace(/\d$/, '');
    const dir = join(place.dir, 'plugins', id, folder);
    await mkdir(dir, { recursive: true });
    await cp(join(fixtures, `plugin-that-${fault}`), dir, { recursive: true });
    const manifest = join(dir, 'package.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(`"id": "${fault}"`, `"id": "${id}"`));
  }
  // Beside the gallery, to arrange and to look; it runs no plugin.
  const house = await openHouse(config.readConfig({ ...place.env, LOG_LEVEL: 'error', SAFE_MODE: '1' }), 'command', processes.createLog('silent'));
  const token = await accounts.createSetupToken(house.accounts);
  await accounts.completeSetup(house.accounts, token ?? '', { name: 'keeper', password: 'picture-rail-of-oak', galleryName: 'Supervised', access: 'public' });
  await house.database.transaction(async (tx) => {
    for (const id of plugins)
      await tx.run(`INSERT INTO plugins (id, kind, desired, state, folder, created_at) VALUES (?, 'plugin', 'active', 'inactive', ?, 0)`, [id, folder]);
  });
  let text = '';
  let supervisor: ChildProcess | undefined;

  const get = (path: string) =>
    fetch(`${url}${path}`, { headers: { connection: 'close' } }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => null,
    );
  const stop = async () => {
    const ending = supervisor;
    supervisor = undefined;
    if (!ending || ending.exitCode !== null) return;
    ending.kill('SIGTERM');
    await once(ending, 'exit');
  };
  const kill = async () => {
    const ending = supervisor;
    supervisor = undefined;
    if (!ending) return;
    const children = await childrenOf(ending.pid as number);
    ending.kill('SIGKILL');
    for (const one of children) await killSeen(one);
  };

  return {
    url,
    house,
    output: () => text,
    start: async (env = {}) => {
      supervisor = spawn(process.execPath, [join(root, 'core/dist/main.js')], {
        env: { PATH: process.env.PATH, ...place.env, PORT: String(port), WORKERS: '2', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [supervisor.stdout, supervisor.stderr]) stream?.on('data', (part: Buffer) => (text += part.toString()));
      await eventually(async () => ((await get('/healthz')) === 200 ? true : null), patienceMs);
    },
    stop,
    kill,
    get,
    plugin: async (id) => kernel.listPlugins(await house.registry.look()).find((one) => one.id === id),
    usage: (id) => kernel.readUsage(house.database.read, id),
    pids: async (role) =>
      supervisor ? (await childrenOf(supervisor.pid as number)).filter(({ args }) => args.includes(`main.js ${role}`)).map(({ pid }) => pid) : [],
    close: async () => {
      await kill();
      await house.close();
      await place.remove();
    },
  };
}
