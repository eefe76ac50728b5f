import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiVersion } from '@picturerail/sdk';

export type ScaffoldKind = 'plain' | 'typescript' | 'theme';

/** What `core/scaffold` calls what people name themselves. */
const model = { id: 'first-plugin', name: 'First plugin' };
/** npm leaves a file of that name out of what it packs. */
const hidden: Readonly<Record<string, string>> = { gitignore: '.gitignore' };

/** Beside `src` and `dist` alike. */
const folderOf = (kind: ScaffoldKind): string => fileURLToPath(new URL(`../../../scaffold/${kind}`, import.meta.url));

const displayName = (id: string): string => {
  const words = id.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

/** A package of that kind, called `id`: texts by path. They are those of `core/scaffold` under other names. */
export function scaffoldFiles(kind: ScaffoldKind, id: string): Map<string, string> {
  const folder = folderOf(kind);
  const named = (text: string) => text.replaceAll(model.id, id).replaceAll(model.name, displayName(id));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => {
        const path = relative(folder, file).split(sep).join('/');
        const text = named(readFileSync(file, 'utf8'));
        return [hidden[path] ?? named(path), path === 'package.json' ? forThisApi(text) : text];
      }),
  );
}

/** The API of today, wherever the manifest or a list of packages names a version of it. */
const forThisApi = (text: string): string => text.replaceAll(/("(?:api|@picturerail\/sdk)": )"[^"]*"/g, `$1"^${apiVersion}"`);
