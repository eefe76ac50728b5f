import { AsyncLocalStorage } from 'node:async_hooks';
import { nestedTransaction } from './errors.ts';
import { openMysql } from './mysql-driver.ts';
import type { Database, Driver, Sql, Tx } from './sql.ts';
import { openSqlite } from './sqlite-driver.ts';

export type OpenOptions = { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'mysql'; readonly url: string };

function counted(sql: Sql, count: () => void): Sql {
  const counting =
    <A extends unknown[], R>(run: (...args: A) => R) =>
    (...args: A): R => {
      count();
      return run(...args);
    };
  return { dialect: sql.dialect, all: counting(sql.all) as Sql['all'], get: counting(sql.get) as Sql['get'], run: counting(sql.run) };
}

/** Opens the database; the caller closes it. Errors: `database-unreachable`. */
export async function openDatabase(where: OpenOptions): Promise<Database> {
  const driver: Driver = where.kind === 'sqlite' ? await openSqlite(where.file) : await openMysql(where.url);
  const inside = new AsyncLocalStorage<true>();
  let queries = 0;
  const count = () => {
    queries += 1;
  };

  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (inside.getStore()) throw nestedTransaction();
    let committed: (() => void)[] = [];
    const result = await driver.begin((sql) => {
      committed = [];
      const tx: Tx = { ...counted(sql, count), afterCommit: (run) => committed.push(run) };
      return inside.run(true, () => work(tx));
    });
    for (const run of committed) run();
    return result;
  }

  return { dialect: driver.dialect, read: counted(driver.read, count), transaction, stats: () => ({ queries }), close: () => driver.close() };
}
