import type { Log, Plugin, Rail } from '@picturerail/sdk';
import { sentenceOf } from './errors.ts';
import type { PluginState, StartOptions, Wanted } from './kernel-types.ts';
import { orderPlugins } from './packages/order-plugins.ts';
import type { Package } from './packages/package.ts';
import type { Scope } from './scope.ts';
import { type RunPhase, setUpPlugin, tellActivated } from './start-plugin.ts';

/** Calls under way get this long before the code they run in is freed. */
const drainMs = 10_000;

/** A plugin whose code is loaded, with a scope that holds nothing yet. */
export interface Opened {
  readonly plugin: Package;
  readonly scope: Scope;
  readonly code: Plugin;
  readonly rail: Rail;
  readonly runPhase: RunPhase;
}

interface Running extends Opened {
  /** Which of its optional needs were there when it was set up. */
  readonly beside: string;
}

export interface FollowOptions {
  readonly log: Log;
  readonly apiVersion: string;
  readonly open: (plugin: Package) => Promise<Opened>;
  /** True where a service is offered. */
  readonly offers: (service: string) => boolean;
  /** Told the order before anything starts in it. */
  readonly place: (order: readonly Package[]) => void;
  readonly forget: (plugin: string) => void;
}

export interface Follow {
  /** Makes what runs equal to what is wanted: stops, swaps and starts, one after the other. */
  follow(packages: readonly Package[], wanted: Wanted, options?: StartOptions): Promise<PluginState[]>;
  /** Takes all away, last started first. */
  stop(): Promise<void>;
  states(): readonly PluginState[];
  running(): readonly Opened[];
}

/** An attempt that failed is not made again before its bytes or the webmaster's wish are others. */
const attemptOf = ({ dir, version }: Package, attempt: number): string => `${dir} ${version} ${attempt}`;

export function createFollow({ log, apiVersion, open, offers, place, forget }: FollowOptions): Follow {
  const running = new Map<string, Running>();
  const states = new Map<string, PluginState>();
  const failures = new Map<string, { readonly attempt: string; readonly reason: string }>();
  const draining = new Set<Promise<void>>();
  let turn: Promise<unknown> = Promise.resolve();

  const letGo = (scope: Scope, id: string) => {
    const over = scope.dispose(drainMs).finally(() => {
      draining.delete(over);
      if (!running.has(id)) forget(id);
    });
    draining.add(over);
  };
  const stopOne = (id: string) => {
    const entry = running.get(id);
    running.delete(id);
    states.delete(id);
    if (!entry) return;
    entry.scope.retract();
    letGo(entry.scope, id);
  };

  /** Something it needs was to run before it, and does not. */
  const fallen = ({ id, manifest: { requires } }: Package): string | null => {
    const plugin = Object.keys(requires?.plugins ?? {}).find((other) => !running.has(other));
    if (plugin !== undefined) return `"${id}" needs "${plugin}", which could not be started.`;
    const service = Object.keys(requires?.services ?? {}).find((token) => !offers(token));
    return service === undefined ? null : `"${id}" needs the service "${service}", whose provider could not be started.`;
  };

  /** Code is loaded and set up, with nothing of it in force yet; one that fails leaves nothing. */
  const prepare = async (plugin: Package, options: StartOptions): Promise<Opened> => {
    const over = options.journal?.(plugin);
    try {
      const opened = await open(plugin);
      try {
        await setUpPlugin({ ...opened, options });
        return opened;
      } catch (error) {
        await opened.scope.dispose();
        throw error;
      }
    } finally {
      over?.();
    }
  };

  /** Between the old registrations and the new ones no call can come. */
  const takeOver = ({ scope }: Opened, before: Running | undefined) => {
    before?.scope.retract();
    try {
      scope.commit();
    } catch (error) {
      before?.scope.commit();
      throw error;
    }
  };

  const bring = async (
    plugin: Package,
    beside: string,
    { attempt, options }: { readonly attempt: string; readonly options: StartOptions },
  ): Promise<PluginState> => {
    const { id, version } = plugin;
    const before = running.get(id);
    const known = failures.get(id);
    if (known?.attempt === attempt) return stateOf(plugin, before, known.reason);
    let opened: Opened | undefined;
    try {
      opened = await prepare(plugin, options);
      const at = performance.now();
      takeOver(opened, before);
      if (before) log.debug('A version has taken over.', { plugin: id, version, from: before.plugin.version, pauseMs: performance.now() - at });
    } catch (error) {
      await opened?.scope.dispose();
      failures.set(id, { attempt, reason: sentenceOf(error) });
      log.error(sentenceOf(error), { plugin: id, version, error });
      return stateOf(plugin, before, sentenceOf(error));
    }
    failures.delete(id);
    running.set(id, { ...opened, beside });
    if (before) letGo(before.scope, id);
    await tellActivated({ ...opened, options });
    return { id, version, state: 'active' };
  };

  /** Which of its optional needs run, of those that come before it. */
  const besideOf = ({ manifest: { optional } }: Package, earlier: ReadonlySet<string>): string => {
    const plugins = Object.keys(optional?.plugins ?? {}).filter((id) => earlier.has(id) && running.has(id));
    const services = Object.keys(optional?.services ?? {}).filter(offers);
    return [...plugins, ...services].toSorted().join(' ');
  };

  const followNow = async (packages: readonly Package[], wanted: Wanted, options: StartOptions): Promise<PluginState[]> => {
    const plugins = packages.filter(({ id, kind }) => kind === 'plugin' && wanted.has(id));
    const { order, blocked } = orderPlugins(plugins, { apiVersion, installed: packages });
    for (const id of [...running.keys()].reverse()) if (!order.some((one) => one.id === id)) stopOne(id);
    states.clear();
    place(order);
    const earlier = new Set<string>();
    for (const plugin of order) {
      const { id, version } = plugin;
      const beside = besideOf(plugin, earlier);
      earlier.add(id);
      const entry = running.get(id);
      const reason = fallen(plugin);
      if (reason !== null) {
        stopOne(id);
        states.set(id, { id, version, state: 'blocked', reason });
      } else if (entry && entry.plugin.dir === plugin.dir && entry.plugin.version === version && entry.beside === beside) {
        states.set(id, { id, version, state: 'active' });
      } else {
        states.set(id, await bring(plugin, beside, { attempt: attemptOf(plugin, wanted.get(id) ?? 0), options }));
      }
    }
    for (const { id, version } of plugins) if (blocked.has(id)) states.set(id, { id, version, state: 'blocked', reason: blocked.get(id) as string });
    return plugins.map(({ id }) => states.get(id) as PluginState);
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work);
    turn = done.catch(() => {});
    return done;
  };

  return {
    follow: (packages, wanted, options = {}) => inTurn(() => followNow(packages, wanted, options)),
    stop: () =>
      inTurn(async () => {
        for (const id of [...running.keys()].reverse()) {
          const entry = running.get(id);
          running.delete(id);
          await entry?.scope.dispose();
          forget(id);
        }
        states.clear();
        failures.clear();
        await Promise.all(draining);
      }),
    states: () => [...states.values()],
    running: () => [...running.values()],
  };
}

/** What is left where a version could not take over: the one before it, or nothing. */
const stateOf = ({ id, version, dir }: Package, before: Running | undefined, reason: string): PluginState =>
  before ? { id, version: before.plugin.version, state: 'active', refused: { version, dir, reason } } : { id, version, state: 'failed', reason };
