import { mkdir, mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseContribution } from './contribution.ts';
import {
  bumpRevision,
  deletePluginTables,
  insertIgnore,
  insertRows,
  isUniqueViolation,
  literals,
  migrate,
  migratePlugin,
  pendingMigrations,
  readRevisions,
  upsert,
} from './index.ts';
import { openDatabase } from './open-database.ts';
import { schemaHelper } from './schema-helper.ts';
import type { Database } from './sql.ts';
import { type TestDatabase, testDatabases } from './testing.ts';

describe.each(testDatabases())('a database on $name', (kind) => {
  let opened: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    opened = await kind.open();
    database = opened.database;
    await database.transaction(async (tx) => {
      const schema = schemaHelper(tx);
      await schema.createTable('things', (t) => {
        t.bigIncrements('id');
        t.string('name', 100).notNullable();
        t.bigInteger('amount').notNullable().defaultTo(0);
        t.specificType('bytes', 'varbinary(40)');
        t.unique(['name'], { indexName: 'things_name' });
      });
    });
  });
  afterAll(() => opened.drop());

  it('transactions made one after the other let timers have their turn', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const deadline = Date.now() + 20_000;
    while (turns < 3 && Date.now() < deadline) await opened.database.transaction(async (tx) => tx.get('SELECT 1 AS one'));
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('gives inserted rows their ids in order', async () => {
    const ids = await database.transaction((tx) =>
      insertRows(
        tx,
        'things',
        Array.from({ length: 1200 }, (_, n) => ({ name: `n${n}` })),
      ),
    );
    expect(ids).toHaveLength(1200);
    const rows = await database.read.all<{ id: number; name: string }>('SELECT id, name FROM things WHERE id IN (?, ?, ?)', [
      ids[0] ?? 0,
      ids[700] ?? 0,
      ids[1199] ?? 0,
    ]);
    expect(rows.map((row) => row.name).sort()).toEqual(['n0', 'n1199', 'n700']);
  });

  it('keeps large integers, bytes, emoji and case as they are', async () => {
    await database.transaction((tx) => insertRows(tx, 'things', [{ name: 'Ärger 🖼', amount: 1_789_000_000_123, bytes: Uint8Array.of(0, 255, 128) }]));
    await database.transaction((tx) => insertRows(tx, 'things', [{ name: 'ärger 🖼' }]));
    const row = await database.read.get<{ amount: number; bytes: Uint8Array }>('SELECT amount, bytes FROM things WHERE name = ?', ['Ärger 🖼']);
    expect(row?.amount).toBe(1_789_000_000_123);
    expect([...(row?.bytes ?? [])]).toEqual([0, 255, 128]);
  });

  it('adds in an upsert what is to be added and sets the rest', async () => {
    const put = (amount: number) => database.transaction((tx) => upsert(tx, 'things', [{ name: 'sum', amount }], ['name'], { add: ['amount'] }));
    await put(3);
    await put(4);
    expect(await database.read.get('SELECT amount FROM things WHERE name = ?', ['sum'])).toMatchObject({ amount: 7 });
  });

  it('keeps the greater value in an upsert where that is asked for', async () => {
    const put = (amount: number) => database.transaction((tx) => upsert(tx, 'things', [{ name: 'most', amount }], ['name'], { max: ['amount'] }));
    for (const amount of [3, 9, 5]) await put(amount);
    expect(await database.read.get('SELECT amount FROM things WHERE name = ?', ['most'])).toMatchObject({ amount: 9 });
  });

  it('tells a violated unique key from other errors', async () => {
    const twice = database.transaction((tx) => insertRows(tx, 'things', [{ name: 'twice' }, { name: 'twice' }]));
    expect(isUniqueViolation(await twice.catch((error: unknown) => error))).toBe(true);
    expect(isUniqueViolation(await database.read.all('SELECT nothing FROM things').catch((error: unknown) => error))).toBe(false);
    expect(await database.read.get('SELECT id FROM things WHERE name = ?', ['twice'])).toBeUndefined();
    expect(await database.transaction((tx) => insertIgnore(tx, 'things', [{ name: 'sum' }, { name: 'fresh' }]))).toBe(1);
  });

  it('rolls back all of a transaction that throws, and does not run what waits for its commit', async () => {
    let told = 0;
    const failing = database.transaction(async (tx) => {
      tx.afterCommit(() => {
        told += 1;
      });
      await insertRows(tx, 'things', [{ name: 'ghost' }]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.read.get('SELECT id FROM things WHERE name = ?', ['ghost'])).toBeUndefined();
    expect(told).toBe(0);
    await database.transaction(async (tx) =>
      tx.afterCommit(() => {
        told += 1;
      }),
    );
    expect(told).toBe(1);
  });

  it('refuses a transaction inside a transaction', async () => {
    await expect(database.transaction(() => database.transaction(async () => 1))).rejects.toMatchObject({ code: 'database-nested-transaction' });
  });

  it('runs transactions that meet one after the other, losing nothing', async () => {
    await database.transaction((tx) => insertRows(tx, 'things', [{ name: 'counter' }]));
    const add = () =>
      database.transaction(async (tx) => {
        const forUpdate = tx.dialect === 'mysql' ? ' FOR UPDATE' : '';
        const row = await tx.get<{ amount: number }>(`SELECT amount FROM things WHERE name = 'counter'${forUpdate}`);
        await tx.run(`UPDATE things SET amount = ? WHERE name = 'counter'`, [(row?.amount ?? 0) + 1]);
      });
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await database.read.get(`SELECT amount FROM things WHERE name = 'counter'`)).toMatchObject({ amount: 20 });
  });

  it('accepts only integers as literals, and an empty list matches nothing', async () => {
    expect(() => literals([1, 2.5])).toThrow(TypeError);
    expect(await database.read.all(`SELECT id FROM things WHERE id IN (${literals([])})`)).toEqual([]);
  });

  it('takes a limit as a parameter', async () => {
    expect(await database.read.all('SELECT id FROM things ORDER BY id LIMIT ? OFFSET ?', [2, 1])).toHaveLength(2);
  });

  it('gives a row the columns that its table has by now, null or not', async () => {
    const text = 'SELECT * FROM growing WHERE id = ?';
    await database.transaction(async (tx) => {
      await tx.run('CREATE TABLE growing (id INTEGER PRIMARY KEY, name VARCHAR(20))');
      await insertRows(tx, 'growing', [{ id: 1, name: null }]);
    });
    expect(await database.read.all(text, [1])).toEqual([{ id: 1, name: null }]);
    expect(await database.read.get(text, [2])).toBeUndefined();
    await database.transaction((tx) => tx.run("ALTER TABLE growing ADD COLUMN color VARCHAR(20) DEFAULT 'red'"));
    expect(await database.read.get(text, [1])).toEqual({ id: 1, name: null, color: 'red' });
    expect(await database.read.all(text, [1])).toEqual([{ id: 1, name: null, color: 'red' }]);
    expect(await database.read.all(text, [2])).toEqual([]);
  });

  it('raises revisions', async () => {
    const before = await readRevisions(database.read);
    await database.transaction((tx) => bumpRevision(tx, 'access'));
    expect((await readRevisions(database.read)).access).toBe(before.access + 1);
  });
});

describe('a SQLite file', () => {
  it('is readable by its owner only, and so is its log', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'picturerail-db-')), 'gallery.sqlite');
    const database = await openDatabase({ kind: 'sqlite', file });
    await database.transaction((tx) => tx.run('CREATE TABLE t (a INTEGER)'));
    for (const name of [file, `${file}-wal`]) expect((await stat(name)).mode & 0o777, name).toBe(0o600);
    await database.close();
  });
});

describe.each(testDatabases())('migrations on $name', (kind) => {
  let opened: TestDatabase;
  let dir: string;
  beforeAll(async () => {
    opened = await kind.open({ bare: true });
    Object.assign(globalThis, { stepMayRun: false });
    dir = await mkdtemp(join(tmpdir(), 'picturerail-migrations-'));
  });
  afterAll(() => opened.drop());

  it('run once, even when several processes run them at once, and go on after a failed step', async () => {
    await writeFile(
      join(dir, '0001-first.mjs'),
      `export default [
        (schema) => schema.createTable('marks', (t) => { t.bigIncrements('id'); t.string('name', 50); t.index(['name'], 'marks_name'); }),
        (schema) => { if (!globalThis.stepMayRun) throw new Error('not yet'); return schema.insert('marks', [{ name: 'one' }]); },
      ];`,
    );
    const { database } = opened;
    await expect(migrate(database, dir)).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('Step 2 of the migration "0001-first"'),
    });
    expect(await pendingMigrations(database, dir)).toEqual(['0001-first']);
    Object.assign(globalThis, { stepMayRun: true });
    await Promise.all([migrate(database, dir), migrate(database, dir)]);
    expect(await database.read.all('SELECT name FROM marks')).toHaveLength(1);
    expect(await pendingMigrations(database, dir)).toEqual([]);
  });

  it('refuse a database that is newer than they are', async () => {
    const empty = join(dir, 'empty');
    await mkdir(empty);
    await expect(migrate(opened.database, empty)).rejects.toMatchObject({ code: 'migration-missing' });
  });

  it("make a plugin's own tables, reached by their short names only, and delete them on demand", async () => {
    const own = join(dir, 'plugin');
    await mkdir(own);
    await writeFile(
      join(own, '0001-facts.mjs'),
      `export default [
        { createTable: 'facts', definition: { columns: { image_id: { type: 'bigint' }, lens: { type: 'string', null: true } }, primary: ['image_id'], indexes: { lens: ['lens'] } } },
        { addColumn: 'camera', to: 'facts', definition: { type: 'string', null: true } },
        { fill: async (db) => { await db.table('facts').insert({ image_id: 7, lens: 'fill' }); } },
      ];`,
    );
    const { database } = opened;
    // What goes with the tables; here are no migrations of the core that make it.
    await database.transaction((tx) => tx.run('CREATE TABLE plugin_values (plugin VARCHAR(20) NOT NULL, name VARBINARY(570) NOT NULL)'));
    expect((await migratePlugin(database, 'print-sales', own)).applied).toEqual(['0001-facts']);
    expect((await migratePlugin(database, 'print-sales', own)).applied).toEqual([]);
    const { db } = databaseContribution(database)({ plugin: { id: 'print-sales' } });
    const facts = db.table<{ image_id: number; lens: string | null; camera: string | null }>('facts');
    await facts.upsert(
      [
        { image_id: 7, lens: '50 mm' },
        { image_id: 8, lens: null },
      ],
      ['image_id'],
    );
    expect(await facts.select({ where: { image_id: [7, 8] }, orderBy: ['image_id'] })).toMatchObject([{ lens: '50 mm', camera: null }, { lens: null }]);
    expect(await facts.update({ image_id: 8 }, { camera: 'K-1' })).toBe(1);
    expect(await facts.first({ lens: null })).toMatchObject({ image_id: 8, camera: 'K-1' });
    expect(await facts.count()).toBe(2);
    await expect(
      db.transaction(async (tx) => {
        await tx.table('facts').delete({ image_id: 7 });
        throw new Error('undo');
      }),
    ).rejects.toThrow('undo');
    expect(await facts.select({ orderBy: ['image_id'], descending: true, limit: 1 })).toMatchObject([{ image_id: 8 }]);
    expect(() => db.table('users; drop')).toThrow(/names a table/);
    await expect(facts.select({ where: { 'lens = 1 OR 1': 1 } as never })).rejects.toThrow(/names a column/);
    expect(await deletePluginTables(database, 'print-sales')).toEqual(['p_print_sales__facts']);
    await expect(facts.count()).rejects.toThrow();
  });
});
