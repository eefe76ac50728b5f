import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createAsyncContext } from '#runtime';
import { databaseFull, databaseUnreachable, nestedTransaction } from './errors.ts';
import type { Database, Driver, Sql, Tx } from './sql.ts';

export type OpenOptions = { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'mysql'; readonly url: string };

export interface Filling {
  /** Rows may come before those that they refer to: for who writes all there are. */
  readonly anyOrder?: boolean;
}

function counted(sql: Sql, count: () => void): Sql {
  const counting =
    <A extends unknown[], R>(run: (...args: A) => R) =>
    (...args: A): R => {
      count();
      return run(...args);
    };
  return { dialect: sql.dialect, all: counting(sql.all) as Sql['all'], get: counting(sql.get) as Sql['get'], run: counting(sql.run) };
}

/** SQLite calls it an I/O error when its shared memory finds no room. */
const isFull = (file: string): Promise<boolean> =>
  statfs(dirname(file)).then(
    ({ bavail, bsize }) => bavail * bsize < 65_536,
    () => false,
  );

/** Each driver is loaded where it is used: the one for MySQL alone takes 10 MB in every process. */
async function connect(where: OpenOptions, how: Filling): Promise<Driver> {
  if (where.kind === 'sqlite') {
    const { openSqlite } = await import('./sqlite-driver.ts');
    return openSqlite(where.file, how).catch(async (error: unknown) => {
      throw (await isFull(where.file)) ? databaseFull(error) : databaseUnreachable(`"${where.file}"`, error);
    });
  }
  return (await import('./mysql-driver.ts')).openMysql(where.url, how);
}

/** Opens the database; the caller closes it. Errors: `database-unreachable`. */
export async function openDatabase(where: OpenOptions, how: Filling = {}): Promise<Database> {
  const driver = await connect(where, how);
  const inside = createAsyncContext<true>();
  let queries = 0;
  const count = () => {
    queries += 1;
  };

  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (inside.current()) throw nestedTransaction();
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
