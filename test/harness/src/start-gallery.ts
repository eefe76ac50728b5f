import { accounts, config as configuration, gallery, type House, openHouse, processes } from '@picturerail/core';
import { choosePlugins } from './choose-plugins.ts';
import { type Client, createClient } from './client.ts';
import { type Clock, openClock } from './clock.ts';
import { factories } from './factories.ts';
import { type Fault, type FaultOptions, type FaultPlace, makeFault } from './faults.ts';
import { expectNoLeaks, type TestPlugins, testPlugins } from './plugins.ts';
import { type Served, serve } from './serve.ts';
import { makePlace } from './test-place.ts';
import { wantedPlugins } from './wanted-plugins.ts';

export interface GalleryOptions {
  /**
   * The plugins that are active: by id, or by the folder of a package, as a URL (`new URL('..', import.meta.url)` is that
   * of the test's own plugin). `bundled` for what is active on a fresh start. Default: none.
   */
  readonly plugins?: readonly (string | URL)[] | 'bundled';
  /** Folders with packages that are there beside the bundled ones, active or not. */
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
  readonly jobs: {
    /** Does all that is due, and what it brings about; answers how many jobs that were. */
    run(): Promise<number>;
  };
  readonly plugins: TestPlugins;
  readonly clock: Clock;
  /** Makes the next call of a place fail, or the next `calls` of them. */
  fault(place: FaultPlace, options?: FaultOptions): Fault;
  /** Switches all active plugins off and on again, and throws where each time leaves a timer, a listener or something open behind. */
  expectNoLeaks(): Promise<void>;
  restart(changes?: Pick<GalleryOptions, 'plugins' | 'env'>): Promise<void>;
  close(): Promise<void>;
}

/** Starts a gallery in this process: a web process and a job process in one, at a free port. */
export async function startGallery(options: GalleryOptions = {}): Promise<TestGallery> {
  const place = await makePlace(options.server);
  const clock = openClock();
  const faults: Fault[] = [];
  let running = await open(place.env, options);
  if (options.setUp ?? true) await setUp(running.house);
  const house = () => running.house;
  const visitor = () => createClient(() => running.served.url);
  const plugins = testPlugins(house);
  const stop = async () => {
    for (const fault of faults.splice(0)) fault.end();
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
    plugins,
    clock,
    fault(at, how) {
      const fault = makeFault(running.house, at, how);
      faults.push(fault);
      return fault;
    },
    expectNoLeaks: () => expectNoLeaks(running.house, plugins),
    async restart(changes = {}) {
      await stop();
      running = await open(place.env, { ...options, ...changes });
    },
    async close() {
      await stop();
      clock.close();
      await place.remove();
    },
  };
}

async function open(env: Readonly<Record<string, string>>, options: GalleryOptions): Promise<{ readonly house: House; readonly served: Served }> {
  const read = configuration.readConfig({ LOG_LEVEL: 'error', ...env, ...options.env });
  const { active, folders } = await wantedPlugins(options.plugins ?? []);
  const config = { ...read, packagesDirs: [...read.packagesDirs, ...(options.packagesDirs ?? []), ...folders] };
  const log = processes.createLog(config.logLevel, { stderr: true });
  await choosePlugins(config, log, active);
  const house = await openHouse(config, 'web', log);
  return { house, served: await serve(house) };
}

async function setUp(house: House): Promise<void> {
  const token = await accounts.createSetupToken(house.accounts);
  if (token === null || (await gallery.webmasterExists(house.database.read))) throw new Error('This gallery has been set up already.');
  await accounts.completeSetup(house.accounts, token, { name: 'keeper', password: 'picture-rail-of-oak', galleryName: 'Test gallery', access: 'public' });
}
