import type { Log, Maybe } from '@picturerail/sdk';
import { scopeClosed } from './errors.ts';
import { attribute } from './hooks/attribution.ts';
import type { Package } from './packages/package.ts';
import type { PluginScope, Registration } from './plugin-scope.ts';

/** Everything one plugin holds between its start and its stop. */
export interface Scope extends PluginScope {
  readonly registrations: readonly Registration[];
  /** Makes all that `setup` registered, without a pause in which a call could see half of it. */
  commit(): void;
  /** Takes back all registrations at once, then frees the plugin's own resources, last first. Never rejects. */
  dispose(): Promise<void>;
}

interface Staged extends Registration {
  readonly make: () => () => void;
}

const logFor = (plugin: string, log: Log): Log => {
  const level = (name: keyof Log) => (message: string, data?: object) => log[name](message, { ...data, plugin });
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
};

export interface ScopeOptions {
  readonly log: Log;
  /** How long `onDispose` may take, each. */
  readonly within: (run: () => Maybe<void>) => Promise<void>;
}

export function createScope({ id, version, dir, manifest }: Package, { log: kernelLog, within }: ScopeOptions): Scope {
  const log = logFor(id, kernelLog);
  const controller = new AbortController();
  const registrations: Registration[] = [];
  const undos: (() => void)[] = [];
  const cleanups: (() => Maybe<void>)[] = [];
  let staged: Staged[] | null = [];
  let closed = false;

  const contained = (what: string, run: () => void) => {
    try {
      run();
    } catch (error) {
      log.error(`The plugin "${id}" failed while ${what} was taken back.`, { error });
    }
  };
  const open = (what: string) => {
    if (closed) throw scopeClosed(id, what);
  };

  return {
    plugin: { id, version, dir },
    manifest,
    log,
    signal: controller.signal,
    registrations,
    onDispose: (run) => {
      open('a clean-up');
      cleanups.push(run);
    },
    record: (kind, name) => {
      open(`the ${kind} "${name}"`);
      registrations.push({ kind, name });
    },
    register: (kind, name, make) => {
      open(`the ${kind} "${name}"`);
      registrations.push({ kind, name });
      if (staged) staged.push({ kind, name, make });
      else undos.push(make());
    },
    commit: () => {
      const all = staged ?? [];
      staged = null;
      for (const { make } of all) undos.push(make());
    },
    dispose: async () => {
      closed = true;
      staged = null;
      for (const undo of undos.splice(0).reverse()) contained('a registration', undo);
      contained('its signal', () => controller.abort());
      for (const cleanup of cleanups.splice(0).reverse()) {
        await attribute({ plugin: id, where: 'onDispose' }, () => within(cleanup)).catch((error) =>
          log.error(`The plugin "${id}" failed to clean up after itself.`, { error }),
        );
      }
      registrations.length = 0;
    },
  };
}
