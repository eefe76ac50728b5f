import type { Needs } from '@picturerail/sdk';
import semver from 'semver';
import type { Package } from './package.ts';

/** One line of a manifest's `requires`, `optional` or `conflicts`. */
export interface Need {
  readonly kind: keyof Needs;
  /** Id of a plugin or token of a service. */
  readonly name: string;
  readonly range: string;
}

const kinds = ['plugins', 'services'] as const;

export const needsOf = (needs: Needs | undefined): Need[] =>
  kinds.flatMap((kind) => Object.entries(needs?.[kind] ?? {}).map(([name, range]) => ({ kind, name, range })));

/** A pre-release counts as the release it leads to: it is tried against plugins that ask for that one. */
export const fits = (version: string, range: string): boolean => semver.satisfies(semver.coerce(version) ?? version, range) || semver.satisfies(version, range);

/** The version in which a plugin is, or provides, what a need names, whatever its range. */
export function versionFor({ kind, name }: Need, { id, version, manifest }: Package): string | undefined {
  if (kind === 'services') return manifest.provides?.services?.[name];
  return id === name ? version : undefined;
}

/** Those that are, or provide, what is needed. */
export const meeting = (need: Need, among: readonly Package[]): Package[] =>
  among.filter((plugin) => {
    const version = versionFor(need, plugin);
    return version !== undefined && fits(version, need.range);
  });

/** What a plugin requires that neither these meet nor, where it is a service, the plugin itself. */
export const unmetBy = (plugin: Package, among: readonly Package[]): Need[] =>
  needsOf(plugin.manifest.requires).filter((need) => meeting(need, need.kind === 'services' ? [...among, plugin] : among).length === 0);
