import { createHash } from 'node:crypto';
import { forUpdate, insertIgnore, type Sql, type Tx } from '#database';

/** A folder whose pictures are served from where they lie. */
export interface OriginalRoot {
  readonly id: number;
  /** Real and absolute. */
  readonly path: string;
}

export const originalRoots = (sql: Sql): Promise<OriginalRoot[]> => sql.all<OriginalRoot>('SELECT id, path FROM original_roots ORDER BY id');

/** None is declared until the transaction ends, once those have ended that declare one now. */
export const lockRoots = (tx: Tx): Promise<OriginalRoot[]> => tx.all<OriginalRoot>(`SELECT id, path FROM original_roots ORDER BY id${forUpdate(tx.dialect)}`);

/** The row of a root, made where it is new; another declaration may come in between. */
export async function insertRoot(tx: Tx, path: string, now: number): Promise<OriginalRoot> {
  const hash = createHash('sha256').update(path).digest('hex');
  await insertIgnore(tx, 'original_roots', [{ path_hash: hash, path, created_at: now }]);
  return (await tx.get<OriginalRoot>('SELECT id, path FROM original_roots WHERE path_hash = ?', [hash])) as OriginalRoot;
}
