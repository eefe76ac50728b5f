import type { Json, Log, Scope } from '@picturerail/sdk';
import { type Database, readRevisions } from '#database';
import type { Layer } from './merge-layers.ts';
import { unseal } from './secrets.ts';
import type { DeclaredSettings, ScopeKind } from './settings-schema.ts';
import { ownersChangedAfter, readSettings, type SettingRow } from './settings-store.ts';

/** Scopes kept at most before all are forgotten: an album page with thousands of albums must not fill the memory. */
const mostKept = 5000;

export interface CacheOptions {
  readonly database: Database;
  readonly key: Uint8Array;
  readonly log: Log;
  /** Told when nothing kept is good any more. */
  readonly onMoved: () => void;
  /** Told the owners whose settings have changed, in each process. */
  readonly onChanged: (owners: readonly string[]) => void;
}

/** What the database says, kept until the `settings` revision moves. */
export interface SettingsCache {
  layers(declared: DeclaredSettings, scopes: readonly Scope[]): Promise<Layer[]>;
  sync(revision: number): void;
  refresh(): Promise<void>;
}

/** Layers by declaration: two versions of a plugin read the same rows by schemas of their own. */
function createKept() {
  const byDeclared = new WeakMap<DeclaredSettings, Map<Scope, Promise<Layer>>>();
  let size = 0;
  return {
    of: (declared: DeclaredSettings) => {
      const known = byDeclared.get(declared) ?? new Map<Scope, Promise<Layer>>();
      byDeclared.set(declared, known);
      return known;
    },
    count: (more: number) => {
      size += more;
    },
    full: () => size > mostKept,
  };
}

export const secretPlace = (owner: string, scope: string, name: string): string => `${owner}/${scope}/${name}`;

const kindOf = (scope: Scope): ScopeKind => scope.split(':', 1)[0] as ScopeKind;

export function settingsCache({ database, key, log, onMoved, onChanged }: CacheOptions): SettingsCache {
  let known: number | undefined;
  let layers = createKept();

  const sync = (revision: number): void => {
    if (known !== undefined && revision <= known) return;
    const before = known;
    known = revision;
    layers = createKept();
    onMoved();
    if (before === undefined) return;
    ownersChangedAfter(database.read, before).then(onChanged, (error: unknown) => log.warn('changed settings not read', { reason: String(error) }));
  };

  /** Without a revision to begin with, a change between the first reading and the first request would go unnoticed. */
  const begin = async (): Promise<void> => {
    if (known === undefined) sync((await readRevisions(database.read)).settings);
  };

  const usable = ({ owner, properties }: DeclaredSettings, { scope, name, value }: SettingRow): Json | undefined => {
    const property = properties.get(name);
    if (!property) return undefined;
    const text = property.secret ? unseal(key, secretPlace(owner, scope, name), value) : value;
    if (text === null) {
      log.error('secret setting cannot be read', { owner, scope, name, reason: 'It was encrypted with another SECRET_KEY; set it again.' });
      return undefined;
    }
    const parsed = JSON.parse(text) as Json;
    const problem = property.problem(parsed);
    if (problem === null) return parsed;
    log.warn('stored setting not used', { owner, scope, name, reason: problem.sentence });
    return undefined;
  };

  const layerOf = (declared: DeclaredSettings, scope: Scope, rows: readonly SettingRow[]): Layer => {
    const own = rows.filter((row) => row.scope === scope).map((row) => [row.name, usable(declared, row)] as const);
    return { scope, values: new Map(own.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined)) };
  };

  return {
    layers: async (declared, scopes) => {
      await begin();
      const kinds = new Set([...declared.properties.values()].flatMap((property) => property.scopes));
      const asked = scopes.filter((scope) => kinds.has(kindOf(scope)));
      if (layers.full()) layers = createKept();
      const kept = layers.of(declared);
      const missing = asked.filter((scope) => !kept.has(scope));
      if (missing.length > 0) {
        const rows = readSettings(database.read, declared.owner, missing);
        layers.count(missing.length);
        for (const scope of missing) {
          const layer = rows.then((all) => layerOf(declared, scope, all));
          layer.catch(() => kept.delete(scope));
          kept.set(scope, layer);
        }
      }
      return Promise.all(asked.map((scope) => kept.get(scope) as Promise<Layer>));
    },
    sync,
    refresh: async () => sync((await readRevisions(database.read)).settings),
  };
}
