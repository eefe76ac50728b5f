import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** As stacks name the files of a package, by address or by path: links are followed when a module is loaded. */
export function placesOf(dir: string): readonly string[] {
  try {
    const real = realpathSync(dir);
    return [`${pathToFileURL(real).href}/`, real + sep];
  } catch {
    return [];
  }
}

/** The place nearest the top of the stack that lies in the package: `src/index.ts:12:5`; null where none does. */
export function sourceLine(places: readonly string[], stack: string = new Error().stack ?? ''): string | null {
  for (const line of stack.split('\n').slice(1)) {
    for (const place of places) {
      const start = line.indexOf(place);
      if (start !== -1)
        return line
          .slice(start + place.length)
          .replace(/\)$/, '')
          .replace(/\?[^:]*/, '');
    }
  }
  return null;
}
