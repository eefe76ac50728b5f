import type { Log, Maybe } from '@picturerail/sdk';
import { scopeClosed, scopeGoing } from './errors.ts';
import { attribute } from './hooks/attribution.ts';
import type { Deadlines } from './hooks/deadlines.ts';
import type { Package } from './packages/package.ts';
import type { PluginScope, Registration } from './plugin-scope.ts';
import { placesOf, sourceLine } from './source-line.ts';

/** Everything one plugin holds between its start and its stop. */
export interface Scope extends PluginScope {
  /** Names this scope among all there ever were. */
  readonly owner: string;
  readonly registrations: readonly Registration[];
  /** Makes all that `setup` registered, without a pause in which a call could see half of it. Where one cannot be made, none is, and it throws. */
  commit(): void;
  /** Takes back all registrations at once; `commit` makes them again. */
  retract(): void;
  /** Waits for calls under way, at most `drainMs`; then frees the plugin's own resources, last first. Never rejects. */
  dispose(drainMs?: number): Promise<void>;
}

interface Entry extends Registration {
  readonly make: () => () => void;
  undo: (() => void) | null;
}

const logFor = (plugin: string, log: Log): Log => {
  const level = (name: keyof Log) => (message: string, data?: object) => log[name](message, { ...data, plugin });
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
};

export interface ScopeOptions {
  readonly log: Log;
  readonly deadlines: Deadlines;
  /** How long `onDispose` may take, each. */
  readonly within: (owner: string, run: () => Maybe<void>) => Promise<void>;
  /** Place of a plugin among those that run. */
  readonly rank: (plugin: string) => number;
}

let scopes = 0;

export function createScope({ id, version, dir, manifest }: Package, { log: kernelLog, deadlines, within, rank }: ScopeOptions): Scope {
  scopes += 1;
  const owner = `${id}#${scopes}`;
  const log = logFor(id, kernelLog);
  const controller = new AbortController();
  const entries = new Set<Entry>();
  const notes: Registration[] = [];
  const cleanups: (() => Maybe<void>)[] = [];
  const places = placesOf(dir);
  let committed = false;
  let closed = false;
  let gone = false;

  const open = (what: string) => {
    if (closed) throw scopeClosed(id, what);
  };
  const undo = (entry: Entry) => {
    const run = entry.undo;
    entry.undo = null;
    try {
      run?.();
    } catch (error) {
      log.error(`The plugin "${id}" failed while the ${entry.kind} "${entry.name}" was taken back.`, { error });
    }
  };
  const retract = () => {
    committed = false;
    for (const entry of [...entries].reverse()) undo(entry);
  };
  // What a running plugin registers on its way (a timer) is not worth a stack each time.
  const at = () => (committed ? null : sourceLine(places));

  return {
    plugin: { id, version, dir },
    owner,
    manifest,
    log,
    signal: controller.signal,
    get registrations() {
      return [...notes, ...entries].map(({ kind, name, at: line }) => ({ kind, name, at: line }));
    },
    onDispose: (run) => {
      open('a clean-up');
      cleanups.push(run);
    },
    record: (kind, name) => {
      open(`the ${kind} "${name}"`);
      notes.push({ kind, name, at: at() });
    },
    register: (kind, name, make) => {
      open(`the ${kind} "${name}"`);
      const entry: Entry = { kind, name, at: at(), make, undo: committed ? make() : null };
      entries.add(entry);
      return () => {
        undo(entry);
        entries.delete(entry);
      };
    },
    tap: (where, run, order = {}) => ({
      plugin: id,
      owner,
      where,
      run,
      order,
      get gone() {
        return gone;
      },
      get rank() {
        return rank(id);
      },
    }),
    commit: () => {
      try {
        for (const entry of entries) entry.undo = entry.make();
        committed = true;
      } catch (error) {
        retract();
        throw error;
      }
    },
    retract,
    dispose: async (drainMs = 0) => {
      closed = true;
      retract();
      if (drainMs > 0) await deadlines.drained(owner, drainMs);
      gone = true;
      deadlines.abort(owner, scopeGoing(id));
      controller.abort();
      for (const cleanup of cleanups.splice(0).reverse()) {
        await attribute({ plugin: id, where: 'onDispose' }, () => within(owner, cleanup)).catch((error) =>
          log.error(`The plugin "${id}" failed to clean up after itself.`, { error }),
        );
      }
      entries.clear();
      notes.length = 0;
    },
  };
}
