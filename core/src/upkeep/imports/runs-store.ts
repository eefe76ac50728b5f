import { chunks, insertRows, literals, type Sql, type Tx } from '#database';
import type { Summary } from '#intake';
import type { ImportRun, RunState, ToldFile } from './run.ts';

type RunRow = Omit<ImportRun, 'simulated' | 'quiet' | 'summary'> & { readonly simulated: number; readonly quiet: number; readonly summary: string | null };

const columns =
  'id, plan_id AS planId, state, simulated, user_id AS userId, user_name AS userName, asked_at AS askedAt, started_at AS startedAt, finished_at AS finishedAt, times, quiet, summary, error, told';

const runOf = ({ simulated, quiet, summary, ...row }: RunRow): ImportRun => ({
  ...row,
  simulated: simulated === 1,
  quiet: quiet === 1,
  summary: summary === null ? null : (JSON.parse(summary) as Summary),
});

export interface NewRun {
  readonly planId: number;
  readonly simulated: boolean;
  readonly userId: number | null;
  readonly userName: string | null;
  readonly askedAt: number;
}

export async function insertRun(tx: Tx, { planId, simulated, userId, userName, askedAt }: NewRun): Promise<number> {
  const row = { plan_id: planId, state: 'waiting', simulated, user_id: userId, user_name: userName, asked_at: askedAt, times: 1, quiet: 0, told: 0 };
  const [id] = await insertRows(tx, 'import_runs', [row]);
  return id as number;
}

export async function runById(sql: Sql, id: number): Promise<ImportRun | null> {
  const row = await sql.get<RunRow>(`SELECT ${columns} FROM import_runs WHERE id = ?`, [id]);
  return row ? runOf(row) : null;
}

/** The newest first. */
export const runsOf = async (sql: Sql, planId: number, limit: number): Promise<ImportRun[]> =>
  (await sql.all<RunRow>(`SELECT ${columns} FROM import_runs WHERE plan_id = ? ORDER BY id DESC LIMIT ?`, [planId, limit])).map(runOf);

/** Of all folders, the newest first. */
export const lastRuns = async (sql: Sql, limit: number): Promise<ImportRun[]> =>
  (await sql.all<RunRow>(`SELECT ${columns} FROM import_runs ORDER BY id DESC LIMIT ?`, [limit])).map(runOf);

/** Those that are not over. */
export const openRuns = async (sql: Sql): Promise<ImportRun[]> =>
  (await sql.all<RunRow>(`SELECT ${columns} FROM import_runs WHERE state IN ('waiting', 'running', 'stopping') ORDER BY id`)).map(runOf);

/** True where the run is in one of these states, and now in that one. */
export async function passTo(tx: Tx, id: number, from: readonly RunState[], to: RunState): Promise<boolean> {
  const marks = from.map(() => '?').join(', ');
  return (await tx.run(`UPDATE import_runs SET state = ? WHERE id = ? AND state IN (${marks})`, [to, id, ...from])).changes === 1;
}

export const setStarted = (tx: Tx, id: number, now: number) => tx.run('UPDATE import_runs SET started_at = COALESCE(started_at, ?) WHERE id = ?', [now, id]);

export interface RunEnd {
  readonly state: RunState;
  readonly finishedAt: number;
  readonly summary: Summary | null;
  readonly error: string | null;
  readonly quiet: boolean;
  readonly told: number;
  readonly times: number;
}

export const setEnded = (tx: Tx, id: number, { state, finishedAt, summary, error, quiet, told, times }: RunEnd) =>
  tx.run('UPDATE import_runs SET state = ?, finished_at = ?, summary = ?, error = ?, quiet = ?, told = ?, times = ? WHERE id = ?', [
    state,
    finishedAt,
    summary === null ? null : JSON.stringify(summary),
    error,
    quiet,
    told,
    times,
    id,
  ]);

/** Of a plan, older than the newest `keep`. */
export const oldRuns = async (sql: Sql, planId: number, keep: number): Promise<number[]> =>
  (await sql.all<{ id: number }>('SELECT id FROM import_runs WHERE plan_id = ? ORDER BY id DESC LIMIT 100 OFFSET ?', [planId, keep])).map(({ id }) => id);

export async function deleteRuns(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(`DELETE FROM import_run_files WHERE run_id IN (${literals(ids)})`);
  await tx.run(`DELETE FROM import_runs WHERE id IN (${literals(ids)})`);
}

/** A run that was cut off while it told of its files tells of them anew. */
export async function replaceFiles(tx: Tx, runId: number, files: readonly ToldFile[]): Promise<void> {
  await tx.run('DELETE FROM import_run_files WHERE run_id = ?', [runId]);
  let number = 0;
  for (const some of chunks(files, 200)) {
    const rows = some.map(({ path, state, code, reason }) => ({ run_id: runId, number: number++, state, code, path, reason }));
    await insertRows(tx, 'import_run_files', rows);
  }
}

/** In the order they were come across. */
export const filesOf = (sql: Sql, runId: number, { offset, limit }: { readonly offset: number; readonly limit: number }): Promise<ToldFile[]> =>
  sql.all('SELECT path, state, code, reason FROM import_run_files WHERE run_id = ? AND number >= ? ORDER BY number LIMIT ?', [runId, offset, limit]);
