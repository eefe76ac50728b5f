import type { Json, Log, Scope } from '@picturerail/sdk';
import type { Database, Tx } from '#database';
import type { CoreSettings } from './core-settings.ts';
import type { Explained, SettingsSchema } from './settings-schema.ts';

export interface SettingsOptions {
  readonly database: Database;
  /** 32 bytes: `derivedKey(config, 'settings')`. */
  readonly key: Uint8Array;
  readonly log: Log;
}

export interface DefinedSettings {
  readonly owner: string;
  readonly schema: SettingsSchema;
}

export interface Settings {
  /** Declares an owner's settings (`core` is declared already); returns what undoes it. Errors: `settings-schema-invalid`. */
  define(owner: string, schema: SettingsSchema, check?: (values: { readonly [name: string]: Json }) => string | null): () => void;
  /** Values over a chain of scopes, defaults underneath, secrets in clear. Without scopes: the gallery's. Frozen. */
  get<S = { readonly [name: string]: Json }>(owner: string, scopes?: readonly Scope[]): Promise<S>;
  /** The core's own, cached between changes. */
  core(): Promise<CoreSettings>;
  /** Checks and stores; null or undefined goes back to what lies below. Errors: `setting-invalid`, `setting-unknown`, `setting-scope`. */
  set(owner: string, scope: Scope, patch: { readonly [name: string]: Json | undefined }): Promise<void>;
  /** The same inside a transaction. */
  setIn(tx: Tx, owner: string, scope: Scope, patch: { readonly [name: string]: Json | undefined }): Promise<void>;
  /** A value as typed on a command line: JSON where the schema wants it, else the text. */
  parse(owner: string, name: string, text: string): Json;
  /** Every setting of an owner and where it comes from; secrets without their value. */
  explain(owner: string, scopes?: readonly Scope[]): Promise<Explained[]>;
  owners(): DefinedSettings[];
  /** Runs after somebody changed settings of this owner, in each process; returns what ends it. */
  changed(owner: string, run: () => void | Promise<void>): () => void;
  /** Takes note of the `settings` revision of a request: newer than the cache empties it. */
  sync(revision: number): void;
  /** Reads the revision itself: for processes without requests. */
  refresh(): Promise<void>;
  /** Deletes what an owner has set: for uninstalling. */
  forget(owner: string): Promise<void>;
}
export declare function createSettings(options: SettingsOptions): Settings;
