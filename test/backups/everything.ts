import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { database } from '@picturerail/core';
import { filesBelow } from '../files-below.ts';

type Opened = Awaited<ReturnType<typeof database.openDatabase>>;

/** What processes have in hand is not part of a backup. */
const leftOut = ['processes', 'arrivals', 'album_claims', 'uploads'];

const digest = (lines: readonly string[]): string => `${lines.length} ${createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')}`;
const plain = (value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);

/** A digest of all rows of each table, as the database gives them. */
export async function rowsIn({ read, dialect }: Opened): Promise<Record<string, string>> {
  const names = await read.all<{ name: string }>(
    dialect === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  const found: Record<string, string> = {};
  for (const { name } of names.filter((one) => !leftOut.includes(one.name))) {
    const rows = await read.all(`SELECT * FROM \`${name}\``);
    found[name] = digest(rows.map((row) => JSON.stringify(Object.values(row).map(plain))));
  }
  return found;
}

/** The same of a backup, from its files. */
export async function rowsOf(backup: string): Promise<Record<string, string>> {
  const { tables } = await manifestOf(backup);
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const text = gunzipSync(await readFile(path.join(backup, 'tables', `${name}.jsonl.gz`))).toString('utf8');
    found[name] = digest(text.split('\n').filter((line) => line !== ''));
  }
  return found;
}

export const manifestOf = async (backup: string): Promise<{ tables: { name: string }[]; originals: { count: number } } & Record<string, unknown>> =>
  JSON.parse(await readFile(path.join(backup, 'backup.json'), 'utf8'));

/** What must be the same of a gallery's folder: digests by path. */
export async function filesIn(dir: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const file of (await filesBelow(dir)).filter((one) => /^(originals|files|secret\.key)/.test(one) && !one.includes('.parts')).toSorted())
    found[file] = createHash('sha256')
      .update(await readFile(path.join(dir, file)))
      .digest('hex');
  return found;
}
