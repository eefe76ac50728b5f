import { insertIgnore, type Sql, type Tx } from '#database';
import type { Desired } from './listing.ts';

export interface PluginRow {
  readonly id: string;
  readonly desired: Desired;
  readonly state: 'active' | 'inactive' | 'blocked' | 'failed' | 'missing';
  readonly reason: string | null;
  /** At the last start. */
  readonly version: string | null;
  readonly installed_at: number | null;
  readonly activated_at: number | null;
}

export type ActualState = Pick<PluginRow, 'id' | 'state' | 'reason' | 'version'>;

export const readPlugins = (sql: Sql): Promise<PluginRow[]> =>
  sql.all<PluginRow>('SELECT id, desired, state, reason, version, installed_at, activated_at FROM plugins ORDER BY id');

/** Leaves plugins alone that are registered already. */
export const insertPlugins = (tx: Tx, rows: readonly { readonly id: string; readonly desired: Desired }[], now: number): Promise<number> =>
  insertIgnore(
    tx,
    'plugins',
    rows.map(({ id, desired }) => ({ id, desired, state: 'inactive', created_at: now })),
  );

/** One that is activated again has something to catch up with. */
export async function writeDesired(tx: Tx, id: string, desired: Desired): Promise<void> {
  if (desired === 'active') await tx.run('UPDATE plugins SET desired = ?, activated_at = NULL, activate_claimed_at = NULL WHERE id = ?', [desired, id]);
  else await tx.run('UPDATE plugins SET desired = ? WHERE id = ?', [desired, id]);
}

export async function writeState(tx: Tx, { id, state, reason, version }: ActualState): Promise<void> {
  await tx.run('UPDATE plugins SET state = ?, reason = ?, version = ? WHERE id = ?', [state, reason, version, id]);
}

/** What happens once, whichever process comes first. */
export type Moment = 'install' | 'activate';
const columns = {
  install: { done: 'installed_at', claim: 'install_claimed_at' },
  activate: { done: 'activated_at', claim: 'activate_claimed_at' },
} as const;

/** True for the one process that may go ahead; a claim older than `staleBefore` belongs to a process that died. */
export async function claimMoment(tx: Tx, id: string, moment: Moment, { now, staleBefore }: { now: number; staleBefore: number }): Promise<boolean> {
  const { done, claim } = columns[moment];
  const { changes } = await tx.run(`UPDATE plugins SET ${claim} = ? WHERE id = ? AND ${done} IS NULL AND (${claim} IS NULL OR ${claim} < ?)`, [
    now,
    id,
    staleBefore,
  ]);
  return changes === 1;
}

export async function finishMoment(tx: Tx, id: string, moment: Moment, now: number): Promise<void> {
  const { done, claim } = columns[moment];
  await tx.run(`UPDATE plugins SET ${done} = ?, ${claim} = NULL WHERE id = ?`, [now, id]);
}

export async function releaseMoment(tx: Tx, id: string, moment: Moment): Promise<void> {
  await tx.run(`UPDATE plugins SET ${columns[moment].claim} = NULL WHERE id = ?`, [id]);
}

export async function momentIsOver(sql: Sql, id: string, moment: Moment): Promise<boolean> {
  const row = await sql.get<{ at: number | null }>(`SELECT ${columns[moment].done} AS at FROM plugins WHERE id = ?`, [id]);
  return row?.at !== null;
}
