import { setTimeout as delay } from 'node:timers/promises';
import mysql, { type Connection, type ConnectionOptions, type Pool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise';
import { databaseBusy, databaseUnreachable } from './errors.ts';
import { tellingOutages } from './outage-of.ts';
import type { Bindable, Driver, Sql } from './sql.ts';

/** A longer text is parsed anew each time rather than kept prepared on the server: it is a list of ids, seldom the same. */
const longestPrepared = 2000;
const attempts = 6;

const plain = (value: Bindable) => {
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
};

/** Integers go as BIGINT; the driver would send them as DOUBLE, which `LIMIT ?` refuses and index look-ups convert. */
const typed = (value: Bindable) => (typeof value === 'number' && Number.isSafeInteger(value) ? mysql.TypedParameter.BIGINT(value) : plain(value));

export function sqlOf(connection: Pool | PoolConnection | Connection): Sql {
  const send = (text: string, params: readonly Bindable[]) =>
    tellingOutages(async () => {
      const [result] = text.length > longestPrepared ? await connection.query(text, params.map(plain)) : await connection.execute(text, params.map(typed));
      return result;
    });
  return {
    dialect: 'mysql',
    all: async <R>(text: string, params: readonly Bindable[] = []) => (await send(text, params)) as R[],
    get: async <R>(text: string, params: readonly Bindable[] = []) => ((await send(text, params)) as R[])[0],
    run: async (text, params = []) => {
      const { affectedRows, insertId } = (await send(text, params)) as ResultSetHeader;
      return { changes: affectedRows, lastId: insertId };
    },
  };
}

const isDeadlock = (error: unknown): boolean => ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'].includes(String((error as { code?: unknown } | null)?.code));

/** Without the password: for messages. */
export function describeUrl(url: string): string {
  const { host, pathname } = new URL(url);
  return `mysql://${host}${pathname}`;
}

export function connectionOf(url: string): ConnectionOptions {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: port ? Number(port) : 3306,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    maxPreparedStatements: 250,
    supportBigNumbers: true,
    decimalNumbers: true,
    connectTimeout: 10_000,
    // A stack for each statement, in case it fails, took 3 % of an import (measured); the statement stands in the error.
    trace: false,
  };
}

function openPool(url: string, anyOrder: boolean): Pool {
  const pool = mysql.createPool({ ...connectionOf(url), connectionLimit: 10, maxIdle: 4, idleTimeout: 60_000 });
  // Gap locks of REPEATABLE READ make importers deadlock on album_stats; no use case reads a row twice and needs it unchanged without locking it.
  pool.pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    connection.query("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO', innodb_lock_wait_timeout = 10");
    // An id of 0 is one that is written, not one to be given.
    if (anyOrder) connection.query("SET SESSION foreign_key_checks = 0, sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')");
  });
  return pool;
}

async function begin<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await tellingOutages(() => pool.getConnection());
  try {
    await tellingOutages(() => connection.beginTransaction());
    const result = await work(sqlOf(connection));
    await tellingOutages(() => connection.commit());
    connection.release();
    return result;
  } catch (error) {
    await connection.rollback().then(
      () => connection.release(),
      () => connection.destroy(),
    );
    throw error;
  }
}

/** A pool of connections to MySQL or MariaDB; a transaction that meets a deadlock is run again, as InnoDB expects of its users. */
export async function openMysql(url: string, { anyOrder = false }: { readonly anyOrder?: boolean } = {}): Promise<Driver> {
  const pool = openPool(url, anyOrder);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw databaseUnreachable(describeUrl(url), error);
  }
  return {
    dialect: 'mysql',
    read: sqlOf(pool),
    begin: async (work) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await begin(pool, work);
        } catch (error) {
          if (!isDeadlock(error)) throw error;
          if (attempt === attempts) throw databaseBusy(0, error);
          await delay(5 * 2 ** attempt * (0.5 + Math.random()));
        }
      }
    },
    close: () => pool.end(),
  };
}
