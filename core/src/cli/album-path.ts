import { emptyName } from './errors.ts';

/** Names joined by `/`; a slash within a name is written `\/`, a backslash `\\`. */
export function namesOfPath(path: string): string[] {
  // A part is everything up to the next slash that has no backslash before it.
  const parts = path.match(/(?:\\[\\/]|[^/])+|\/+/g) ?? [];
  const slashes = parts.filter((part, index) => part.startsWith('/') && index > 0 && index < parts.length - 1);
  const names = parts
    .filter((part) => !part.startsWith('/'))
    .map((part) =>
      part
        .replace(/\\([\\/])/g, '$1')
        .normalize('NFC')
        .trim(),
    );
  if (names.length === 0 || names.includes('') || slashes.some((part) => part.length > 1)) throw emptyName(path);
  return names;
}

export const pathOfNames = (names: readonly string[]): string => names.map((name) => name.replace(/[\\/]/g, '\\$&')).join('/');
