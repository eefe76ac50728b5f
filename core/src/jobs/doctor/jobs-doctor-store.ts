import type { Sql } from '#database';

/** Names of jobs that wait, and how many of each do. */
export const strangers = (sql: Sql): Promise<{ readonly name: string; readonly waiting: number }[]> =>
  sql.all(`SELECT name, COUNT(*) AS waiting FROM jobs WHERE state = 'waiting' GROUP BY name ORDER BY name`);

export interface Failed {
  readonly id: number;
  readonly name: string;
  readonly error: string | null;
}

export const failedAfter = (sql: Sql, id: number): Promise<Failed[]> =>
  sql.all(`SELECT id, name, error FROM jobs WHERE state = 'failed' AND id > ? ORDER BY id LIMIT 500`, [id]);
