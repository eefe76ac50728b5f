import type { OpenOptions } from '../open-database.ts';
import type { Snapshot } from './snapshot.ts';

/** Errors: `database-unreachable`. */
export async function openSnapshot(where: OpenOptions): Promise<Snapshot> {
  if (where.kind === 'sqlite') return (await import('./sqlite-snapshot.ts')).openSqliteSnapshot(where.file);
  return (await import('./mysql-snapshot.ts')).openMysqlSnapshot(where.url);
}
