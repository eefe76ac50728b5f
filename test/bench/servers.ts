import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ToCapture } from './control/capture.ts';
import type { ControlReady } from './control/serve.ts';
import type { PlaceEnvironment } from './place.ts';
import { built } from './rooms.ts';
import { childrenOf, cpuSeconds, heldBytes } from './used.ts';

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** A gallery as people start it. */
export interface GalleryServer extends Server {
  /** Of the supervisor. */
  readonly pid: number;
  /** Of the processes that answer requests. */
  webPids(): Promise<number[]>;
  /** CPU seconds that those have taken so far. */
  cpu(): Promise<number>;
  /** Bytes that those hold now. */
  held(): Promise<number>;
}

/** The gallery as people start it: supervisor, one web process, one job process. */
export async function startGallery(environment: PlaceEnvironment): Promise<GalleryServer> {
  const child = spawn(process.execPath, [built('main.js')], {
    env: { ...process.env, ...environment, PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^Picturerail is at (http:\S+)/.exec(line) ?? [];
    if (url) return served(child, url);
  }
  throw new Error('The gallery ended before it served.');
}

function served(child: ChildProcess, url: string): GalleryServer {
  const pid = child.pid ?? 0;
  const webPids = async () => (await childrenOf(pid)).filter(({ words }) => words.includes('web')).map((one) => one.pid);
  const sum = async (of: (pid: number) => Promise<number>) => (await Promise.all((await webPids()).map(of))).reduce((all, one) => all + one, 0);
  return { url, pid, webPids, cpu: () => sum(cpuSeconds), held: () => sum(heldBytes), stop: () => end(child) };
}

/** Controls of several pages, in one process. */
export interface ControlServer {
  readonly pages: readonly { readonly url: string; readonly statements: number; readonly bytes: number }[];
  /** CPU seconds it has taken so far. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

export async function startControl(environment: PlaceEnvironment, wanted: readonly ToCapture[]): Promise<ControlServer> {
  const child = fork(join(import.meta.dirname, 'control/serve.js'), { env: { ...process.env, ...environment } });
  const { port, pages } = await new Promise<ControlReady>((resolve, reject) => {
    child.once('message', (message) => resolve(message as ControlReady));
    child.once('exit', (code) => reject(new Error(`The control ended with code ${code} before it served.`)));
    child.send(wanted.map(({ path, headers }) => ({ path, headers })));
  });
  return {
    pages: pages.map((page, at) => ({ ...page, url: `http://127.0.0.1:${port}/${at}` })),
    cpu: () => cpuSeconds(child.pid ?? 0),
    stop: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
