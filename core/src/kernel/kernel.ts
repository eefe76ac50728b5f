import { type Manifest, apiVersion as sdkVersion } from '@picturerail/sdk';
import { sentenceOf } from './errors.ts';
import { attributed } from './hooks/attribution.ts';
import { createDeadlines } from './hooks/deadlines.ts';
import { createGuard } from './hooks/guard.ts';
import { createHooks } from './hooks/hooks.ts';
import { createSlots } from './hooks/slots.ts';
import { createStrikes } from './hooks/strikes.ts';
import type { Kernel, KernelOptions, PluginState, StartOptions } from './kernel-types.ts';
import { createLoader } from './load-plugin.ts';
import { orderPlugins } from './packages/order-plugins.ts';
import type { Package } from './packages/package.ts';
import { createProviders } from './providers.ts';
import { createRail } from './rail.ts';
import { createScope, type Scope } from './scope.ts';
import { createServices } from './services.ts';
import { createRunPhase, startPlugin } from './start-plugin.ts';
import { createVerbs } from './verbs.ts';
import { whoseError } from './whose-error.ts';

interface Running {
  readonly plugin: Package;
  readonly scope: Scope;
}

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

export function createKernel({ log, apiVersion = sdkVersion, contributions = [] }: KernelOptions): Kernel {
  const deadlines = createDeadlines();
  const strikes = createStrikes();
  const guard = createGuard({ log, deadlines, strikes });
  const registries = { hooks: createHooks(guard), slots: createSlots(guard), services: createServices(), providers: createProviders() };
  const runPhase = createRunPhase(deadlines);
  const load = createLoader();
  const running = new Map<string, Running>();
  const states = new Map<string, PluginState>();

  const openScope = (plugin: Package) => createScope(plugin, { log, within: (run) => runPhase(plugin.id, 'onDispose', run) });
  const core = openScope({ id: 'core', kind: 'plugin', version: apiVersion, dir: import.meta.dirname, manifest: coreManifest });
  core.commit();

  const close = async (id: string, scope: Scope) => {
    deadlines.abort(id);
    await scope.dispose();
    strikes.forget(id);
  };

  /** Something it needs was to be started before it, and is not there. */
  const fallen = ({ id, manifest: { requires } }: Package): string | null => {
    const plugin = Object.keys(requires?.plugins ?? {}).find((other) => !running.has(other));
    if (plugin !== undefined) return `"${id}" needs "${plugin}", which could not be started.`;
    const service = Object.keys(requires?.services ?? {}).find((token) => registries.services.services.get(token as never) === undefined);
    return service === undefined ? null : `"${id}" needs the service "${service}", whose provider could not be started.`;
  };

  const startOne = async (plugin: Package, rank: number, options: StartOptions): Promise<PluginState> => {
    const { id, version } = plugin;
    const reason = fallen(plugin);
    if (reason !== null) return { id, version, state: 'blocked', reason };
    const scope = openScope(plugin);
    try {
      const code = await load(plugin);
      const rail = createRail(scope, { registries, contributions, guard, rank });
      await startPlugin({ plugin, code, scope, rail, runPhase, options });
      running.set(id, { plugin, scope });
      return { id, version, state: 'active' };
    } catch (error) {
      await close(id, scope);
      log.error(sentenceOf(error), { plugin: id, error });
      return { id, version, state: 'failed', reason: sentenceOf(error) };
    }
  };

  const stopPlugin = async (id: string) => {
    const entry = running.get(id);
    if (!entry) return;
    running.delete(id);
    states.delete(id);
    await close(id, entry.scope);
  };

  return {
    hooks: registries.hooks.hooks,
    slots: registries.slots.slots,
    providers: registries.providers.providers,
    services: registries.services.services,
    core: createVerbs(core, registries, -1),
    start: async (packages, active, options = {}) => {
      const plugins = packages.filter(({ id, kind }) => kind === 'plugin' && active.includes(id));
      const { order, blocked } = orderPlugins(plugins, { apiVersion, installed: packages });
      for (const { id, version } of plugins) if (blocked.has(id)) states.set(id, { id, version, state: 'blocked', reason: blocked.get(id) as string });
      for (const [rank, plugin] of order.entries()) if (!running.has(plugin.id)) states.set(plugin.id, await startOne(plugin, rank, options));
      return plugins.map(({ id }) => states.get(id) as PluginState);
    },
    stopPlugin,
    stop: async () => {
      for (const id of [...running.keys()].reverse()) await stopPlugin(id);
      states.clear();
    },
    plugins: () => [...states.values()],
    whose: (error) =>
      attributed() ??
      whoseError(
        error,
        [...running.values()].map(({ plugin }) => plugin),
      ),
    inspect: (id) => {
      const entry = running.get(id);
      return entry && { plugin: entry.plugin, registrations: [...entry.scope.registrations], strikes: strikes.of(id) };
    },
  };
}
