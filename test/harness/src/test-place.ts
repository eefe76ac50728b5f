import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { database } from '@picturerail/core';

/** A folder and a database that exist for one test. */
export interface TestPlace {
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** SQLite in a temporary folder; or, given the address of a server, a database of its own there. */
export async function makePlace(server?: string): Promise<TestPlace> {
  const dir = await mkdtemp(join(tmpdir(), 'picturerail-test-'));
  const removeDir = () => rm(dir, { recursive: true, force: true });
  if (server === undefined) return { dir, env: { DATA_DIR: dir }, remove: removeDir };
  const name = `picturerail_test_${randomBytes(6).toString('hex')}`;
  const at = (path: string) => Object.assign(new URL(server), { pathname: path }).href;
  await onServer(at('/'), `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const remove = async () => {
    await onServer(at('/'), `DROP DATABASE \`${name}\``);
    await removeDir();
  };
  return { dir, env: { DATA_DIR: dir, DATABASE_URL: at(`/${name}`) }, remove };
}

async function onServer(url: string, statement: string): Promise<void> {
  const server = await database.openDatabase({ kind: 'mysql', url });
  try {
    await server.read.run(statement);
  } finally {
    await server.close();
  }
}

/** The databases that a test runs on: SQLite, and MariaDB where `TEST_DATABASE_URL` names a server. */
export function testServers(): { readonly name: string; readonly server: string | undefined }[] {
  const server = process.env.TEST_DATABASE_URL;
  return [{ name: 'SQLite', server: undefined }, ...(server ? [{ name: 'MariaDB', server }] : [])];
}
