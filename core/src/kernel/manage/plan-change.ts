import { apiVersion } from '@picturerail/sdk';
import semver from 'semver';
import { orderPlugins } from '../packages/order-plugins.ts';
import type { Package } from '../packages/package.ts';
import { type Current, wantedOf } from '../registry/registry.ts';
import { type Asked, askedAnew } from './capabilities-asked.ts';

/** What making another copy current would do, for the webmaster to read before it happens. */
export interface Plan {
  readonly id: string;
  readonly kind: 'plugin' | 'theme';
  readonly displayName: string;
  /** Null: it is not here yet. */
  readonly from: string | null;
  readonly to: string;
  readonly direction: 'install' | 'update' | 'back' | 'same';
  /** Its code runs now, so the new one takes over while the gallery serves. */
  readonly active: boolean;
  /** What it asks for that the current copy does not. */
  readonly asksAnew: readonly Asked[];
  /** Its data are of an older version and follow this one. */
  readonly movesData: boolean;
  /** Its data are of a newer version, which this one must bear: code goes back, data do not. */
  readonly keepsNewerData: boolean;
  /** Sentences: why it, or a plugin that runs now, could not run afterwards. */
  readonly breaks: readonly string[];
}

function direction(from: string | null, to: string): Plan['direction'] {
  if (from === null) return 'install';
  const order = semver.compare(to, from);
  return order > 0 ? 'update' : order < 0 ? 'back' : 'same';
}

/** Why plugins that are wanted and can run now could not run with this package in place of the current copy. */
function broken({ discovery, rows }: Current, next: Package): string[] {
  const wanted = wantedOf(rows);
  const blocked = (packages: readonly Package[]) =>
    orderPlugins(
      packages.filter(({ id, kind }) => kind === 'plugin' && wanted.has(id)),
      { apiVersion, installed: packages },
    ).blocked;
  const before = blocked(discovery.packages);
  const after = blocked([...discovery.packages.filter(({ id }) => id !== next.id), next]);
  return [...after].filter(([id]) => !before.has(id)).map(([, reason]) => reason);
}

export function planChange(current: Current, next: Package): Plan {
  const now = current.discovery.packages.find(({ id }) => id === next.id);
  const row = current.rows.find(({ id }) => id === next.id);
  const from = now?.version ?? null;
  const data = row?.data_version ?? null;
  return {
    id: next.id,
    kind: next.kind,
    displayName: next.manifest.displayName,
    from,
    to: next.version,
    direction: direction(from, next.version),
    active: now !== undefined && row?.desired === 'active',
    asksAnew: askedAnew(now?.manifest, next.manifest),
    movesData: data !== null && semver.gt(next.version, data),
    keepsNewerData: data !== null && semver.lt(next.version, data),
    breaks: now && row?.desired === 'active' ? broken(current, next) : [],
  };
}
