import { html, type Rail } from '@picturerail/sdk';
import { memberMissing, outsideTransaction } from './errors.ts';
import { attribute, attributed } from './hooks/attribution.ts';
import { checkTap } from './hooks/check-tap.ts';
import type { Guard } from './hooks/guard.ts';
import type { Contribution, PluginScope } from './plugin-scope.ts';
import { pluginTimers } from './timers.ts';
import { createVerbs, type Registries } from './verbs.ts';

export interface RailOptions {
  readonly registries: Registries;
  readonly contributions: readonly Contribution[];
  readonly guard: Guard;
  readonly rank: number;
}

const contributed = ['after', 'db', 'settings', 'jobs', 'images', 'i18n', 'asset'] as const;

/** Inside `decide` only the tables of the open transaction may be used: anything else would wait for itself. */
function outsideDecide(plugin: string, db: Rail['db']): Rail['db'] {
  const refuse = () => {
    const now = attributed();
    if (now?.inTransaction) throw outsideTransaction(plugin, now.where);
  };
  return {
    table: (name) => {
      refuse();
      return db.table(name);
    },
    transaction: async (run) => {
      refuse();
      return db.transaction(run);
    },
  };
}

function attributedJobs(plugin: string, jobs: Rail['jobs']): Rail['jobs'] {
  return {
    ...jobs,
    define: (name, run) =>
      jobs.define(name, (payload: Parameters<typeof run>[0], job) => attribute({ plugin, where: `job "${name}"` }, () => run(payload, job))),
  };
}

function checkedAfter({ manifest, plugin }: PluginScope, after: Rail['after']): Rail['after'] {
  return (hook, run) => {
    checkTap(manifest, 'after', hook, run);
    after(hook, (items, job) => attribute({ plugin: plugin.id, where: `hook "${hook}" (after)` }, () => run(items, job)));
  };
}

/** What one plugin's `setup` receives: the kernel's own members and those that other rooms contribute. */
export function createRail(scope: PluginScope, { registries, contributions, guard, rank }: RailOptions): Rail {
  const { plugin, log, signal, onDispose } = scope;
  const given: Partial<Rail> = Object.assign({}, ...contributions.map((contribution) => contribution(scope)));
  const rail = {
    ...given,
    ...(given.after && { after: checkedAfter(scope, given.after) }),
    ...(given.db && { db: outsideDecide(plugin.id, given.db) }),
    ...(given.jobs && { jobs: attributedJobs(plugin.id, given.jobs) }),
    ...createVerbs(scope, registries, rank),
    plugin,
    html,
    log,
    signal,
    onDispose,
    timers: pluginTimers(scope, guard),
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
