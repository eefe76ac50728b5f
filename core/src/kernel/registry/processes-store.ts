import { type Sql, type Tx, upsert } from '#database';

/** A process that serves or works, as it last said. */
export interface ProcessRow {
  readonly id: string;
  readonly role: string;
  /** Machine, number and begin of the process. */
  readonly holder: string;
  readonly seenAt: number;
  /** Revision of the registry that it runs. */
  readonly registry: number;
}

export const writeProcess = (tx: Tx, { seenAt, ...row }: ProcessRow, startedAt: number): Promise<void> =>
  upsert(tx, 'processes', [{ ...row, seen_at: seenAt, started_at: startedAt }], ['id']);

export const readProcesses = (sql: Sql): Promise<ProcessRow[]> =>
  sql.all<ProcessRow>('SELECT id, role, holder, seen_at AS seenAt, registry FROM processes ORDER BY role, started_at, id');

export async function deleteProcess(tx: Tx, id: string): Promise<void> {
  await tx.run('DELETE FROM processes WHERE id = ?', [id]);
}

export async function deleteProcessesBefore(tx: Tx, seenAt: number): Promise<void> {
  await tx.run('DELETE FROM processes WHERE seen_at < ?', [seenAt]);
}
