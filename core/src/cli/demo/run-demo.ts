import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentWith, readConfig } from '#config';
import type { Cli } from '../cli.ts';
import { say } from '../terminal.ts';
import { fillGallery } from './fill-gallery.ts';
import { paintArchive } from './paint-archive.ts';

const server = fileURLToPath(new URL('../../main.js', import.meta.url));

export interface DemoOptions {
  readonly folder: string | undefined;
  readonly port: number;
}

/** Makes a gallery in a temporary folder, fills it, serves it until a signal, and removes it. */
export async function runDemo(cli: Cli, { folder, port }: DemoOptions): Promise<void> {
  const stop = new AbortController();
  const end = () => stop.abort();
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const home = await mkdtemp(path.join(tmpdir(), 'picturerail-demo-'));
  const variables = { DATA_DIR: path.join(home, 'data'), DATABASE_URL: '', BASE_URL: '', SECRET_KEY: '', PORT: String(port), LOG_LEVEL: 'warn' };
  try {
    const config = readConfig(environmentWith(variables));
    await fillGallery(cli, config, { folder: folder ?? (await painted(cli, home)), signal: stop.signal });
    if (!stop.signal.aborted && !(await serve(variables, stop.signal))) cli.exitCode = 1;
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
    await rm(home, { recursive: true, force: true });
  }
  say(cli.terminal, 'The demonstration is over; nothing of it is left.');
}

async function painted(cli: Cli, home: string): Promise<string> {
  const folder = path.join(home, 'pictures');
  await mkdir(folder);
  say(cli.terminal, 'Painting pictures ...');
  await paintArchive(folder);
  return folder;
}

/** The gallery itself prints where it is. False where it could not be served. */
async function serve(variables: Record<string, string>, signal: AbortSignal): Promise<boolean> {
  const gallery = fork(server, { env: environmentWith(variables), stdio: 'inherit' });
  const over = once(gallery, 'exit');
  signal.addEventListener('abort', () => gallery.kill('SIGTERM'));
  const [code] = (await over) as [number | null];
  return signal.aborted || !code;
}
