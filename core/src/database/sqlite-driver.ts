import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import { databaseBusy } from './errors.ts';
import { outageOf, tellingOutages } from './outage-of.ts';
import type { Bindable, Driver, Sql, SqlRow } from './sql.ts';
import { type RowFrom, rowsOf } from './sqlite-rows.ts';

export type Handle = InstanceType<typeof DatabaseSync>;

const cachedStatements = 400;
const busySeconds = 30;

const bind = (params: readonly Bindable[]): (null | number | string | Uint8Array)[] =>
  params.map((value) => (typeof value === 'boolean' ? Number(value) : value));

export const isBusy = (error: unknown): boolean => ((error as { errcode?: number } | null)?.errcode ?? 0) % 256 === 5;

interface Prepared {
  readonly statement: StatementSyncInstance;
  readonly rowFrom: RowFrom;
}

function prepare(handle: Handle, text: string): Prepared {
  const statement = handle.prepare(text);
  return { statement, rowFrom: rowsOf(statement) };
}

/** Prepared statements by text, the least recently used going first. */
function statements(handle: Handle): (text: string) => Prepared {
  const cache = new Map<string, Prepared>();
  return (text) => {
    const known = cache.get(text);
    if (known) cache.delete(text);
    const prepared = known ?? prepare(handle, text);
    cache.set(text, prepared);
    if (cache.size > cachedStatements) cache.delete(cache.keys().next().value as string);
    return prepared;
  };
}

/** The same as {@link tellingOutages} without another turn of the event loop: every statement comes through here. */
function telling<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw outageOf(error);
  }
}

export function sqlOf(handle: Handle): Sql {
  const prepared = statements(handle);
  return {
    dialect: 'sqlite',
    all: async <R>(text: string, params: readonly Bindable[] = []) =>
      telling(() => {
        const { statement, rowFrom } = prepared(text);
        return (statement.all(...bind(params)) as SqlRow[string][][]).map(rowFrom) as R[];
      }),
    get: async <R>(text: string, params: readonly Bindable[] = []) =>
      telling(() => {
        const { statement, rowFrom } = prepared(text);
        const values = statement.get(...bind(params)) as SqlRow[string][] | undefined;
        return values && (rowFrom(values) as R);
      }),
    run: async (text, params = []) =>
      telling(() => {
        const { changes, lastInsertRowid } = prepared(text).statement.run(...bind(params));
        return { changes, lastId: Number(lastInsertRowid) };
      }),
  };
}

/**
 * Nothing here waits for anything: who makes one transaction after the other would never let requests, timers and
 * heartbeats of his process have their turn.
 */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Takes the write lock without ever waiting for it synchronously: the driver is synchronous, so a busy timeout would
 * freeze every request of this process while another process writes.
 */
async function beginImmediate(handle: Handle): Promise<void> {
  // Not by the clock, which may be set back while somebody waits.
  const deadline = performance.now() + busySeconds * 1000;
  for (let pause = 2; ; pause = Math.min(pause * 1.5, 50)) {
    try {
      handle.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline) throw databaseBusy(busySeconds, error);
      await delay(pause * (0.5 + Math.random()));
    }
  }
}

export function openHandle(file: string, timeout: number, { anyOrder = false }: { readonly anyOrder?: boolean } = {}): Handle {
  const handle = new DatabaseSync(file, { timeout, enableForeignKeyConstraints: !anyOrder });
  try {
    handle.exec('PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456');
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}

/** Turning a fresh file to WAL needs it alone for a moment, even against those that only open it: who starts at the same time waits its turn here. */
export async function patiently<T>(work: () => T): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || attempt === 200) throw error;
      await delay(10 + Math.random() * 20);
    }
  }
}

/** One handle that reads (`query_only`), one that writes, in a file with a write-ahead log. */
export async function openSqlite(file: string, options: { readonly anyOrder?: boolean } = {}): Promise<Driver> {
  await mkdir(dirname(file), { recursive: true });
  // It holds password hashes: its owner's alone. SQLite gives its log files the same mode.
  await (await open(file, 'a', 0o600)).close();
  const writer = await patiently(() => openHandle(file, 0, options));
  await patiently(() => writer.exec('PRAGMA journal_mode = WAL'));
  const reader = await patiently(() => openHandle(file, 100));
  reader.exec('PRAGMA query_only = 1');
  const write = sqlOf(writer);
  let queue: Promise<unknown> = Promise.resolve();

  async function begin<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    await tellingOutages(() => beginImmediate(writer));
    try {
      const result = await work(write);
      await tellingOutages(async () => writer.exec('COMMIT'));
      return result;
    } catch (error) {
      if (writer.isTransaction) writer.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    dialect: 'sqlite',
    read: sqlOf(reader),
    begin: <T>(work: (sql: Sql) => Promise<T>) => {
      const turn = queue.then(() => begin(work));
      queue = turn.then(nextTurn, nextTurn);
      return turn;
    },
    close: async () => {
      await queue;
      reader.close();
      writer.close();
    },
  };
}
