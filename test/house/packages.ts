import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Package {
  /** Folder, relative to the repository. */
  readonly path: string;
  readonly json: { readonly [key: string]: unknown };
}

/** The packages of the workspace, the repository itself first. */
export function packages(): Package[] {
  return ['.', 'sdk', 'core', 'test/harness', ...packagesIn('plugins'), ...packagesIn('themes')].map(read);
}

export function packagesIn(folder: 'plugins' | 'themes'): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'package.json')))
    .sort();
}

export function read(path: string): Package {
  return { path, json: JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) };
}
