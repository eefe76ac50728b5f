import { isGalleryError } from '@picturerail/sdk';
import { bundledPlaces } from '#config';
import {
  discoverPackages,
  linkHostPackages,
  listPlugins,
  type Package,
  putBackCopy,
  removeInstalled,
  stagePackage,
  type TakenCopy,
  takeCopy,
  waitForProcesses,
} from '#kernel';
import type { House } from '../../../house.ts';
import { checkImports } from '../verify/check-imports.ts';
import { withOriginalPlaces } from './original-place.ts';
import { poke } from './poke.ts';

/** What came of one save. */
export type Saved =
  | { readonly state: 'live'; readonly version: string; readonly ms: number; readonly processes: number }
  | { readonly state: 'same' }
  /** What was live before goes on. */
  | { readonly state: 'broken'; readonly problems: readonly string[] };

export interface DevSession {
  /** Takes what lies in the folder now into the running gallery. */
  save(): Promise<Saved>;
  /** Puts back what was there before the session. */
  end(): Promise<void>;
}

const broken = (...problems: string[]): Saved => ({ state: 'broken', problems });

/** A folder whose package takes over at each save, in the gallery that the house is beside. */
export async function openDevSession(house: House, folder: string): Promise<DevSession> {
  const { registry, config } = house;
  const { pluginsDir } = registry;
  const bundled = (await discoverPackages(bundledPlaces().packagesDirs)).packages;
  await linkHostPackages(pluginsDir);
  let first: TakenCopy | null = null;
  const taken = new Map<string, Package & { readonly folder: string }>();

  const save = async (): Promise<Saved> => {
    const at = performance.now();
    const read = await discoverPackages([folder]);
    const [source] = read.packages;
    if (!source) return broken(read.broken[0]?.problem ?? `There is no plugin or theme in "${folder}".`);
    const findings = (await checkImports(source, {})).filter(({ problem }) => /^\S+:\d+:\d+: /.test(problem));
    if (findings.length > 0) return broken(...findings.map(({ problem, fix }) => `${problem} ${fix}`));
    const staged = await stagePackage({ kind: 'folder', path: source.dir }, { pluginsDir, npmRegistry: config.pluginRegistry, bundled });
    const kept = await staged.keep();
    const change = await takeCopy(house, kept, staged.source);
    first ??= change;
    taken.set(kept.folder, kept);
    if (!change.changed) return { state: 'same' };
    await poke(config);
    const { processes } = await waitForProcesses(house, change.revision, 10_000);
    const listing = listPlugins(await registry.look()).find(({ id }) => id === kept.id);
    const runs = processes === 0 || kept.kind === 'theme' || listing?.state === 'active';
    if (listing?.folder === kept.folder && runs) return { state: 'live', version: kept.version, ms: performance.now() - at, processes };
    return broken(await withOriginalPlaces(listing?.reason ?? 'It does not run, and nothing says why.', source));
  };

  return {
    save: async () => {
      try {
        return await save();
      } catch (error) {
        if (isGalleryError(error)) return broken(error.message);
        throw error;
      }
    },
    end: async () => {
      const [one] = taken.values();
      if (!one || !first) return;
      const { before } = first;
      const revision = await putBackCopy(house, one.id, before);
      await poke(config);
      await waitForProcesses(house, revision, 10_000);
      for (const { id, folder: name } of taken.values()) if (name !== before?.folder && name !== before?.previous) await removeInstalled(pluginsDir, id, name);
    },
  };
}
