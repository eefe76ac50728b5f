import { setTimeout as delay } from 'node:timers/promises';
import { databaseBusy } from './errors.ts';
import { isBusy, openHandle } from './sqlite-driver.ts';

/** A lock beside the database, whose own write lock is free between the steps. It goes with its process. */
export async function lockSqliteSchema<T>(file: string, seconds: number, work: () => Promise<T>): Promise<T> {
  const handle = await locked(`${file}.lock`, seconds);
  try {
    return await work();
  } finally {
    // The file stays, empty: whoever waits comes back to it.
    handle.close();
  }
}

/** Opened anew for each attempt: not even that is allowed while another holds it. */
async function locked(file: string, seconds: number): Promise<ReturnType<typeof openHandle>> {
  for (const deadline = performance.now() + seconds * 1_000; ; ) {
    try {
      return lockedNow(file);
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline) throw databaseBusy(seconds, error);
      await delay(50 + Math.random() * 50);
    }
  }
}

function lockedNow(file: string): ReturnType<typeof openHandle> {
  const handle = openHandle(file, 0);
  try {
    handle.exec('BEGIN EXCLUSIVE');
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}
