import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Package } from '#kernel';

export interface TemplateFile {
  /** For messages: `atelier/parts/pager.njk`. */
  readonly label: string;
  readonly text: string;
}

/**
 * All templates a theme reaches, by name: `album.njk` is the nearest in the chain, `atelier:album.njk` that theme's own.
 */
export function templateFiles(chain: readonly Pick<Package, 'id' | 'dir'>[]): Map<string, TemplateFile> {
  const files = new Map<string, TemplateFile>();
  for (const theme of chain) {
    const dir = join(theme.dir, 'templates');
    for (const name of namesIn(dir)) {
      const file = { label: `${theme.id}/${name}`, text: readFileSync(join(dir, name), 'utf8') };
      files.set(`${theme.id}:${name}`, file);
      if (!files.has(name)) files.set(name, file);
    }
  }
  return files;
}

function namesIn(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.njk'))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
