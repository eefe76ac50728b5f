import { insertIgnore, type Sql, type Tx } from '#database';
import type { Desired } from './listing.ts';

export interface PluginRow {
  readonly id: string;
  readonly kind: 'plugin' | 'theme';
  readonly desired: Desired;
  readonly state: 'active' | 'inactive' | 'blocked' | 'failed' | 'missing' | 'quarantined';
  readonly reason: string | null;
  /** That runs or ran last. */
  readonly version: string | null;
  /** The installed copy that is current; null: the bundled one. */
  readonly folder: string | null;
  /** The copy before it, `bundled` among them; null: none. */
  readonly previous: string | null;
  readonly source: string | null;
  /** The highest version that its data have followed; null: it never ran. */
  readonly data_version: string | null;
  readonly attempt: number;
  readonly installed_at: number | null;
  readonly activated_at: number | null;
}

export type ActualState = Pick<PluginRow, 'id' | 'state' | 'reason' | 'version'>;

const columns = 'id, kind, desired, state, reason, version, folder, previous, source, data_version, attempt, installed_at, activated_at';

export const readPlugins = (sql: Sql): Promise<PluginRow[]> => sql.all<PluginRow>(`SELECT ${columns} FROM plugins ORDER BY id`);

export const readPlugin = (sql: Sql, id: string): Promise<PluginRow | undefined> => sql.get<PluginRow>(`SELECT ${columns} FROM plugins WHERE id = ?`, [id]);

/** Leaves plugins alone that are registered already. */
export const insertPlugins = (
  tx: Tx,
  rows: readonly { readonly id: string; readonly desired: Desired; readonly kind?: 'plugin' | 'theme' }[],
  now: number,
): Promise<number> =>
  insertIgnore(
    tx,
    'plugins',
    rows.map(({ id, desired, kind = 'plugin' }) => ({ id, kind, desired, state: 'inactive', created_at: now })),
  );

/** One that is activated again has something to catch up with, and is tried again whatever became of it before. */
export async function writeDesired(tx: Tx, id: string, desired: Desired): Promise<void> {
  if (desired === 'active')
    await tx.run(
      `UPDATE plugins SET desired = ?, state = 'inactive', reason = NULL, attempt = attempt + 1, activated_at = NULL, activate_claimed_at = NULL WHERE id = ?`,
      [desired, id],
    );
  else await tx.run('UPDATE plugins SET desired = ? WHERE id = ?', [desired, id]);
}

export async function writeState(tx: Tx, { id, state, reason, version }: ActualState): Promise<void> {
  await tx.run(`UPDATE plugins SET state = ?, reason = ?, version = ? WHERE id = ? AND (state <> 'quarantined' OR ? = 'inactive')`, [
    state,
    reason,
    version,
    id,
    state,
  ]);
}

/** False where it is so already. */
export async function writeQuarantine(tx: Tx, id: string, reason: string): Promise<boolean> {
  const { changes } = await tx.run(`UPDATE plugins SET state = 'quarantined', reason = ? WHERE id = ? AND desired = 'active' AND state <> 'quarantined'`, [
    reason,
    id,
  ]);
  return changes === 1;
}

export interface CopyChange {
  readonly from: string | null;
  readonly to: string | null;
  readonly source?: string;
  /** Where it matters: as it must still be wanted. */
  readonly desired?: Desired;
}

/** Makes another copy current, if nobody else has done so meanwhile. */
export async function changeCopy(tx: Tx, id: string, { from, to, source, desired }: CopyChange): Promise<boolean> {
  const now = `${from === null ? 'folder IS NULL' : 'folder = ?'}${desired === undefined ? '' : ' AND desired = ?'}`;
  const { changes } = await tx.run(`UPDATE plugins SET folder = ?, previous = ?, reason = NULL, attempt = attempt + 1 WHERE id = ? AND ${now}`, [
    to,
    from ?? 'bundled',
    id,
    ...(from === null ? [] : [from]),
    ...(desired === undefined ? [] : [desired]),
  ]);
  if (changes === 1 && source !== undefined) await tx.run('UPDATE plugins SET source = ? WHERE id = ?', [source, id]);
  return changes === 1;
}

/** A package that was not there before: its first copy has none before it. */
export async function writeFirstCopy(tx: Tx, id: string, { folder, source }: { readonly folder: string; readonly source: string }): Promise<void> {
  await tx.run('UPDATE plugins SET folder = ?, previous = NULL, source = ? WHERE id = ?', [folder, source, id]);
}

export async function writePrevious(tx: Tx, id: string, previous: string | null): Promise<void> {
  await tx.run('UPDATE plugins SET previous = ? WHERE id = ?', [previous, id]);
}

/** What is left of one that was uninstalled while its data stay: how far they had come. */
export async function writeUninstalled(tx: Tx, id: string): Promise<void> {
  await tx.run(`UPDATE plugins SET desired = 'inactive', state = 'inactive', reason = NULL, folder = NULL, previous = NULL, activated_at = NULL WHERE id = ?`, [
    id,
  ]);
}

export async function deletePlugin(tx: Tx, id: string): Promise<void> {
  await tx.run('DELETE FROM plugins WHERE id = ?', [id]);
}

/** Before its tables are dropped: whoever activates it again begins anew. */
export async function writeNoData(tx: Tx, id: string): Promise<void> {
  await tx.run('UPDATE plugins SET installed_at = NULL, install_claimed_at = NULL, activated_at = NULL, data_version = NULL WHERE id = ?', [id]);
}

export async function writeReason(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.run('UPDATE plugins SET reason = ? WHERE id = ?', [reason, id]);
}

/** What happens once, whichever process comes first. */
export type Moment = 'install' | 'activate';
const moments = {
  install: { done: 'installed_at', claim: 'install_claimed_at' },
  activate: { done: 'activated_at', claim: 'activate_claimed_at' },
} as const;

/** True for the one process that may go ahead; a claim older than `staleBefore` belongs to a process that died. */
export async function claimMoment(tx: Tx, id: string, moment: Moment, { now, staleBefore }: { now: number; staleBefore: number }): Promise<boolean> {
  const { done, claim } = moments[moment];
  const { changes } = await tx.run(`UPDATE plugins SET ${claim} = ? WHERE id = ? AND ${done} IS NULL AND (${claim} IS NULL OR ${claim} < ?)`, [
    now,
    id,
    staleBefore,
  ]);
  return changes === 1;
}

export async function finishMoment(tx: Tx, id: string, moment: Moment, now: number): Promise<void> {
  const { done, claim } = moments[moment];
  await tx.run(`UPDATE plugins SET ${done} = ?, ${claim} = NULL WHERE id = ?`, [now, id]);
}

export async function releaseMoment(tx: Tx, id: string, moment: Moment): Promise<void> {
  await tx.run(`UPDATE plugins SET ${moments[moment].claim} = NULL WHERE id = ?`, [id]);
}

export async function momentIsOver(sql: Sql, id: string, moment: Moment): Promise<boolean> {
  const row = await sql.get<{ at: number | null }>(`SELECT ${moments[moment].done} AS at FROM plugins WHERE id = ?`, [id]);
  return row?.at !== null;
}

/** As `claimMoment`, for the step of the data from one version to the next. */
export async function claimUpdate(tx: Tx, id: string, from: string, { now, staleBefore }: { now: number; staleBefore: number }): Promise<boolean> {
  const { changes } = await tx.run(
    'UPDATE plugins SET update_claimed_at = ? WHERE id = ? AND data_version = ? AND (update_claimed_at IS NULL OR update_claimed_at < ?)',
    [now, id, from, staleBefore],
  );
  return changes === 1;
}

export async function writeDataVersion(tx: Tx, id: string, version: string | null): Promise<void> {
  await tx.run('UPDATE plugins SET data_version = COALESCE(?, data_version), update_claimed_at = NULL WHERE id = ?', [version, id]);
}
