import { databaseBusy } from './errors.ts';
import type { Database } from './sql.ts';

const seconds = 60;

/**
 * A named lock of the server, held by one connection while others work: MySQL commits DDL by itself, so no transaction
 * could hold it. It goes with its connection when the process dies.
 */
export async function lockSchema<T>(database: Database, work: () => Promise<T>): Promise<T> {
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
