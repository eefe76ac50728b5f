import { type Manifest, apiVersion as sdkVersion } from '@picturerail/sdk';
import { createFollow } from './follow.ts';
import { createRunCounted } from './hooks/counted.ts';
import { createDeadlines } from './hooks/deadlines.ts';
import { createGuard } from './hooks/guard.ts';
import { createHooks } from './hooks/hooks.ts';
import { createSlots } from './hooks/slots.ts';
import type { Kernel, KernelOptions } from './kernel-types.ts';
import { createLoader } from './load-plugin.ts';
import { createCommands } from './members/plugin-commands.ts';
import type { Package } from './packages/package.ts';
import { createProviders } from './providers.ts';
import { createRail } from './rail.ts';
import { createScope } from './scope.ts';
import { createServices } from './services.ts';
import { createRunPhase, runMoment } from './start-plugin.ts';
import { createCounters } from './supervision/supervision.ts';
import { createVerbs } from './verbs.ts';

const coreManifest: Manifest = {
  manifestVersion: 1,
  id: 'core',
  kind: 'plugin',
  displayName: 'Picturerail',
  api: sdkVersion,
  capabilities: [
    { name: 'media-steps', why: 'Makes derivatives.' },
    { name: 'guards', why: 'Guards bytes.' },
  ],
};

export function createKernel({ log, apiVersion = sdkVersion, contributions = [], counters = createCounters(log) }: KernelOptions): Kernel {
  const deadlines = createDeadlines();
  const { strikes } = counters;
  const guard = createGuard({ log, deadlines, ...counters });
  const registries = { hooks: createHooks(guard), slots: createSlots(guard), services: createServices(), providers: createProviders(), cli: createCommands() };
  const runPhase = createRunPhase(deadlines);
  const load = createLoader();
  const ranks = new Map<string, number>();
  let turn = 0;

  const openScope = (plugin: Package) =>
    createScope(plugin, {
      log,
      deadlines,
      within: (owner, run) => runPhase({ plugin: plugin.id, owner }, 'onDispose', run),
      rank: (id) => ranks.get(id) ?? -1,
    });
  const core = openScope({ id: 'core', kind: 'plugin', version: apiVersion, dir: import.meta.dirname, manifest: coreManifest });
  core.commit();

  const open = async (plugin: Package) => {
    const scope = openScope(plugin);
    try {
      const code = await load(plugin);
      return { plugin, scope, code, rail: createRail(scope, { registries, contributions, guard, counted: createRunCounted(counters) }), runPhase };
    } catch (error) {
      await scope.dispose();
      throw error;
    }
  };

  const follow = createFollow({
    log,
    apiVersion,
    open,
    offers: (service) => registries.services.services.get(service as never) !== undefined,
    place: (order) => {
      ranks.clear();
      for (const [rank, { id }] of order.entries()) ranks.set(id, rank);
      registries.hooks.reorder();
      registries.slots.reorder();
    },
    forget: strikes.forget,
  });

  return {
    hooks: registries.hooks.hooks,
    slots: registries.slots.slots,
    providers: registries.providers.providers,
    services: registries.services.services,
    commands: registries.cli.commands,
    core: createVerbs(core, registries),
    follow: (...what) => {
      turn += 1;
      return follow.follow(...what);
    },
    stop: follow.stop,
    runs: (id) => id === 'core' || follow.running().some(({ plugin }) => plugin.id === id),
    turn: () => turn,
    plugins: follow.states,
    uninstall: async (plugin, { keepData }) => {
      const opened = await open(plugin);
      await runMoment({ ...opened, options: {} }, 'uninstall', { keepData }).finally(() => opened.scope.dispose());
    },
    order: (name) => [...registries.hooks.order(name), ...registries.slots.order(name)],
    inspect: (id) => {
      const entry = follow.running().find(({ plugin }) => plugin.id === id);
      return entry && { plugin: entry.plugin, registrations: entry.scope.registrations, strikes: strikes.of(id) };
    },
  };
}
