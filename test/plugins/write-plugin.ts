import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { apiVersion } from '@picturerail/sdk';

export interface Written {
  readonly id: string;
  readonly version: string;
  readonly manifest?: object;
  /** Of `index.js`. */
  readonly code: string;
  /** Path to content, beside these. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A plugin in a folder, as an author without a build step writes it. */
export async function writePlugin(dir: string, { id, version, manifest = {}, code, files = {} }: Written): Promise<string> {
  const picturerail = { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: `^${apiVersion}`, entry: './index.js', ...manifest };
  const all = { 'package.json': JSON.stringify({ name: `picturerail-${id}`, version, type: 'module', picturerail }), 'index.js': code, ...files };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  return dir;
}

export interface TwoVersions {
  readonly id: string;
  /** Of `index.js`, by version. */
  readonly code: (version: string) => string;
  /** The migration that 1.0.0 has, and the one that 1.1.0 adds. */
  readonly migrations: readonly [first: string, second: string];
}

/** The same plugin as 1.0.0 in `one` and as 1.1.0, with a migration more, in `two`; its table is `notes`. */
export async function writeTwoVersions(dir: string, { id, code, migrations: [first, second] }: TwoVersions): Promise<void> {
  const manifest = { tables: ['notes'] };
  const old = { 'migrations/0001-notes.js': first };
  await writePlugin(join(dir, 'one'), { id, version: '1.0.0', manifest, code: code('1.0.0'), files: old });
  await writePlugin(join(dir, 'two'), { id, version: '1.1.0', manifest, code: code('1.1.0'), files: { ...old, 'migrations/0002-mood.js': second } });
}
