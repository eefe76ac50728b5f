import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { PlaceEnvironment } from '../../place.ts';
import { repository } from '../../rooms.ts';
import { childrenOf, heldBytes } from '../../used.ts';

export interface Imported {
  /** Of the import itself; the start of the command is not in it. */
  readonly seconds: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Most memory the importing process held, and its decode processes together (PSS). */
  readonly held: number;
  readonly heldByChildren: number;
}

const lookEveryMs = 250;

/** Runs the command as people do, with the plugins that are active without a word: metadata is. */
export async function runImport(environment: PlaceEnvironment, words: readonly string[]): Promise<Imported> {
  const child = spawn(process.execPath, [join(repository, 'core/bin.mjs'), 'import', ...words, '--json'], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => {
    out += text;
  });
  child.stderr.on('data', (text: Buffer) => {
    err += text;
  });
  let over = false;
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve)).finally(() => {
    over = true;
  });
  let held = 0;
  let heldByChildren = 0;
  while (!over) {
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, lookEveryMs))]);
    const pid = child.pid as number;
    held = Math.max(held, await heldOrNone(pid));
    const below = await Promise.all((await childrenOf(pid)).map((one) => heldOrNone(one.pid)));
    heldByChildren = Math.max(
      heldByChildren,
      below.reduce((sum, bytes) => sum + bytes, 0),
    );
  }
  if ((await ended) !== 0) throw new Error(`picturerail import ${words.join(' ')} failed: ${err}`);
  const { seconds, counts } = JSON.parse(out) as Pick<Imported, 'seconds' | 'counts'>;
  return { seconds, counts, held, heldByChildren };
}

const heldOrNone = (pid: number) => heldBytes(pid).catch(() => 0);
