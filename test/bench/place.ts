import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import type { Engine } from './options.ts';
import type { Environment } from './servers.ts';

/** A data folder and a database that live as long as a measurement. */
export interface Place {
  readonly environment: Environment;
  remove(): Promise<void>;
}

export async function makePlace(engine: Engine, mysqlUrl: string | undefined): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'picturerail-bench-'));
  const remove = () => rm(folder, { recursive: true });
  if (engine === 'sqlite' || !mysqlUrl) return { environment: { DATA_DIR: folder, DATABASE_URL: '' }, remove };
  const name = `picturerail_bench_${process.pid}_${Date.now()}`;
  await onServer(mysqlUrl, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return {
    environment: { DATA_DIR: folder, DATABASE_URL: `${mysqlUrl.replace(/\/$/, '')}/${name}` },
    remove: async () => {
      await onServer(mysqlUrl, `DROP DATABASE ${name}`);
      await remove();
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const connection = await mysql.createConnection(url);
  await connection.query(statement);
  await connection.end();
}
