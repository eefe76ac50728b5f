export type Dialect = 'sqlite' | 'mysql';

/** What may stand for a `?`. Booleans become 0 and 1. */
export type Bindable = null | number | string | boolean | Uint8Array;

/** A row as drivers give it; integers are numbers on both databases, blobs `Uint8Array`. */
export type SqlRow = Record<string, null | number | string | Uint8Array>;

/**
 * Something that runs SQL: the read handle or a transaction. Statements are prepared and cached by their text, so
 * keep texts constant; a text over 2,000 characters is sent unprepared on MySQL.
 */
export interface Sql {
  readonly dialect: Dialect;
  all<R = SqlRow>(sql: string, params?: readonly Bindable[]): Promise<R[]>;
  get<R = SqlRow>(sql: string, params?: readonly Bindable[]): Promise<R | undefined>;
  /** `changes` counts matched rows; `lastId` is the first id of a multi-row insert on MySQL, the last on SQLite: use {@link insertRows}. */
  run(sql: string, params?: readonly Bindable[]): Promise<{ readonly changes: number; readonly lastId: number }>;
}

export interface Tx extends Sql {
  /** Runs once the transaction has committed, never after a rollback. */
  afterCommit(run: () => void): void;
}

export interface Database {
  readonly dialect: Dialect;
  /** Committed rows only; refuses to write on SQLite. */
  readonly read: Sql;
  /**
   * One short transaction: only database work is awaited inside. On MySQL the work is run again after a deadlock, so
   * it must have no side effects but SQL and {@link Tx.afterCommit}. A transaction inside a transaction throws.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Statements run since the start, for tests that count them. */
  stats(): { readonly queries: number };
  close(): Promise<void>;
}

/** The driver's side of a database: what the two drivers implement and `openDatabase` dresses up. */
export interface Driver {
  readonly dialect: Dialect;
  readonly read: Sql;
  /** Begins, runs, commits; rolls back and rethrows when the work throws. */
  begin<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
