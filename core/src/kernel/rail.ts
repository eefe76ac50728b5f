import { html, type Rail } from '@picturerail/sdk';
import { memberMissing, outsideTransaction } from './errors.ts';
import { attributed } from './hooks/attribution.ts';
import type { RunCounted } from './hooks/counted.ts';
import type { Guard } from './hooks/guard.ts';
import { pluginCache } from './members/plugin-cache.ts';
import { pluginFetch } from './members/plugin-fetch.ts';
import { createDefine } from './own-hook.ts';
import type { Contribution, PluginScope } from './plugin-scope.ts';
import { pluginTimers } from './timers.ts';
import { announceTap, createVerbs, type Registries } from './verbs.ts';

export interface RailOptions {
  readonly registries: Registries;
  readonly contributions: readonly Contribution[];
  readonly guard: Guard;
  readonly counted: RunCounted;
}

const contributed = [
  'after',
  'db',
  'settings',
  'jobs',
  'kv',
  'router',
  'admin',
  'auth',
  'signIn',
  'secrets',
  'mail',
  'images',
  'albums',
  'revision',
  'i18n',
  'asset',
] as const;

/** Inside `decide` only the tables of the open transaction may be used: anything else would wait for itself. */
function refuseInDecide(plugin: string, member: 'db' | 'kv'): void {
  const now = attributed();
  if (now?.inTransaction) throw outsideTransaction(plugin, member, now.where);
}

function outsideDecide(plugin: string, db: Rail['db']): Rail['db'] {
  return {
    table: (name) => {
      refuseInDecide(plugin, 'db');
      return db.table(name);
    },
    transaction: async (run) => {
      refuseInDecide(plugin, 'db');
      return db.transaction(run);
    },
  };
}

function valuesOutsideDecide(plugin: string, kv: Rail['kv']): Rail['kv'] {
  const outside = <T>(use: () => Promise<T>): Promise<T> => {
    refuseInDecide(plugin, 'kv');
    return use();
  };
  return {
    get: async (key) => outside(() => kv.get(key)),
    set: async (key, value) => outside(() => kv.set(key, value)),
    delete: async (key) => outside(() => kv.delete(key)),
    entries: async (prefix) => outside(() => kv.entries(prefix)),
  };
}

function countedJobs(plugin: string, jobs: Rail['jobs'], counted: RunCounted): Rail['jobs'] {
  return {
    ...jobs,
    define: (name, run) =>
      jobs.define(name, (payload: Parameters<typeof run>[0], job) => counted({ plugin, where: `job "${name}"` }, job.signal, () => run(payload, job))),
  };
}

function countedAfter(scope: PluginScope, { registries, counted }: Pick<RailOptions, 'registries' | 'counted'>, after: Rail['after']): Rail['after'] {
  return (hook, run) => {
    announceTap(scope, registries.hooks, { verb: 'after', hook, run });
    after(hook, (items, job) => counted({ plugin: scope.plugin.id, where: `hook "${hook}" (after)` }, job.signal, () => run(items, job)));
  };
}

/** What one plugin's `setup` receives: the kernel's own members and those that other rooms contribute. */
export function createRail(scope: PluginScope, { registries, contributions, guard, counted }: RailOptions): Rail {
  const { plugin, log, signal, onDispose } = scope;
  const { noticeJobs, ...given }: ReturnType<Contribution> = Object.assign({}, ...contributions.map((contribution) => contribution(scope, guard)));
  const rail = {
    ...given,
    ...(given.after && { after: countedAfter(scope, { registries, counted }, given.after) }),
    ...(given.db && { db: outsideDecide(plugin.id, given.db) }),
    ...(given.kv && { kv: valuesOutsideDecide(plugin.id, given.kv) }),
    ...(given.jobs && { jobs: countedJobs(plugin.id, given.jobs, counted) }),
    ...createVerbs(scope, registries),
    cli: registries.cli.cli(scope),
    define: createDefine(scope, registries.hooks, noticeJobs),
    plugin,
    html,
    log,
    signal,
    onDispose,
    timers: pluginTimers(scope, guard),
    cache: pluginCache(scope),
    fetch: pluginFetch(scope),
  };
  for (const member of contributed) {
    if (member in rail) continue;
    Object.defineProperty(rail, member, {
      get: () => {
        throw memberMissing(plugin.id, member);
      },
    });
  }
  return Object.freeze(rail) as Rail;
}
