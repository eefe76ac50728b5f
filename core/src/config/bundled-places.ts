import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface BundledPlaces {
  /** Folders whose sub-folders are bundled plugins and themes. */
  readonly packagesDirs: readonly string[];
  /** The core's migrations. */
  readonly migrationsDir: string;
  /** The core's texts. */
  readonly localesDir: string;
}

/**
 * Where the files lie that come with the core. In the repository, migrations, plugins and themes lie beside it. As a
 * package of npm it holds its migrations, and npm has put plugins and themes where it has put the core.
 */
export function bundledPlaces(core: string = resolve(import.meta.dirname, '../..')): BundledPlaces {
  const beside = dirname(core);
  const localesDir = join(core, 'locales');
  const packed = join(core, 'migrations');
  return existsSync(packed)
    ? { packagesDirs: [beside], migrationsDir: packed, localesDir }
    : { packagesDirs: [join(beside, 'plugins'), join(beside, 'themes')], migrationsDir: join(beside, 'migrations'), localesDir };
}
