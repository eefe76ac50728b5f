import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from './migrate.ts';
import { type OpenOptions, openDatabase } from './open-database.ts';
import type { Database } from './sql.ts';

const migrations = join(import.meta.dirname, '../../../migrations');

export interface TestDatabase {
  readonly database: Database;
  readonly where: OpenOptions;
  /** Closes it, and deletes it. */
  drop(): Promise<void>;
}

export interface TestKind {
  readonly name: 'SQLite' | 'MariaDB';
  /** A fresh database with the core's tables, or bare. */
  open(options?: { readonly bare?: boolean }): Promise<TestDatabase>;
}

async function opened(where: OpenOptions, bare: boolean, remove: () => Promise<void>): Promise<TestDatabase> {
  const database = await openDatabase(where);
  if (!bare) await migrate(database, migrations);
  return {
    database,
    where,
    drop: async () => {
      await database.close();
      await remove();
    },
  };
}

const sqlite: TestKind = {
  name: 'SQLite',
  open: async ({ bare = false } = {}) => {
    // In memory where there is such a folder: what is asked of a database here is not whether it survives the machine.
    const dir = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'picturerail-db-'));
    return opened({ kind: 'sqlite', file: join(dir, 'gallery.sqlite') }, bare, () => rm(dir, { recursive: true, force: true }));
  },
};

/** `url` names a server, not a database: each test gets one of its own, and only those are dropped. */
const mariadb = (url: string): TestKind => ({
  name: 'MariaDB',
  open: async ({ bare = false } = {}) => {
    const name = `picturerail_test_${randomBytes(6).toString('hex')}`;
    const at = (path: string) => Object.assign(new URL(url), { pathname: path }).href;
    const server = await openDatabase({ kind: 'mysql', url: at('/') });
    await server.read.run(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    return opened({ kind: 'mysql', url: at(`/${name}`) }, bare, async () => {
      await server.read.run(`DROP DATABASE \`${name}\``);
      await server.close();
    });
  },
});

/** The databases tests run on: SQLite always, MariaDB where `TEST_DATABASE_URL` names a server. */
export function testDatabases(): TestKind[] {
  const url = process.env.TEST_DATABASE_URL;
  return url ? [sqlite, mariadb(url)] : [sqlite];
}
