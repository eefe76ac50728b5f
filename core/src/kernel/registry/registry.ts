import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Log } from '@picturerail/sdk';
import { bumpRevision, type Database, migratePlugin, readRevisions } from '#database';
import { linkHostPackages } from '../install/link-host-packages.ts';
import { clearStages } from '../install/stages.ts';
import type { Kernel, PluginState, StartOptions } from '../kernel-types.ts';
import { choosePackages, copyOf, type OnDisk } from '../packages/choose-packages.ts';
import { closureOf } from '../packages/closure-of.ts';
import { discoverPackages } from '../packages/discover-packages.ts';
import { installedPackages } from '../packages/installed-packages.ts';
import type { Discovery, Package } from '../packages/package.ts';
import { quarantineSuspects } from '../supervision/quarantine-suspects.ts';
import type { Supervision } from '../supervision/supervision.ts';
import { keepUsage } from '../usage/keep-usage.ts';
import { once, onceForVersion } from './once.ts';
import { type ActualState, changeCopy, insertPlugins, type PluginRow, readPlugins, writeQuarantine, writeReason, writeState } from './plugins-store.ts';
import { bePresent, type Presence } from './presence.ts';
import { takeNewerBundled } from './take-newer-bundled.ts';

export interface RegistryOptions {
  readonly kernel: Kernel;
  readonly database: Database;
  /** Folders of bundled packages. */
  readonly packagesDirs: readonly string[];
  /** Where installed ones lie: `<id>/<version>+<hash>`. */
  readonly pluginsDir: string;
  readonly log: Log;
  /** Starts none, and leaves the registry as it is. */
  readonly safeMode?: boolean;
  readonly clock?: () => number;
  /** Where none is given, nobody notes who ends a process, and nobody is quarantined for it. */
  readonly supervision?: Supervision;
  readonly duties: PackageDuties;
}

/** What other rooms do for packages that come and go. */
export interface PackageDuties {
  /** Starts a copy (null: the bundled one) in a process of its own, its data brought along. Errors: why it could not. */
  tryCopy(id: string, folder: string | null): Promise<void>;
  /** Deletes what rooms keep for a plugin beside its tables. */
  forget(id: string): Promise<void>;
  /** True for the theme that the gallery is shown in. */
  isInUse(theme: string): Promise<boolean>;
}

/** What is installed, as it stands now. */
export interface Current {
  readonly disk: OnDisk;
  /** One copy of each package: the current one. */
  readonly discovery: Discovery;
  readonly rows: readonly PluginRow[];
}

export interface Look {
  readonly pluginsDir: string;
  /** Reads folders and rows; runs no code. */
  look(): Promise<Current>;
}

/** What is installed and wanted, and this process following it. */
export interface Registry extends Look, PackageDuties {
  /** As this process followed it last. */
  discovery(): Discovery;
  /** Makes this process run what is wanted. */
  follow(): Promise<readonly PluginState[]>;
  /** Follows on its way where the revision is a new one. */
  sync(revision: number): void;
  /** Tells after each time this process has followed. */
  followed(run: (discovery: Discovery) => void): void;
  /** Says from now on that this process is there and what it runs, and looks for changes four times a second. */
  appear(role: string): Promise<void>;
  /**
   * For a process that was made for it: runs a copy with what it needs beside it, as if it were current, and answers what
   * became of it. Themes are answered by their package alone.
   */
  trial(id: string, folder: string | null): Promise<{ readonly packages: readonly Package[]; readonly state: PluginState | undefined }>;
  /** Stops a plugin in all processes until a webmaster activates it again. */
  quarantine(id: string, reason: string): Promise<void>;
  /** Takes all plugins away, last started first. */
  close(): Promise<void>;
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
  // Of one that ran before and runs still, the row says why it was not updated.
  const kept = row.state === 'active' ? row.reason : null;
  if (state) return { id, state: state.state, version: state.version, reason: 'reason' in state ? state.reason : kept };
  const there = packages.find((other) => other.id === id);
  if (there || desired === 'inactive') return { id, state: 'inactive', version: there?.version ?? version, reason: null };
  return { id, state: 'missing', version, reason: `The package of the plugin "${id}" is gone. Put it back, or run: picturerail plugin deactivate ${id}` };
}

const same = (a: ActualState | undefined, b: ActualState): boolean => a?.state === b.state && a.reason === b.reason && a.version === b.version;

export const startOptions = (database: Database, { clock, supervision }: Pick<RegistryOptions, 'clock' | 'supervision'>): StartOptions => {
  const options = { database, clock: clock ?? Date.now };
  return {
    migrate: async ({ id, dir, manifest }) => {
      const folder = join(dir, manifest.migrations ?? './migrations');
      if (existsSync(folder)) await migratePlugin(database, id, folder);
    },
    install: ({ id }, run) => once(options, id, 'install', run),
    update: (plugin, run) => onceForVersion(options, plugin, run),
    activated: ({ id }, run) => once(options, id, 'activate', run),
    ...(supervision && { journal: supervision.starting }),
  };
};

/** What processes that are gone were preparing goes; what is installed finds the host's packages. */
async function tidyUp(pluginsDir: string, { disk }: Current): Promise<void> {
  await clearStages(pluginsDir);
  if (disk.installed.packages.length > 0) await linkHostPackages(pluginsDir);
}

/** Nothing is caught up with in a trial: that is for who serves. */
const trialOptions = (database: Database, options: Pick<RegistryOptions, 'clock'>): StartOptions => {
  const { migrate, install, update } = startOptions(database, { ...(options.clock && { clock: options.clock }) });
  return { ...(migrate && { migrate }), ...(install && { install }), ...(update && { update }) };
};

/** Plugins to be started, with the attempt each is at. */
export const wantedOf = (rows: readonly PluginRow[]): ReadonlyMap<string, number> =>
  new Map(rows.filter(({ desired, state }) => desired === 'active' && state !== 'quarantined').map(({ id, attempt }) => [id, attempt]));

export const createLook =
  ({ database, packagesDirs, pluginsDir }: Pick<RegistryOptions, 'database' | 'packagesDirs' | 'pluginsDir'>) =>
  async (): Promise<Current> => {
    const [own, installed, rows] = await Promise.all([discoverPackages(packagesDirs), installedPackages(pluginsDir), readPlugins(database.read)]);
    const disk: OnDisk = { bundled: own, installed };
    return { disk, discovery: choosePackages(disk, rows), rows };
  };

export function createRegistry(options: RegistryOptions): Registry {
  const { kernel, database, pluginsDir, log, safeMode = false, clock = Date.now, supervision } = options;
  const listeners: ((discovery: Discovery) => void)[] = [];
  /** What this process wrote down last, so that processes that fare differently do not overwrite each other for ever. */
  const told = new Map<string, ActualState & { readonly of: string }>();
  let discovery: Discovery = { packages: [], broken: [] };
  let standsAt = 0;
  let seen = 0;
  let isFirst = true;
  let turn: Promise<unknown> = Promise.resolve();
  let presence: Presence | undefined;

  let finishUsage: (() => Promise<void>) | undefined;

  const look = createLook(options);

  const quarantine = async (id: string, reason: string) => {
    const isNew = await database.transaction(async (tx) => {
      if (!(await writeQuarantine(tx, id, reason))) return false;
      await bumpRevision(tx, 'registry');
      return true;
    });
    if (isNew) log.error(`The plugin "${id}" is quarantined: ${reason}`, { plugin: id });
  };
  /** Before the first plugin is started. */
  const supervise = async () => {
    if (!supervision) return;
    supervision.onQuarantine(quarantine);
    finishUsage ??= keepUsage(supervision.usage, { database, log });
    await quarantineSuspects({ journal: supervision.journal, registry: { look, quarantine }, log });
  };

  const writeDown = async (rows: readonly PluginRow[], states: readonly PluginState[]) => {
    const plugins = rows.filter(({ kind, state }) => kind === 'plugin' && state !== 'quarantined');
    const changed = plugins.flatMap((row) => {
      const actual = actualState(row, states, discovery.packages);
      const of = `${row.attempt} ${row.folder}`;
      const before = told.get(row.id);
      told.set(row.id, { ...actual, of });
      return same(row, actual) || (before?.of === of && same(before, actual)) ? [] : [actual];
    });
    if (changed.length > 0)
      await database.transaction(async (tx) => {
        for (const actual of changed) await writeState(tx, actual);
      });
    for (const { id, state, reason } of changed) if (reason) log.warn(`The plugin "${id}" is ${state}: ${reason}`);
  };

  /** A version that could not take over here is given up everywhere, unless another one is current by now. */
  const turnBack = async (rows: readonly PluginRow[], states: readonly PluginState[]) => {
    for (const state of states) {
      if (state.state !== 'active' || !state.refused) continue;
      const { refused, id } = state;
      const row = rows.find((one) => one.id === id);
      if (row?.folder !== basename(refused.dir) || row.previous === null) continue;
      const to = row.previous === 'bundled' ? null : row.previous;
      const reason = `The update to ${refused.version} was given up: ${refused.reason}`;
      await database.transaction(async (tx) => {
        if (!(await changeCopy(tx, id, { from: row.folder, to }))) return;
        await writeReason(tx, id, reason);
        await bumpRevision(tx, 'registry');
      });
      log.error(`The plugin "${id}" stays at ${state.version}. ${reason}`, { plugin: id });
    }
  };

  const followNow = async (): Promise<readonly PluginState[]> => {
    const { registry } = await readRevisions(database.read);
    if (isFirst && !safeMode) await takeNewerBundled({ database, log }, await look());
    if (isFirst) await supervise();
    const current = await look();
    discovery = current.discovery;
    if (isFirst) await tidyUp(pluginsDir, current);
    if (isFirst) for (const { problem } of discovery.broken) log.error(problem);
    isFirst = false;
    let states: readonly PluginState[] = [];
    if (!safeMode) {
      const rows = await register(database, discovery, clock());
      states = await kernel.follow(discovery.packages, wantedOf(rows), startOptions(database, options));
      await writeDown(rows, states);
      await turnBack(rows, states);
    }
    for (const run of listeners) run(discovery);
    standsAt = registry;
    seen = Math.max(seen, registry);
    await presence?.say();
    return states;
  };
  const follow = () => {
    const done = turn.then(followNow);
    turn = done.catch(() => {});
    return done;
  };
  const sync = (revision: number) => {
    if (revision <= seen) return;
    seen = revision;
    follow().catch((error: unknown) => {
      // Tried again when somebody looks next.
      seen = standsAt;
      log.error('Changes of plugins could not be followed.', { reason: String(error) });
    });
  };

  return {
    pluginsDir,
    look,
    discovery: () => discovery,
    follow,
    sync,
    followed: (run) => void listeners.push(run),
    appear: async (role) => {
      presence = await bePresent({ database, log, clock, role, standsAt: () => standsAt, noticed: sync });
    },
    ...options.duties,
    trial: async (id, folder) => {
      const current = await look();
      const copy = copyOf(current.disk, id, folder);
      const packages = [...current.discovery.packages.filter((one) => one.id !== id), ...(copy ? [copy] : [])];
      const wanted = wantedOf(current.rows);
      const states = await kernel.follow(
        packages,
        new Map([...closureOf(id, packages)].map((one) => [one, wanted.get(one) ?? 0])),
        trialOptions(database, options),
      );
      return { packages, state: states.find((one) => one.id === id) };
    },
    quarantine,
    close: async () => {
      await presence?.end();
      await turn;
      await kernel.stop();
      await finishUsage?.();
    },
  };
}
