import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import type { Engine } from './options.ts';

/** The variables that lead a gallery there. */
export interface PlaceEnvironment extends Readonly<Record<string, string>> {
  readonly DATA_DIR: string;
  readonly DATABASE_URL: string;
}

/** A data folder and a database that live as long as a measurement. */
export interface Place {
  readonly environment: PlaceEnvironment;
  remove(): Promise<void>;
}

interface At {
  readonly engine: Engine;
  readonly mysqlUrl: string | undefined;
  readonly folder: string;
  /** On the MariaDB server. */
  readonly database: string;
}

export async function makePlace(engine: Engine, mysqlUrl: string | undefined): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'picturerail-bench-'));
  const { environment, clear } = placeAt({ engine, mysqlUrl, folder, database: `picturerail_bench_${process.pid}_${Date.now()}` });
  if (engine === 'mysql') await clear();
  return {
    environment,
    remove: async () => {
      if (environment.DATABASE_URL !== '') await onServer(mysqlUrl, [`DROP DATABASE IF EXISTS ${databaseOf(environment)}`]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `clear` leaves nothing there but an empty database. */
export function placeAt({ engine, mysqlUrl, folder, database }: At): { readonly environment: PlaceEnvironment; clear(): Promise<void> } {
  const url = engine === 'mysql' ? `${(mysqlUrl ?? '').replace(/\/$/, '')}/${database}` : '';
  return {
    environment: { DATA_DIR: folder, DATABASE_URL: url },
    clear: async () => {
      await rm(folder, { recursive: true, force: true });
      if (engine === 'mysql') await onServer(mysqlUrl, [`DROP DATABASE IF EXISTS ${database}`, `CREATE DATABASE ${database} ${textRules}`]);
    },
  };
}

const textRules = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

const databaseOf = ({ DATABASE_URL }: PlaceEnvironment): string => new URL(DATABASE_URL).pathname.slice(1);

/** Another place with the same content: files and rows. Nobody may write to the first one meanwhile. */
export async function copyPlace(original: Place, engine: Engine, mysqlUrl: string | undefined): Promise<Place> {
  const copy = await makePlace(engine, mysqlUrl);
  await cp(original.environment.DATA_DIR, copy.environment.DATA_DIR, { recursive: true, mode: 2 });
  if (engine === 'mysql') await copyTables(mysqlUrl, databaseOf(original.environment), databaseOf(copy.environment));
  return copy;
}

/** By the definitions as they are, with foreign keys, which `CREATE TABLE ... LIKE` leaves behind. */
async function copyTables(url: string | undefined, from: string, to: string): Promise<void> {
  const connection = await mysql.createConnection(url ?? '');
  try {
    await connection.query('SET SESSION foreign_key_checks = 0, SESSION unique_checks = 0');
    const [tables] = await connection.query<mysql.RowDataPacket[]>('SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?', [from]);
    for (const { name } of tables) {
      const [[shown]] = await connection.query<mysql.RowDataPacket[]>(`SHOW CREATE TABLE \`${from}\`.\`${name}\``);
      await connection.query(`USE ${to}`);
      await connection.query(shown?.['Create Table'] as string);
      await connection.query(`INSERT INTO \`${to}\`.\`${name}\` SELECT * FROM \`${from}\`.\`${name}\``);
    }
  } finally {
    await connection.end();
  }
}

async function onServer(url: string | undefined, statements: readonly string[]): Promise<void> {
  if (!url) throw new Error('A MariaDB server is needed: set TEST_DATABASE_URL, such as mysql://root@127.0.0.1:3306.');
  const connection = await mysql.createConnection(url);
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}
