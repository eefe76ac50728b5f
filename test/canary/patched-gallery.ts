import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestGallery } from '@picturerail/testing';
import type { Hole } from './holes.ts';

const root = join(import.meta.dirname, '../..');

export interface PatchedGallery {
  readonly base: string;
  close(): Promise<void>;
}

/** Serves a test's gallery, by processes of a copy of the built core that has a hole. */
export async function startPatched(gallery: TestGallery, hole: Hole): Promise<PatchedGallery> {
  const folder = await mkdtemp(join(tmpdir(), 'picturerail-canary-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    for (const name of ['node_modules', 'plugins', 'themes', 'migrations', 'sdk', 'package.json']) await symlink(join(root, name), join(folder, name));
    for (const name of ['dist', 'locales', 'package.json']) await cp(join(root, 'core', name), join(folder, 'core', name), { recursive: true });
    await makeHole(join(folder, 'core/dist', hole.file), hole);
    const { child, base } = await serve(join(folder, 'core/dist/main.js'), gallery);
    return {
      base,
      close: async () => {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function makeHole(file: string, { name, find, times, put }: Hole): Promise<void> {
  const text = await readFile(file, 'utf8');
  const found = text.split(find).length - 1;
  if (found !== times)
    throw new Error(`The hole "${name}" cannot be made: ${JSON.stringify(find)} stands ${found} times in "${file}", not ${times}. Mend test/canary/holes.ts.`);
  await writeFile(
    file,
    text.replaceAll(find, () => put),
  );
}

async function serve(entry: string, { dir, house }: TestGallery): Promise<{ readonly child: ChildProcess; readonly base: string }> {
  const { database } = house.config;
  const env = { PATH: process.env.PATH, DATA_DIR: dir, PORT: '0', ...(database.kind === 'mysql' ? { DATABASE_URL: database.url } : {}) };
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const base = await new Promise<string>((resolve, reject) => {
    const listen = (part: Buffer) => {
      said += part.toString();
      const [, address] = /Picturerail is at (\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`The patched gallery ended with ${code}: ${said}`)));
  });
  return { child, base };
}
