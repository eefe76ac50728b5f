import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './source-file.ts';

export interface PackageJson {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly imports?: Readonly<Record<string, unknown>>;
  readonly picturerail?: { readonly requires?: Needs; readonly optional?: Needs };
}

interface Needs {
  readonly plugins?: Readonly<Record<string, string>>;
}

export function packageJson(root: string, folder: string): PackageJson {
  const file = join(root, folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Names a file may import without asking: what its package declares and, in a test, the tools of the house. */
export function declared(root: string, file: SourceFile): Set<string> {
  const own = packageJson(root, file.home);
  const tools = file.test ? packageJson(root, '').devDependencies : {};
  return new Set(Object.keys({ ...own.dependencies, ...own.peerDependencies, ...own.optionalDependencies, ...own.devDependencies, ...tools }));
}

/** Plugins whose contract the manifest lets this package name in types. */
export function namedPlugins(own: PackageJson): string[] {
  return [own.picturerail?.requires, own.picturerail?.optional].flatMap((needs) => Object.keys(needs?.plugins ?? {}));
}
