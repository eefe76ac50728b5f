import { setTimeout as delay } from 'node:timers/promises';
import type { Gallery } from './gallery.ts';

const longestMs = 50;

/**
 * Between the steps of a job, as long as the latest took: who takes SQLite's write lock again at once keeps it from all
 * who ask for it now and then. MariaDB locks rows, and lets everybody wait in line.
 */
export async function rest({ database, steps }: Gallery): Promise<void> {
  if (database.dialect === 'sqlite') await delay(Math.min(longestMs, steps.latestMs));
}
