import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { makePlace } from '@picturerail/testing';

const bin = path.resolve(import.meta.dirname, '../core/bin.mjs');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A gallery of its own, worked on by the command as people type it. */
export interface Commanded {
  readonly dataDir: string;
  run(args: readonly string[], input?: string): Promise<Ran>;
  /** The same, parsed; fails the test where the command fails. */
  json<T>(args: readonly string[]): Promise<T>;
  /** Begins a command that the test wants to end itself. */
  begin(args: readonly string[], input?: string): { readonly child: ChildProcess; readonly over: Promise<Ran> };
  remove(): Promise<void>;
}

/** On SQLite, or where an address of a server is given in a database of its own there. */
export async function commanded(server?: string, dataDir?: string, variables: Readonly<Record<string, string>> = {}): Promise<Commanded> {
  const place = await makePlace(server);
  // Nothing of what the test runner puts into its own environment.
  const env = { PATH: process.env.PATH, ...place.env, ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }), ...variables };
  const begin = (args: readonly string[], input = '') => {
    const child = spawn(process.execPath, [bin, ...args], { env, stdio: 'pipe' });
    return { child, over: ended(child, input) };
  };
  const run = (args: readonly string[], input?: string) => begin(args, input).over;
  return {
    dataDir: dataDir ?? place.dir,
    run,
    begin,
    json: async <T>(args: readonly string[]) => {
      const { code, out, err } = await run([...args, '--json']);
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out) as T;
    },
    remove: place.remove,
  };
}

function ended(child: ChildProcess, input: string): Promise<Ran> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin?.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}
