import semver from 'semver';
import type { BrokenPackage, Discovery, InstalledPackage, Package } from './package.ts';

/** Packages as they lie on disk: those that came with the gallery, and all versions that were installed. */
export interface OnDisk {
  readonly bundled: Discovery;
  readonly installed: { readonly packages: readonly InstalledPackage[]; readonly broken: readonly BrokenPackage[] };
}

/** Stands for the bundled copy where a folder is named. */
export const bundled = 'bundled';

export interface Choice {
  readonly id: string;
  /** Of the installed copy that is current; null: the bundled one. */
  readonly folder: string | null;
}

/** The copy of a package that a folder means, `bundled` and null included. */
export function copyOf({ bundled: own, installed }: OnDisk, id: string, folder: string | null): Package | undefined {
  if (folder === null || folder === bundled) return own.packages.find((one) => one.id === id);
  return installed.packages.find((one) => one.id === id && one.folder === folder);
}

/** One copy of each package, ordered by id: the one that was chosen, else the bundled one; one that is gone is broken. */
export function choosePackages(disk: OnDisk, choices: readonly Choice[]): Discovery {
  const folders = new Map(choices.map(({ id, folder }) => [id, folder]));
  const ids = new Set([...disk.bundled.packages.map(({ id }) => id), ...choices.flatMap(({ id, folder }) => (folder === null ? [] : [id]))]);
  const packages: Package[] = [];
  const lost: BrokenPackage[] = [];
  for (const id of [...ids].toSorted()) {
    const folder = folders.get(id) ?? null;
    const chosen = copyOf(disk, id, folder) ?? copyOf(disk, id, null);
    if (chosen) packages.push(chosen);
    else lost.push({ id, dir: folder ?? '', problem: `The installed copy "${folder}" of "${id}" is gone. Install it again.` });
  }
  return { packages, broken: [...disk.bundled.broken, ...disk.installed.broken.filter(({ id }) => !packages.some((one) => one.id === id)), ...lost] };
}

/** Ids whose bundled copy has become newer than the installed one that is current. */
export const outgrown = (disk: OnDisk, choices: readonly Choice[]): string[] =>
  choices.flatMap(({ id, folder }) => {
    const own = copyOf(disk, id, null);
    const current = folder === null ? undefined : copyOf(disk, id, folder);
    return own && current && semver.gt(own.version, current.version) ? [id] : [];
  });
