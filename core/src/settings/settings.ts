import type { Json, Log, Scope, Secrets } from '@picturerail/sdk';
import type { Database, Sql, Tx } from '#database';
import { closestWord } from '#kernel';
import { type CoreSettings, checkCoreSettings, coreSettingsSchema } from './core-settings.ts';
import { ownerUnknown, scopeInvalid, settingInvalid, settingScope, settingUnknown } from './errors.ts';
import { explainLayers, mergeLayers } from './merge-layers.ts';
import type { Problem } from './problem-sentence.ts';
import { seal, unseal } from './secrets.ts';
import { secretPlace, settingsCache } from './settings-cache.ts';
import { type Check, type DeclaredSettings, declareSettings, type Explained, type Property, type SettingsSchema, type Values } from './settings-schema.ts';
import { deleteSettings, readSettings, writeSettings } from './settings-store.ts';

export interface SettingsOptions {
  readonly database: Database;
  /** 32 bytes: `derivedKey(config, 'settings')`. */
  readonly key: Uint8Array;
  readonly log: Log;
}

export type SettingsPatch = { readonly [name: string]: Json | undefined };

/** An owner's settings as one schema describes them, in force or not. */
export interface OwnSettings {
  /** As `Settings.get`, by this schema. */
  get<S = Values>(scopes?: readonly Scope[]): Promise<S>;
  /** From now on the owner's settings are these, for everybody who asks by its name; returns what undoes it. */
  enforce(): () => void;
}

export interface Settings {
  /** Checks a schema, so that its values can be read before it is in force: a new version of a plugin is set up beside the one that runs. Errors: `settings-schema-invalid`. */
  declare(owner: string, schema: SettingsSchema, check?: Check): OwnSettings;
  /** Declares an owner's settings and puts them in force (`core` is already); returns what undoes it. Errors: `settings-schema-invalid`. */
  define(owner: string, schema: SettingsSchema, check?: Check): () => void;
  /** Values over a chain of scopes (the gallery first, named or not), defaults underneath, secrets in clear. Do not change them. Errors: `setting-owner-unknown`. */
  get<S = Values>(owner: string, scopes?: readonly Scope[]): Promise<S>;
  /** The core's own. */
  core(): Promise<CoreSettings>;
  /** What is wrong with each of these values, by name; nothing is stored. Errors: `setting-unknown`. */
  problems(owner: string, patch: SettingsPatch): { readonly [name: string]: Problem };
  /** Throws what `set` would for the whole gallery, and stores nothing. */
  check(owner: string, patch: SettingsPatch): Promise<void>;
  /** Checks and stores; null or undefined goes back to what lies below. Errors: `setting-unknown`, `setting-invalid`, `setting-scope`. */
  set(owner: string, scope: Scope, patch: SettingsPatch): Promise<void>;
  /** The same inside a transaction. */
  setIn(tx: Tx, owner: string, scope: Scope, patch: SettingsPatch): Promise<void>;
  /** A value as typed on a command line: JSON where the schema wants it, else the text. Errors: `setting-unknown`, `setting-invalid`. */
  parse(owner: string, name: string, text: string): Json;
  /** Every setting of an owner and where it comes from; secrets without their value. */
  explain(owner: string, scopes?: readonly Scope[]): Promise<Explained[]>;
  owners(): { readonly owner: string; readonly schema: SettingsSchema }[];
  /** Runs after somebody changed settings of this owner, in each process; returns what ends it. */
  changed(owner: string, run: () => void | Promise<void>): () => void;
  /** Takes note of the `settings` revision of a request: newer than the cache empties it. */
  sync(revision: number): void;
  /** Reads the revision itself: for processes without requests. */
  refresh(): Promise<void>;
  /** Encrypts what an owner keeps elsewhere than here. */
  secretsOf(owner: string): Secrets;
  /** Deletes what an owner has set: for uninstalling. */
  forget(owner: string): Promise<void>;
}

const scopeRule = /^(gallery|(group|album|image):[1-9]\d{0,15})$/;
/** No setting is about that: its place begins with its owner. */
const keptPlace = (owner: string, about: string): string => JSON.stringify(['kept', owner, about]);
const chainOf = (scopes: readonly Scope[]): Scope[] => [...new Set<Scope>(['gallery', ...scopes])];

export function createSettings({ database, key, log }: SettingsOptions): Settings {
  const declared = new Map<string, DeclaredSettings[]>();
  const listeners = new Map<string, Set<() => void | Promise<void>>>();
  let galleryValues = new WeakMap<DeclaredSettings, Promise<Values>>();

  const tell = async (owner: string): Promise<void> => {
    for (const run of listeners.get(owner) ?? []) {
      try {
        await run();
      } catch (error) {
        log.error('a listener to settings failed', { owner, reason: error instanceof Error ? error.message : String(error) });
      }
    }
  };
  const onChanged = (owners: readonly string[]) => owners.forEach((owner) => void tell(owner));
  const onMoved = () => {
    galleryValues = new WeakMap();
  };
  const cache = settingsCache({ database, key, log, onMoved, onChanged });

  const of = (owner: string): DeclaredSettings => {
    const found = declared.get(owner)?.at(-1);
    if (!found) throw ownerUnknown(owner, closestWord(owner, declared.keys()));
    return found;
  };
  const propertyOf = (settings: DeclaredSettings, name: string): Property => {
    const found = settings.properties.get(name);
    if (!found) throw settingUnknown(settings.owner, name, closestWord(name, settings.properties.keys()));
    return found;
  };

  const galleryOnly = (settings: DeclaredSettings): Promise<Values> => {
    const kept = galleryValues;
    const known = kept.get(settings);
    if (known) return known;
    const values = cache.layers(settings, ['gallery']).then((layers) => Object.freeze(mergeLayers(settings, layers)));
    values.catch(() => kept.delete(settings));
    kept.set(settings, values);
    return values;
  };
  const valuesOf = async <S>(settings: DeclaredSettings, scopes: readonly Scope[] = []): Promise<S> => {
    if (scopes.length === 0) return (await galleryOnly(settings)) as S;
    return mergeLayers(settings, await cache.layers(settings, chainOf(scopes))) as S;
  };
  const enforce = (settings: DeclaredSettings) => {
    const { owner } = settings;
    const rest = () => (declared.get(owner) ?? []).filter((one) => one !== settings);
    declared.set(owner, [...rest(), settings]);
    return () => {
      if (rest().length === 0) declared.delete(owner);
      else declared.set(owner, rest());
    };
  };

  const self: Settings = {
    declare: (owner, schema, check) => {
      const settings = declareSettings(owner, schema, check);
      return { get: (scopes) => valuesOf(settings, scopes), enforce: () => enforce(settings) };
    },
    define: (owner, schema, check) => enforce(declareSettings(owner, schema, check)),
    get: async (owner, scopes) => valuesOf(of(owner), scopes),
    core: () => galleryOnly(of('core')) as unknown as Promise<CoreSettings>,
    problems: (owner, patch) => problemsOf(patch, (name) => propertyOf(of(owner), name)),
    check: async (owner, patch) => {
      const settings = of(owner);
      checkPatch(settings, 'gallery', patch, (name) => propertyOf(settings, name));
      await checkTogether(database.read, settings, patch);
    },
    set: (owner, scope, patch) => database.transaction((tx) => self.setIn(tx, owner, scope, patch)),
    setIn: async (tx, owner, scope, patch) => {
      const settings = of(owner);
      checkPatch(settings, scope, patch, (name) => propertyOf(settings, name));
      if (scope === 'gallery') await checkTogether(tx, settings, patch);
      const revision = await writeSettings(tx, owner, scope, storedForms(key, settings, scope, patch));
      tx.afterCommit(() => cache.sync(revision));
    },
    parse: (owner, name, text) => parseText(owner, name, propertyOf(of(owner), name), text),
    explain: async (owner, scopes = []) => explainLayers(of(owner), await cache.layers(of(owner), chainOf(scopes))),
    owners: () => [...declared.keys()].map((owner) => ({ owner, schema: of(owner).schema })),
    changed: (owner, run) => {
      const all = listeners.get(owner) ?? new Set();
      listeners.set(owner, all.add(run));
      return () => void all.delete(run);
    },
    sync: cache.sync,
    refresh: cache.refresh,
    secretsOf: (owner) => ({
      seal: (about, text) => seal(key, keptPlace(owner, about), text),
      open: (about, sealed) => unseal(key, keptPlace(owner, about), sealed),
    }),
    forget: (owner) =>
      database.transaction(async (tx) => {
        const revision = await deleteSettings(tx, owner);
        tx.afterCommit(() => cache.sync(revision));
      }),
  };
  self.define('core', coreSettingsSchema, checkCoreSettings);
  return self;
}

function problemsOf(patch: SettingsPatch, propertyOf: (name: string) => Property): { [name: string]: Problem } {
  const all = Object.entries(patch).map(([name, value]) => [name, value === undefined || value === null ? null : propertyOf(name).problem(value)] as const);
  return Object.fromEntries(all.filter((entry): entry is [string, Problem] => entry[1] !== null));
}

function checkPatch(settings: DeclaredSettings, scope: Scope, patch: SettingsPatch, propertyOf: (name: string) => Property): void {
  if (!scopeRule.test(scope)) throw scopeInvalid(scope);
  for (const [name, value] of Object.entries(patch)) {
    const { scopes, problem } = propertyOf(name);
    if (!scopes.some((kind) => scope === kind || scope.startsWith(`${kind}:`))) throw settingScope(settings.owner, name, scope, scopes);
    const wrong = value === undefined || value === null ? null : problem(value);
    if (wrong !== null) throw settingInvalid(settings.owner, name, wrong.sentence);
  }
}

/** Rules that concern several values hold for the gallery's, where all of them stand. Secrets are not compared. */
async function checkTogether(sql: Sql, settings: DeclaredSettings, patch: SettingsPatch): Promise<void> {
  const rows = await readSettings(sql, settings.owner, ['gallery']);
  const plain = (name: string) => settings.properties.get(name)?.secret === false;
  const stored = rows.filter(({ name }) => plain(name)).map(({ name, value }) => [name, JSON.parse(value) as Json] as const);
  // What an earlier schema allowed and this one does not is not in use, so it stands in nobody's way.
  const values = new Map(stored.filter(([name, value]) => settings.properties.get(name)?.problem(value) === null));
  for (const [name, value] of Object.entries(patch).filter(([name]) => plain(name))) {
    if (value === undefined || value === null) values.delete(name);
    else values.set(name, value);
  }
  const wrong = settings.problem(mergeLayers(settings, [{ scope: 'gallery', values }]));
  if (wrong) throw settingInvalid(settings.owner, wrong.name, wrong.problem);
}

function storedForms(key: Uint8Array, { owner, properties }: DeclaredSettings, scope: Scope, patch: SettingsPatch): Map<string, string | null> {
  const forms = Object.entries(patch).map(([name, value]): [string, string | null] => {
    if (value === undefined || value === null) return [name, null];
    const text = JSON.stringify(value);
    return [name, properties.get(name)?.secret ? seal(key, secretPlace(owner, scope, name), text) : text];
  });
  return new Map(forms);
}

function parseText(owner: string, name: string, { problem }: Property, text: string): Json {
  let parsed: Json = text;
  if (problem(text) !== null) {
    try {
      parsed = JSON.parse(text) as Json;
    } catch {
      parsed = text;
    }
  }
  const wrong = problem(parsed);
  if (wrong !== null) throw settingInvalid(owner, name, wrong.sentence);
  return parsed;
}
