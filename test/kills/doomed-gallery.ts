import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accounts, config, type House, openHouse, processes } from '@picturerail/core';
import { makePlace } from '@picturerail/testing';
import { freePort } from '../bench/free-port.ts';
import { eventually } from '../eventually.ts';
import { childrenOf, killSeen, readProcess, type SeenProcess } from '../process-tree.ts';
import type { Deed } from './deeds.ts';
import { type Doing, doing } from './doing.ts';

const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'core/bin.mjs');

/** A gallery that is really started, with processes to be killed, and a house of the test's own that looks at the rows. */
export interface DoomedGallery {
  readonly house: House;
  readonly dir: string;
  /** For pictures that are going to be imported. */
  readonly sources: string;
  readonly url: string;
  /** The supervisor with all that hangs from it. */
  processes(): Promise<SeenProcess[]>;
  /** Starts it where it does not run; resolves when it answers. */
  ensure(): Promise<void>;
  do(deed: Deed): Doing;
  /** Ends all its processes at once. */
  pullPlug(): Promise<void>;
  remove(): Promise<void>;
}

export async function openDoomedGallery(server: string | undefined): Promise<DoomedGallery> {
  const place = await makePlace(server);
  const sources = await mkdtemp(path.join(tmpdir(), 'picturerail-kills-'));
  const port = await freePort();
  const env = { PATH: process.env.PATH, ...place.env, PORT: String(port), WORKERS: '2', LOG_LEVEL: 'error' };
  const house = await openHouse(config.readConfig({ ...place.env, LOG_LEVEL: 'error' }), 'command', processes.createLog('error', { stderr: true }));
  const token = await accounts.createSetupToken(house.accounts);
  await accounts.completeSetup(house.accounts, token ?? '', { name: 'keeper', password: 'picture-rail-of-oak', galleryName: 'Doomed', access: 'public' });
  const url = `http://127.0.0.1:${port}`;
  let supervisor: ChildProcess | null = null;

  const runs = () => supervisor !== null && supervisor.exitCode === null && supervisor.signalCode === null;
  const begin = (words: readonly string[], said: 'pipe' | 'ignore') => spawn(process.execPath, words, { env, stdio: ['ignore', said, said] });
  const seen = async () => {
    if (!runs() || supervisor?.pid === undefined) return [];
    const itself = await readProcess(String(supervisor.pid));
    return itself === null ? [] : [itself, ...(await childrenOf(supervisor.pid))];
  };
  const pullPlug = async () => {
    const all = await seen();
    const ended = runs() && supervisor ? once(supervisor, 'exit') : null;
    for (const one of all) await killSeen(one);
    await ended;
  };

  return {
    house,
    dir: place.dir,
    sources,
    url,
    processes: seen,
    pullPlug,
    async ensure() {
      // A supervisor that finds its port taken, by a process of the one before that is still ending, gives up: it is started again, as by those who watch over it.
      const up = async () => {
        if (!runs()) supervisor = begin([bin, 'start'], 'ignore');
        return webProcesses(await seen()) === 2 && (await answers(url)) ? true : null;
      };
      await eventually(up, 180_000);
    },
    do(deed) {
      const words =
        'verb' in deed.command ? [path.join(import.meta.dirname, 'act.mjs'), deed.command.verb, JSON.stringify(deed.command.words)] : [bin, ...deed.command];
      return doing(begin(words, 'pipe'), 'verb' in deed.command);
    },
    async remove() {
      await pullPlug();
      await house.close();
      await place.remove();
      await rm(sources, { recursive: true });
    },
  };
}

const webProcesses = (all: readonly SeenProcess[]): number => all.filter(({ args }) => args.includes('main.js web')).length;

const answers = (url: string) =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
