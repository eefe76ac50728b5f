import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ControlReady } from './control/serve.ts';
import { built } from './rooms.ts';

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

export type Environment = Readonly<Record<string, string>>;

/** The gallery as people start it: supervisor, one web process, one job process. */
export async function startGallery(environment: Environment): Promise<Server> {
  const child = spawn(process.execPath, [built('main.js')], {
    env: { ...process.env, ...environment, PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^Picturerail is at (http:\S+)/.exec(line) ?? [];
    if (url) return { url, stop: () => end(child) };
  }
  throw new Error('The gallery ended before it served.');
}

export async function startControl(environment: Environment, path: string): Promise<Server & ControlReady> {
  const child = fork(join(import.meta.dirname, 'control/serve.js'), [path], { env: { ...process.env, ...environment } });
  const ready = await new Promise<ControlReady>((resolve, reject) => {
    child.once('message', (message) => resolve(message as ControlReady));
    child.once('exit', (code) => reject(new Error(`The control ended with code ${code} before it served.`)));
  });
  return { ...ready, url: `http://127.0.0.1:${ready.port}${path}`, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
