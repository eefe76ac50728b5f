import { randomBytes } from 'node:crypto';
import type { Json } from '@picturerail/sdk';
import { indexed, insertRows, isUniqueViolation, literals, type Sql, type Tx } from '#database';
import type { Job, JobState } from './job.ts';

export interface JobRow {
  readonly id: number;
  readonly name: string;
  readonly job_key: string | null;
  readonly payload: string;
  readonly state: JobState;
  readonly turn: number;
  readonly run_at: number;
  readonly attempts: number;
  readonly progress_done: number | null;
  readonly progress_total: number | null;
  readonly progress_state: string | null;
  readonly error: string | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
}

/** A job in the hands of a worker: `token` proves that it still is. */
export interface Lease {
  readonly id: number;
  readonly token: string;
}

const parsed = (text: string | null): Json | undefined => (text === null ? undefined : (JSON.parse(text) as Json));

export const jobOf = (row: JobRow): Job => ({
  id: row.id,
  name: row.name,
  key: row.job_key,
  payload: JSON.parse(row.payload) as Json,
  state: row.state,
  priority: row.turn === 0 ? 0 : -row.turn,
  attempts: row.attempts,
  runAt: row.run_at,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  done: row.progress_done,
  total: row.progress_total,
  progressState: parsed(row.progress_state),
  error: row.error,
});

export interface NewJob {
  readonly name: string;
  readonly key: string | null;
  readonly payload: string;
  readonly priority: number;
  readonly runAt: number;
  readonly now: number;
}

/** Jobs without a key, due at once. */
export const insertJobs = (tx: Tx, jobs: readonly Pick<NewJob, 'name' | 'payload'>[], now: number): Promise<unknown> =>
  insertRows(
    tx,
    'jobs',
    jobs.map(({ name, payload }) => ({ name, payload, state: 'waiting', turn: 0, run_at: now, attempts: 0, created_at: now })),
  );

/** Where a job of the key waits already, that one stands for this one too, and runs as soon and as urgently as the sooner of them. */
export async function insertJob(tx: Tx, { name, key, payload, priority, runAt, now }: NewJob): Promise<void> {
  const least = tx.dialect === 'sqlite' ? 'MIN' : 'LEAST';
  const fresh = (column: string) => (tx.dialect === 'sqlite' ? `excluded.${column}` : `VALUES(${column})`);
  const own = (column: string) => (tx.dialect === 'sqlite' ? `jobs.${column}` : column);
  const sooner = (column: string) => `${column} = ${least}(${own(column)}, ${fresh(column)})`;
  const meets = tx.dialect === 'sqlite' ? 'ON CONFLICT (name, waiting_key) DO UPDATE SET' : 'ON DUPLICATE KEY UPDATE';
  await tx.run(
    `INSERT INTO jobs (name, job_key, waiting_key, payload, state, turn, run_at, attempts, created_at)
     VALUES (?, ?, ?, ?, 'waiting', ?, ?, 0, ?) ${meets} ${sooner('turn')}, ${sooner('run_at')}`,
    [name, key, key, payload, -priority, runAt, now],
  );
}

/** Of the first waiting job of each name the one whose turn is next; a name's jobs are in order in the index, all names' together are not. */
export async function nextName(sql: Sql, names: readonly string[], now: number): Promise<string | undefined> {
  if (names.length === 0) return undefined;
  const head = `SELECT name, turn, run_at, id FROM jobs ${indexed(sql.dialect, 'jobs_next')} WHERE state = 'waiting' AND name = ? AND run_at <= ? ORDER BY turn, run_at, id LIMIT 1`;
  const heads = names.map((_, index) => `SELECT * FROM (${head}) AS h${index}`).join(' UNION ALL ');
  const row = await sql.get<{ name: string }>(
    `SELECT name FROM (${heads}) AS heads ORDER BY turn, run_at, id LIMIT 1`,
    names.flatMap((name) => [name, now]),
  );
  return row?.name;
}

export interface Claim {
  readonly name: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly concurrency: number | null;
}

async function freeSlot(tx: Tx, name: string, concurrency: number): Promise<number | undefined> {
  const rows = await tx.all<{ run_slot: number }>('SELECT run_slot FROM jobs WHERE name = ? AND run_slot IS NOT NULL', [name]);
  const taken = new Set(rows.map((row) => row.run_slot));
  for (let slot = 0; slot < concurrency; slot += 1) if (!taken.has(slot)) return slot;
  return undefined;
}

/** Takes the first job of a name that is due. Two processes that take the same slot meet a unique key, and one of them waits. */
export async function claimJob(tx: Tx, { name, now, leaseUntil, concurrency }: Claim): Promise<(JobRow & { readonly token: string }) | undefined> {
  const slot = concurrency === null ? null : await freeSlot(tx, name, concurrency);
  if (slot === undefined) return undefined;
  const lock = tx.dialect === 'mysql' ? ' FOR UPDATE SKIP LOCKED' : '';
  const row = await tx.get<JobRow>(
    `SELECT * FROM jobs ${indexed(tx.dialect, 'jobs_next')} WHERE state = 'waiting' AND name = ? AND run_at <= ? ORDER BY turn, run_at, id LIMIT 1${lock}`,
    [name, now],
  );
  if (!row) return undefined;
  const token = randomBytes(16).toString('hex');
  await tx.run(
    `UPDATE jobs SET state = 'running', waiting_key = NULL, run_slot = ?, attempts = attempts + 1, lease_token = ?, lease_until = ?, started_at = ?, finished_at = NULL WHERE id = ?`,
    [slot, token, leaseUntil, now, row.id],
  );
  return { ...row, attempts: row.attempts + 1, token };
}

/** False where the lease is no longer this worker's. */
export async function renewLease(tx: Tx, { id, token }: Lease, leaseUntil: number): Promise<boolean> {
  return (await tx.run('UPDATE jobs SET lease_until = ? WHERE id = ? AND lease_token = ?', [leaseUntil, id, token])).changes > 0;
}

export interface Progress {
  readonly done: number | null;
  readonly total: number | null;
  readonly state: string | null;
}

/** Writes progress and renews the lease. */
export async function saveProgress(tx: Tx, { id, token }: Lease, { done, total, state }: Progress, leaseUntil: number): Promise<boolean> {
  const { changes } = await tx.run(
    'UPDATE jobs SET progress_done = ?, progress_total = ?, progress_state = ?, lease_until = ? WHERE id = ? AND lease_token = ?',
    [done, total, state, leaseUntil, id, token],
  );
  return changes > 0;
}

export async function deleteDone(tx: Tx, { id, token }: Lease): Promise<void> {
  await tx.run('DELETE FROM jobs WHERE id = ? AND lease_token = ?', [id, token]);
}

/** `done` and `failed` end a job: its lease and its slot are free. */
export async function endJob(tx: Tx, { id, token }: Lease, state: 'done' | 'failed', error: string | null, now: number): Promise<void> {
  await tx.run(
    'UPDATE jobs SET state = ?, error = ?, finished_at = ?, lease_token = NULL, lease_until = NULL, run_slot = NULL WHERE id = ? AND lease_token = ?',
    [state, error, now, id, token],
  );
}

export interface Return {
  readonly runAt: number;
  readonly error: string | null;
  /** False where the attempt does not count. */
  readonly counts: boolean;
}

/** Puts a job back to wait, under its key again unless another of that key waits by now. */
export async function returnJob(tx: Tx, { id, token }: Lease, { runAt, error, counts }: Return): Promise<void> {
  const attempts = counts ? 'attempts' : 'attempts - 1';
  const { changes } = await tx.run(
    `UPDATE jobs SET state = 'waiting', run_at = ?, error = ?, attempts = ${attempts}, lease_token = NULL, lease_until = NULL, run_slot = NULL WHERE id = ? AND lease_token = ?`,
    [runAt, error, id, token],
  );
  if (changes > 0) await wearKey(tx, id);
}

async function wearKey(tx: Tx, id: number): Promise<void> {
  const row = await tx.get<{ name: string; job_key: string | null }>('SELECT name, job_key FROM jobs WHERE id = ?', [id]);
  if (!row?.job_key) return;
  const other = await tx.get('SELECT id FROM jobs WHERE name = ? AND waiting_key = ?', [row.name, row.job_key]);
  if (other) return;
  try {
    await tx.run('UPDATE jobs SET waiting_key = job_key WHERE id = ?', [id]);
  } catch (error) {
    // Another process has just added one of the key; a failed statement does not end a transaction on either database.
    if (!isUniqueViolation(error)) throw error;
  }
}

/** No lease is longer from now on: one that seems to be was taken before the clock was set back. */
const longestLeaseMs = 60_000;

/** Running jobs whose lease has run out: their process has ended or hangs. */
export const expiredLeases = (sql: Sql, now: number): Promise<(Lease & { readonly name: string; readonly attempts: number })[]> =>
  sql.all(
    `SELECT id, lease_token AS token, name, attempts FROM jobs ${indexed(sql.dialect, 'jobs_next')} WHERE state = 'running' AND (lease_until < ? OR lease_until > ?) ORDER BY id LIMIT 100`,
    [now, now + longestLeaseMs],
  );

/** Jobs that were added by a clock which has been set back since wait as long as they were meant to. Returns how many. */
export async function setBack(tx: Tx, now: number): Promise<number> {
  return (
    await tx.run(`UPDATE jobs SET run_at = run_at - created_at + ?, created_at = ? WHERE state = 'waiting' AND created_at > ?`, [
      now,
      now,
      now + longestLeaseMs,
    ])
  ).changes;
}

export interface JobQuery {
  readonly state?: JobState;
  readonly name?: string;
  readonly limit?: number;
  readonly beforeId?: number;
}

export async function listJobs(sql: Sql, { state, name, limit = 50, beforeId }: JobQuery): Promise<JobRow[]> {
  const conditions = [state && 'state = ?', name && 'name = ?', beforeId !== undefined && 'id < ?'].filter(Boolean);
  const params = [state, name, beforeId].filter((value) => value !== undefined);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return sql.all<JobRow>(`SELECT * FROM jobs ${where} ORDER BY id DESC LIMIT ?`, [...params, limit]);
}

export const findJob = (sql: Sql, id: number): Promise<JobRow | undefined> => sql.get<JobRow>('SELECT * FROM jobs WHERE id = ?', [id]);

export const countJobs = (sql: Sql): Promise<{ readonly name: string; readonly state: JobState; readonly jobs: number }[]> =>
  sql.all('SELECT name, state, COUNT(*) AS jobs FROM jobs GROUP BY state, name');

export const failedIds = (sql: Sql, name: string | undefined): Promise<{ readonly id: number }[]> =>
  name === undefined ? sql.all("SELECT id FROM jobs WHERE state = 'failed'") : sql.all("SELECT id FROM jobs WHERE state = 'failed' AND name = ?", [name]);

/** Puts a failed job back with all its attempts before it. */
export async function retryJob(tx: Tx, id: number, now: number): Promise<number> {
  const { changes } = await tx.run("UPDATE jobs SET state = 'waiting', attempts = 0, run_at = ?, finished_at = NULL WHERE id = ? AND state = 'failed'", [
    now,
    id,
  ]);
  if (changes > 0) await wearKey(tx, id);
  return changes;
}

export const endedBefore = (sql: Sql, state: 'done' | 'failed', before: number): Promise<{ readonly id: number }[]> =>
  sql.all(`SELECT id FROM jobs ${indexed(sql.dialect, 'jobs_next')} WHERE state = ? AND finished_at < ? LIMIT 500`, [state, before]);

/** All of a plugin, whatever their state. */
export async function deleteJobsOf(tx: Tx, prefixes: readonly string[]): Promise<number> {
  let deleted = 0;
  for (const prefix of prefixes) deleted += (await tx.run('DELETE FROM jobs WHERE name >= ? AND name < ?', [prefix, `${prefix}\uffff`])).changes;
  return deleted;
}

/** Only those still in that state: somebody may have asked for another attempt meanwhile. */
export async function deleteJobs(tx: Tx, state: 'done' | 'failed', ids: readonly number[]): Promise<number> {
  return (await tx.run(`DELETE FROM jobs WHERE state = ? AND id IN (${literals(ids)})`, [state])).changes;
}
