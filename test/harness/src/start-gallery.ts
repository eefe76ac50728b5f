import { accounts, config as configuration, gallery, type House, openHouse, processes } from '@picturerail/core';
import { choosePlugins } from './choose-plugins.ts';
import { type Client, createClient } from './client.ts';
import { factories } from './factories.ts';
import { type Served, serve } from './serve.ts';
import { makePlace } from './test-place.ts';

export interface GalleryOptions {
  /** Ids of the plugins that are active, or `bundled` for what is active on a fresh start. Default: none. */
  readonly plugins?: readonly string[] | 'bundled';
  /** Folders with packages beside the bundled ones. */
  readonly packagesDirs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Address of a MariaDB server; default SQLite. */
  readonly server?: string | undefined;
  /** False leaves the gallery as it is before its setup. Default true: a webmaster "keeper", and everyone sees new albums. */
  readonly setUp?: boolean;
}

export interface TestGallery extends ReturnType<typeof factories> {
  /** The rooms in force; others after `restart`. */
  readonly house: House;
  readonly url: string;
  readonly dir: string;
  readonly visitor: () => Client;
  /** A client in which that user is signed in. */
  as(userId: number): Promise<Client>;
  readonly jobs: { run(): Promise<number> };
  restart(changes?: Pick<GalleryOptions, 'plugins' | 'env'>): Promise<void>;
  close(): Promise<void>;
}

/** Starts a gallery in this process: a web process and a job process in one, at a free port. */
export async function startGallery(options: GalleryOptions = {}): Promise<TestGallery> {
  const place = await makePlace(options.server);
  let running = await open(place.env, options);
  if (options.setUp ?? true) await setUp(running.house);
  const house = () => running.house;
  const visitor = () => createClient(() => running.served.url);
  const stop = async () => {
    await running.served.close();
    await running.house.close();
  };
  return {
    ...factories(house),
    get house() {
      return running.house;
    },
    get url() {
      return running.served.url;
    },
    dir: place.dir,
    visitor,
    async as(userId) {
      const client = visitor();
      await client.submit(`/account/login-link/${await accounts.createLoginLink(running.house.accounts, userId)}`, {});
      return client;
    },
    jobs: { run: () => running.house.jobs.runAll() },
    async restart(changes = {}) {
      await stop();
      running = await open(place.env, { ...options, ...changes });
    },
    async close() {
      await stop();
      await place.remove();
    },
  };
}

async function open(env: Readonly<Record<string, string>>, options: GalleryOptions): Promise<{ readonly house: House; readonly served: Served }> {
  const read = configuration.readConfig({ LOG_LEVEL: 'error', ...env, ...options.env });
  const config = { ...read, packagesDirs: [...read.packagesDirs, ...(options.packagesDirs ?? [])] };
  const log = processes.createLog(config.logLevel, { stderr: true });
  await choosePlugins(config, log, options.plugins ?? []);
  const house = await openHouse(config, 'web', log);
  return { house, served: await serve(house) };
}

async function setUp(house: House): Promise<void> {
  const token = await accounts.createSetupToken(house.accounts);
  if (token === null || (await gallery.webmasterExists(house.database.read))) throw new Error('This gallery has been set up already.');
  await accounts.completeSetup(house.accounts, token, { name: 'keeper', password: 'picture-rail-of-oak', galleryName: 'Test gallery', access: 'public' });
}
