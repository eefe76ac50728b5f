import { createHash } from 'node:crypto';
import type { Config } from '#config';
import {
  type Bindable,
  beginRestore,
  createPluginTable,
  type Database,
  describeTables,
  insertRows,
  migrate,
  openSnapshot,
  schemaHelper,
  setNextId,
  type TableColumn,
  type Tx,
} from '#database';
import { tableBytes } from './check-backup.ts';
import { linesIn } from './dump-tables.ts';
import { backupDamaged, restoredOtherwise, strangeTable } from './errors.ts';
import { linesOf } from './lines.ts';
import type { BackupManifest, KeptTable } from './manifest.ts';
import { emptyTable } from './restore-store.ts';
import { rowOf } from './rows-as-lines.ts';

export interface RestoringTables {
  readonly config: Pick<Config, 'database' | 'migrationsDir'>;
  /** Takes rows in any order. */
  readonly database: Database;
  readonly folder: string;
  readonly manifest: BackupManifest;
  readonly progress: (rows: number) => void;
}

type Row = Record<string, Bindable>;

/** Holds what says that a restore is under way, so it comes last. */
const last = 'migrations';
const rowsAtOnce = 2_000;
/** A statement longer than 16 MB is refused by MariaDB as it comes. */
const charactersAtOnce = 2 ** 21;

/** Makes the tables as they were when the backup was made, empty; the core's by its migrations, those of plugins as they are described. */
export async function makeTables({ config, database, manifest }: RestoringTables, name: string): Promise<void> {
  await beginRestore(database, name);
  const steps = manifest.migrations.filter(({ owner }) => owner === 'core').map((one) => [one.name, one.done] as const);
  await migrate(database, config.migrationsDir, { upTo: new Map(steps) });
  for (const { name: table, definition } of manifest.tables) {
    if (!definition) continue;
    const plugin = /^p_([a-z0-9_]+?)__[a-z0-9_]+$/.exec(table)?.[1];
    if (plugin === undefined) throw strangeTable(table, 'is described as that of a plugin, and is not named like one');
    await database.transaction((tx) => createPluginTable(schemaHelper(tx), plugin.replaceAll('_', '-'), table, definition));
  }
  await refuseStrange(database, manifest);
}

/** What a manifest says of tables is held against what the migrations have made. */
async function refuseStrange(database: Database, { tables }: BackupManifest): Promise<void> {
  const made = new Map((await describeTables(database.read)).map((shape) => [shape.name, shape]));
  const worded = (columns: readonly TableColumn[]) => columns.map(({ name, kind }) => `${name} ${kind}`).join(', ');
  for (const { name, columns, primary } of tables) {
    const shape = made.get(name);
    if (!shape) throw strangeTable(name, 'is not one of Picturerail');
    if (worded(shape.columns) !== worded(columns)) throw strangeTable(name, `has the columns ${worded(columns)} instead of ${worded(shape.columns)}`);
    if (shape.primary.join() !== primary.join()) throw strangeTable(name, `has the key "${primary.join()}" instead of "${shape.primary.join()}"`);
  }
}

/** Fills the tables, reads them again, and ends the restore in the transaction that writes the last of them. */
export async function restoreTables(restoring: RestoringTables): Promise<void> {
  const { config, database, manifest, progress } = restoring;
  let rows = 0;
  const others = manifest.tables.filter(({ name }) => name !== last);
  for (const table of others) {
    await database.transaction((tx) => emptyTable(tx, table.name));
    for await (const batch of rowsOf(restoring, table)) {
      await database.transaction((tx) => insertBatch(tx, table, batch));
      rows += batch.length;
      progress(rows);
    }
    if (table.nextId !== null) await setNextId(database, table.name, table.nextId);
  }
  await compare(config, others);
  const end = manifest.tables.find(({ name }) => name === last);
  if (end === undefined) throw backupDamaged(`tables/${last}.jsonl.gz`, 'is not there');
  const batches: Row[][] = [];
  for await (const batch of rowsOf(restoring, end)) batches.push(batch);
  await database.transaction(async (tx) => {
    await emptyTable(tx, last);
    for (const batch of batches) await insertBatch(tx, end, batch);
  });
}

const insertBatch = async (tx: Tx, { name }: KeptTable, batch: readonly Row[]): Promise<void> => void (await insertRows(tx, name, batch));

async function* rowsOf({ folder }: RestoringTables, { name, columns }: KeptTable): AsyncIterable<Row[]> {
  let batch: Row[] = [];
  let characters = 0;
  for await (const lines of linesOf(tableBytes(folder, name))) {
    for (const line of lines) {
      const row = rowOf(columns, line);
      if (row === undefined) throw backupDamaged(`tables/${name}.jsonl.gz`, 'has a row that cannot be understood');
      batch.push(row);
      characters += line.length;
      if (batch.length < rowsAtOnce && characters < charactersAtOnce) continue;
      yield batch;
      batch = [];
      characters = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

/** Whatever a database does to what it is given, on its way in or out, is found here. */
async function compare(config: RestoringTables['config'], tables: readonly KeptTable[]): Promise<void> {
  const snapshot = await openSnapshot(config.database);
  try {
    for (const table of tables) {
      const hash = createHash('sha256');
      for await (const page of linesIn(snapshot, table)) hash.update(page.join(''));
      if (hash.digest('hex') !== table.sha256) throw restoredOtherwise(table.name);
    }
  } finally {
    await snapshot.close();
  }
}
