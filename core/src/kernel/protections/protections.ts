import type { Maybe } from '@picturerail/sdk';
import type { Database } from '#database';
import { raise } from '../registry/raise.ts';
import type { Protection } from './protection.ts';
import { insertProtections, readProtections } from './protections-store.ts';

/**
 * What plugins protect, in memory. It is written down before anything is shown that goes by it, so that it is known when
 * the plugin is not there to say so.
 */
export interface Protections {
  /** Remembers what is new among these, and resolves when that is written down; at once where nothing is new. */
  note(protections: readonly Protection[]): Maybe<void>;
  /** Up to date as far as `sync` and the kernel's turns tell; resolves at once where it is. */
  ready(): Maybe<void>;
  /** Scopes with a protection whose plugin does not run in this process, at this moment; to be asked after `ready`. */
  unmet(): readonly string[];
  /** Says at which revision the registry stands. */
  sync(revision: number): void;
}

export interface ProtectionsOptions {
  readonly database: Database;
  /** Who runs here: `turn` rises whenever that may become another. */
  readonly kernel: { runs(plugin: string): boolean; turn(): number };
  readonly clock?: () => number;
}

const none: readonly string[] = [];
const nameOf = ({ scope, step }: Protection) => `${scope} ${step}`;

export function createProtections({ database, kernel, clock = Date.now }: ProtectionsOptions): Protections {
  /** Names and scopes by plugin. */
  let known = new Map<string, { readonly names: Set<string>; readonly scopes: Set<string> }>();
  let revision = -1;
  let wanted = 0;
  let turn = -1;
  let reading: Promise<void> | null = null;
  let writing: Promise<void> = Promise.resolve();

  const isKnown = (one: Protection) => known.get(one.plugin)?.names.has(nameOf(one)) ?? false;
  const isFresh = () => revision >= wanted && turn === kernel.turn();

  async function read(): Promise<void> {
    const at = kernel.turn();
    const asked = wanted;
    const now = await readProtections(database.read);
    known = new Map();
    for (const one of now.protections) {
      const of = known.get(one.plugin) ?? { names: new Set(), scopes: new Set() };
      of.names.add(nameOf(one));
      of.scopes.add(one.scope);
      known.set(one.plugin, of);
    }
    revision = now.revision;
    // Lower than what was asked for: the database has been put back to an older state.
    if (revision < asked && wanted === asked) wanted = revision;
    turn = at;
  }

  async function upToDate(): Promise<void> {
    while (!isFresh()) {
      reading ??= read().finally(() => {
        reading = null;
      });
      await reading;
    }
  }

  async function write(protections: readonly Protection[]): Promise<void> {
    await upToDate();
    const fresh = protections.filter((one) => !isKnown(one));
    if (fresh.length === 0) return;
    const now = await database.transaction(async (tx) => ((await insertProtections(tx, fresh, clock())) > 0 ? raise(tx) : null));
    // Where another process was quicker, its revision has been raised too, and will be told.
    if (now === null) revision = -1;
    else wanted = Math.max(wanted, now);
    await upToDate();
  }

  return {
    note: (protections) => {
      if (isFresh() && protections.every(isKnown)) return;
      writing = writing.catch(() => {}).then(() => write(protections));
      return writing;
    },
    ready: () => (isFresh() ? undefined : upToDate()),
    unmet: () => (known.size === 0 ? none : [...known].flatMap(([plugin, { scopes }]) => (kernel.runs(plugin) ? [] : [...scopes]))),
    sync: (now) => {
      wanted = Math.max(wanted, now);
    },
  };
}
