/** What a column may hold. Times are epoch ms. */
export type Value = null | number | string | Uint8Array;
export type Row = { readonly [column: string]: Value };

/** Conditions joined by AND; an array means IN (at most 500 values). */
export type Where<R> = { readonly [C in keyof R]?: R[C] | readonly R[C][] };

export interface Select<R> {
  readonly where?: Where<R>;
  readonly orderBy?: readonly (keyof R & string)[] | undefined;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly offset?: number;
}

/** One of the plugin's own tables, named without its prefix. */
export interface Table<R extends object = Row> {
  select(query?: Select<R>): Promise<R[]>;
  first(where: Where<R>): Promise<R | undefined>;
  count(where?: Where<R>): Promise<number>;
  insert(rows: Partial<R> | readonly Partial<R>[]): Promise<void>;
  /** Inserts, or where a row with the same `keys` exists updates its other columns. */
  upsert(rows: Partial<R> | readonly Partial<R>[], keys: readonly (keyof R & string)[]): Promise<void>;
  /** Rows changed. */
  update(where: Where<R>, values: Partial<R>): Promise<number>;
  delete(where: Where<R>): Promise<number>;
}

/** The plugin's tables; inside a transaction, the same with that transaction underneath. */
export interface Tables {
  table<R extends object = Row>(name: string): Table<R>;
}

/** What a migration of a plugin receives. Names are without the prefix; each call is one recorded statement. */
export interface MigrationColumn {
  readonly type: 'id' | 'integer' | 'bigint' | 'real' | 'text' | 'string' | 'blob' | 'boolean';
  /** For `string`: characters, at most 500 (255 where indexed). */
  readonly length?: number;
  readonly null?: boolean;
  readonly default?: string | number;
  /** A row of the core this column points at; rows go when it goes. */
  readonly references?: 'images' | 'albums' | 'users';
}
export interface MigrationTable {
  readonly columns: { readonly [name: string]: MigrationColumn };
  /** Columns of the primary key; without it a column of type `id` is the key. */
  readonly primary?: readonly string[];
  readonly indexes?: { readonly [name: string]: readonly string[] };
  readonly unique?: { readonly [name: string]: readonly string[] };
}
/** One step of a migration: only adding and filling, never dropping or renaming. */
export type MigrationStep =
  | { readonly createTable: string; readonly definition: MigrationTable }
  | { readonly addColumn: string; readonly to: string; readonly definition: MigrationColumn }
  | { readonly addIndex: string; readonly on: string; readonly columns: readonly string[]; readonly unique?: boolean }
  | { readonly fill: (db: Tables) => Promise<void> };
/** `migrations/0001-name.js` of a plugin: `export default [ ...steps ] satisfies Migration`. */
export type Migration = readonly MigrationStep[];
