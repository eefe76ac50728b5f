import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '@picturerail/sdk';
import sharp from 'sharp';
import { completeSetup, createSetupToken, startSession } from '#accounts';
import { environmentWith, readConfig } from '#config';
import { createAlbum, system } from '#gallery';
import { cookieNames, createApp } from '#http';
import { takeIn } from '#intake';
import { activatePlugin, deactivatePlugin, discoverPackages, linkHostPackages, type Package, type PluginState, stagePackage } from '#kernel';
import type { House } from '../../../house.ts';
import { makeMarker, makeNeighbours } from './neighbours.ts';
import { makeShadow } from './shadow.ts';

/** Images in the two albums of a stage. */
const sizes = { small: 2, large: 12 } as const;

/** A gallery in a temporary folder, with a few pictures, in which a plugin or theme is tried. */
export interface Stage {
  readonly house: House;
  /** The package under test as it lies there, and the shadow that runs. */
  readonly original: Package;
  readonly shadow: Package;
  /** Where packages of the stage lie. */
  readonly packagesDir: string;
  readonly albums: Readonly<Record<keyof typeof sizes, number>>;
  /** Takes pictures in, so that the plugin hears of them. */
  add(album: number, count: number): Promise<void>;
  activate(id: string): Promise<PluginState | undefined>;
  deactivate(id: string): Promise<void>;
  /** A page as a visitor gets it, or the webmaster. */
  get(path: string, as?: 'visitor' | 'webmaster'): Promise<{ readonly status: number; readonly text: string }>;
  close(): Promise<void>;
}

const silent = (): void => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

/** Puts a folder's package, as it would be installed, into a gallery of its own. Errors: those of installing it. */
export async function openStage(source: Package): Promise<Stage> {
  const home = await mkdtemp(join(tmpdir(), 'picturerail-verify-'));
  const original = await installed(source, join(home, 'data/plugins'));
  const packagesDir = join(home, 'packages');
  await makeShadow(original, { into: packagesDir, version: original.version });
  await makeNeighbours(packagesDir);
  await makeMarker(packagesDir, original.manifest.slots ?? []);
  const read = readConfig(environmentWith({ DATA_DIR: join(home, 'data'), DATABASE_URL: '', BASE_URL: '', SECRET_KEY: '', SAFE_MODE: '0' }));
  const bundled = (await discoverPackages(read.packagesDirs)).packages.filter(({ id }) => id !== original.id);
  const config = { ...read, packagesDirs: [...bundled.map(({ dir }) => dir), packagesDir] };
  // Loaded when it is needed: the composition knows all rooms, this one among them.
  const { openHouse } = await import('../../../main.ts');
  const house = await openHouse(config, 'web', log);
  const server = createServer(createApp(house).callback());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const follow = () => house.registry.follow();
  const activate = async (id: string) => {
    await activatePlugin(house, id);
    return (await follow()).find((one) => one.id === id);
  };
  const deactivate = async (id: string) => {
    await deactivatePlugin(house, id, { cascade: true });
    await follow();
  };
  const needed = Object.keys(original.manifest.requires?.plugins ?? {});
  for (const { id, kind } of bundled) if (kind === 'plugin' && !needed.includes(id)) await deactivate(id);
  if (original.kind === 'plugin') await deactivate(original.id);

  const token = (await createSetupToken(house.accounts)) ?? '';
  const { userId } = await completeSetup(house.accounts, token, { name: 'keeper', password: randomUUID(), galleryName: 'Stage', access: 'public' });
  const cookie = `${cookieNames(config)('session')}=${await startSession(house.accounts, userId)}`;
  const add = (album: number, count: number) => takePictures(house, album, count);
  const album = (title: string) => createAlbum(house.gallery, system, { parentId: null, title });
  const albums = { small: await album('Small'), large: await album('Large') };
  for (const [name, count] of Object.entries(sizes)) await add(albums[name as keyof typeof sizes], count);

  return {
    house,
    original,
    shadow: (await house.registry.look()).discovery.packages.find(({ id }) => id === original.id) as Package,
    packagesDir,
    albums,
    add,
    activate,
    deactivate,
    get: async (path, as = 'visitor') => {
      const response = await fetch(new URL(path, address), as === 'webmaster' ? { headers: { cookie } } : {});
      return { status: response.status, text: await response.text() };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await house.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function installed({ dir }: Package, pluginsDir: string): Promise<Package> {
  await mkdir(pluginsDir, { recursive: true });
  await linkHostPackages(pluginsDir);
  const staged = await stagePackage({ kind: 'folder', path: dir }, { pluginsDir, npmRegistry: '', bundled: [] });
  return staged.keep();
}

let pictures = 0;

async function takePictures({ storage, intake }: House, albumId: number, count: number): Promise<void> {
  await mkdir(storage.tmpDir, { recursive: true });
  const files = [];
  for (let index = 0; index < count; index += 1) {
    pictures += 1;
    const file = join(storage.tmpDir, randomUUID());
    const background = { r: (pictures * 53) % 256, g: (pictures * 97) % 256, b: (pictures * 193) % 256 };
    await sharp({ create: { width: 64, height: 48, channels: 3, background } })
      .jpeg()
      .toFile(file);
    files.push({ file, fileName: `picture ${pictures}.jpg`, albumId, uploaderId: null });
  }
  await takeIn(intake, system, files);
}
