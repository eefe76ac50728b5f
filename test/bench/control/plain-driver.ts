import { DatabaseSync } from '@photostructure/sqlite';
import mysql from 'mysql2/promise';
import type { Bindable, Config } from '../rooms.ts';
import type { Statement } from './statement.ts';

/** Runs statements by the driver alone: prepared once, no counting, no handles to choose between. */
export type Run = (statement: Statement) => Promise<readonly object[]>;

export async function plainDriver({ database }: Pick<Config, 'database'>): Promise<Run> {
  return database.kind === 'sqlite' ? plainSqlite(database.file) : plainMysql(database.url);
}

function plainSqlite(file: string): Run {
  const handle = new DatabaseSync(file, { readOnly: true });
  handle.exec('PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456');
  const prepared = new Map<Statement, ReturnType<typeof handle.prepare>>();
  return async (statement) => {
    const known = prepared.get(statement) ?? handle.prepare(statement.text);
    prepared.set(statement, known);
    return known.all(...(statement.params as (string | number | null | Uint8Array)[])) as object[];
  };
}

async function plainMysql(url: string): Promise<Run> {
  const pool = mysql.createPool({ uri: url, connectionLimit: 10, charset: 'utf8mb4_bin', supportBigNumbers: true, decimalNumbers: true });
  return async ({ text, params }) => {
    const [rows] = await pool.execute(text, params.map(typed));
    return rows as object[];
  };
}

/** `LIMIT ?` takes no DOUBLE, which is how the driver sends numbers. */
function typed(value: Bindable) {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return mysql.TypedParameter.BIGINT(value);
  return typeof value === 'boolean' ? Number(value) : (value as string | number | null | Buffer);
}
