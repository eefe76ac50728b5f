import { join } from 'node:path/posix';
import { loners } from './rooms.ts';

/** What a specifier points at: a file of the tree, a door of the core, or a package. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'door'; readonly room: string }
  | { readonly kind: 'package'; readonly name: string; readonly below: string };

export function targetOf(from: string, specifier: string): Target {
  if (specifier.startsWith('.')) return { kind: 'file', path: join(from, '..', specifier) };
  if (specifier.startsWith('#')) return { kind: 'door', room: specifier.slice(1) };
  const words = specifier.split('/');
  const name = words.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return { kind: 'package', name, below: specifier.slice(name.length + 1) };
}

/** The room of the core that a file stands in; null outside the core's sources. */
export function roomOf(path: string): string | null {
  const [, rest] = /^core\/src\/(.+)$/.exec(path) ?? [];
  if (rest === undefined) return null;
  return loners.includes(rest) ? rest : (rest.split('/')[0] ?? null);
}

/** `plugins/metadata/src/index.ts` stands in the building `plugins`, as do its neighbours. */
export function buildingOf(path: string): string {
  return path.startsWith('test/harness/') ? 'harness' : (path.split('/')[0] ?? path);
}
