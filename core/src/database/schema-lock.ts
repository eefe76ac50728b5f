import { databaseBusy } from './errors.ts';
import type { Database } from './sql.ts';

/** Whoever comes first may make a backup before, of a million images. */
const seconds = 3_600;

/** Holds the one lock under which any process changes a schema. `alone` is also wanted between the steps, which SQLite gives for each of them only. */
export async function lockSchema<T>(database: Database, alone: boolean, work: () => Promise<T>): Promise<T> {
  if (database.dialect === 'mysql') return lockOnServer(database, work);
  const file = alone ? (await database.read.get<{ file: string }>('SELECT file FROM pragma_database_list'))?.file : undefined;
  return file ? (await import('./sqlite-schema-lock.ts')).lockSqliteSchema(file, seconds, work) : work();
}

/**
 * A named lock of the server, held by one connection while others work: MySQL commits DDL by itself, so no transaction
 * could hold it. It goes with its connection when the process dies.
 */
async function lockOnServer<T>(database: Database, work: () => Promise<T>): Promise<T> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let held: () => void = () => undefined;
  let refused: (error: unknown) => void = () => undefined;
  const acquired = new Promise<void>((resolve, reject) => {
    held = resolve;
    refused = reject;
  });
  const holder = database.transaction(async (tx) => {
    const row = await tx.get<{ locked: number | null }>(`SELECT GET_LOCK(CONCAT('picturerail:schema:', DATABASE()), ${seconds}) AS locked`);
    if (row?.locked !== 1) throw databaseBusy(seconds, row);
    held();
    await released;
    await tx.get(`SELECT RELEASE_LOCK(CONCAT('picturerail:schema:', DATABASE())) AS freed`);
  });
  holder.catch(refused);
  await acquired;
  try {
    return await work();
  } finally {
    release();
    await holder;
  }
}
