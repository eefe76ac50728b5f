import { setTimeout as delay } from 'node:timers/promises';
import { databaseBusy } from './errors.ts';
import { isBusy, openHandle, patiently } from './sqlite-driver.ts';

/** A lock beside the database, whose own write lock is free between the steps. It goes with its process. */
export async function lockSqliteSchema<T>(file: string, seconds: number, work: () => Promise<T>): Promise<T> {
  const handle = await patiently(() => openHandle(`${file}.lock`, 0));
  try {
    const deadline = performance.now() + seconds * 1_000;
    for (;;) {
      try {
        handle.exec('BEGIN EXCLUSIVE');
        break;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > deadline) throw databaseBusy(seconds, error);
        await delay(50 + Math.random() * 50);
      }
    }
    return await work();
  } finally {
    // The file stays, empty: whoever waits has it open.
    handle.close();
  }
}
