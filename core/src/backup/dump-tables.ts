import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Cell, describeTables, nextIdOf, type Snapshot, type TableShape } from '#database';
import { syncFile } from '#storage';
import type { KeptTable } from './manifest.ts';
import { lineOf } from './rows-as-lines.ts';

/** What processes have in hand at this moment: none of them works on what is restored. */
const presentOnly: readonly string[] = ['processes', 'arrivals', 'album_claims', 'uploads'];

export const tableFile = (folder: string, table: string): string => path.join(folder, 'tables', `${table}.jsonl.gz`);

/** Writes all rows of all tables to `<folder>/tables`. */
export async function dumpTables(snapshot: Snapshot, folder: string, progress: (rows: number) => void): Promise<KeptTable[]> {
  await mkdir(path.join(folder, 'tables'), { mode: 0o700 });
  const tables: KeptTable[] = [];
  let rows = 0;
  for (const shape of await describeTables(snapshot.read)) {
    if (presentOnly.includes(shape.name)) continue;
    const before = rows;
    const kept = await dumpTable(snapshot, shape, tableFile(folder, shape.name), (count) => progress(before + count));
    rows += kept.rows;
    tables.push({ ...shape, ...kept, nextId: await nextIdOf(snapshot.read, shape.name) });
  }
  return tables;
}

async function dumpTable(snapshot: Snapshot, shape: TableShape, file: string, progress: (rows: number) => void): Promise<Pick<KeptTable, 'rows' | 'sha256'>> {
  const hash = createHash('sha256');
  let rows = 0;
  // Most of what is gained is gained at the lowest level, in a third of the time.
  const gzip = createGzip({ level: 1 });
  const written = pipeline(gzip, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  written.catch(() => {});
  try {
    for await (const page of linesIn(snapshot, shape)) {
      const chunk = Buffer.from(page.join(''));
      hash.update(chunk);
      rows += page.length;
      progress(rows);
      await write(gzip, chunk);
    }
    gzip.end();
  } catch (error) {
    // Whichever came first is what the pipeline ends with: this, or what the disk said.
    gzip.destroy(error as Error);
  }
  await written;
  await syncFile(file);
  return { rows, sha256: hash.digest('hex') };
}

const write = (stream: Writable, chunk: Buffer): Promise<void> =>
  new Promise((resolve, reject) => stream.write(chunk, (error) => (error ? reject(error) : resolve())));

/** The lines of a table, some hundred at a time. */
export async function* linesIn(snapshot: Snapshot, shape: TableShape): AsyncIterable<string[]> {
  const left = shape.name === 'jobs' ? asLeft(shape) : (row: readonly Cell[]) => row;
  for await (const page of snapshot.rows(shape)) yield page.map((row) => lineOf(left(row)));
}

/** A job that runs waits for its next attempt, as one does whose process is gone. */
function asLeft({ columns }: TableShape): (row: readonly Cell[]) => readonly Cell[] {
  const state = columns.findIndex(({ name }) => name === 'state');
  const held = columns.flatMap(({ name }, at) => (['lease_token', 'lease_until', 'run_slot'].includes(name) ? [at] : []));
  return (row) => (row[state] === 'running' ? row.map((cell, at) => (at === state ? 'waiting' : held.includes(at) ? null : cell)) : row);
}
