import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '@picturerail/sdk';
import { type Database, migratePlugin } from '#database';
import type { Kernel, PluginState } from '../kernel-types.ts';
import type { Discovery, Package } from '../packages/package.ts';
import { once } from './once.ts';
import { type ActualState, insertPlugins, type PluginRow, readPlugins, writeState } from './plugins-store.ts';

export interface StartPluginsOptions {
  readonly database: Database;
  readonly discovery: Discovery;
  readonly log: Log;
  /** Starts none, and leaves the registry as it is. */
  readonly safeMode?: boolean;
  readonly clock?: () => number;
}

/** Bundled plugins are active from the day they are first seen, unless their manifest says otherwise. */
async function register(database: Database, { packages }: Discovery, now: number): Promise<PluginRow[]> {
  const known = await readPlugins(database.read);
  const fresh = packages.filter(({ id, kind }) => kind === 'plugin' && !known.some((row) => row.id === id));
  if (fresh.length === 0) return known;
  const rows = fresh.map(({ id, manifest }) => ({ id, desired: manifest.activeByDefault === false ? ('inactive' as const) : ('active' as const) }));
  await database.transaction((tx) => insertPlugins(tx, rows, now));
  return readPlugins(database.read);
}

function actualState(row: PluginRow, started: readonly PluginState[], packages: readonly Package[]): ActualState {
  const { id, desired, version } = row;
  const state = started.find((other) => other.id === id);
  if (state) return { id, state: state.state, version: state.version, reason: 'reason' in state ? state.reason : null };
  const there = packages.find((other) => other.id === id);
  if (there || desired === 'inactive') return { id, state: 'inactive', version: there?.version ?? version, reason: null };
  return { id, state: 'missing', version, reason: `The package of the plugin "${id}" is gone. Put it back, or run: picturerail plugin deactivate ${id}` };
}

const differs = (row: PluginRow, actual: ActualState): boolean => row.state !== actual.state || row.reason !== actual.reason || row.version !== actual.version;

/** What happens with plugins when a process starts: new ones are registered, those that are wanted are started, and what became of them is written down. */
export async function startPlugins(
  kernel: Kernel,
  { database, discovery, log, safeMode = false, clock = Date.now }: StartPluginsOptions,
): Promise<PluginState[]> {
  if (safeMode) {
    log.warn('Safe mode: no plugin is started.');
    return [];
  }
  for (const { problem } of discovery.broken) log.error(problem);
  const rows = await register(database, discovery, clock());
  const wanted = rows.filter(({ desired }) => desired === 'active').map(({ id }) => id);
  const started = await kernel.start(discovery.packages, wanted, {
    migrate: async ({ id, dir, manifest }) => {
      const folder = join(dir, manifest.migrations ?? './migrations');
      if (existsSync(folder)) await migratePlugin(database, id, folder);
    },
    install: ({ id }, run) => once({ database, clock }, id, 'install', run),
    activated: ({ id }, run) => once({ database, clock }, id, 'activate', run),
  });
  const changed = rows.flatMap((row) => {
    const actual = actualState(row, started, discovery.packages);
    return differs(row, actual) ? [actual] : [];
  });
  if (changed.length > 0)
    await database.transaction(async (tx) => {
      for (const actual of changed) await writeState(tx, actual);
    });
  for (const { id, state, reason } of changed) if (reason) log.warn(`The plugin "${id}" is ${state}: ${reason}`);
  return started;
}
