import type { MigrationTable } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPluginTable } from '../create-plugin-table.ts';
import { openDatabase } from '../open-database.ts';
import { schemaHelper } from '../schema-helper.ts';
import { type TestDatabase, testDatabases } from '../testing.ts';
import { describeTables } from './describe-tables.ts';
import { nextIdOf, setNextId } from './next-ids.ts';
import { openSnapshot } from './open-snapshot.ts';
import type { Cell, TableShape } from './table-shape.ts';
import { beginRestore, isEmpty, unfinishedRestore } from './unfinished-restore.ts';

const definition: MigrationTable = {
  columns: {
    id: { type: 'id' },
    image_id: { type: 'bigint', null: false, references: 'images' },
    amount: { type: 'integer', null: false, default: 5 },
    large: { type: 'bigint', null: true },
    size: { type: 'real', null: true },
    title: { type: 'string', null: false, length: 120, default: "it's new" },
    note: { type: 'text', null: true },
    bytes: { type: 'blob', null: true },
    shown: { type: 'boolean', null: false, default: 0 },
  },
  indexes: { by_amount: ['amount', 'image_id'] },
  unique: { by_title: ['title'] },
};
const keyed: MigrationTable = {
  columns: { name: { type: 'string', null: false, length: 190 }, image_id: { type: 'bigint', null: false }, value: { type: 'text', null: false } },
  primary: ['image_id', 'name'],
  indexes: {},
  unique: {},
};

describe.each(testDatabases())('a copy of a database on $name', (kind) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await kind.open();
    await make('p_film_rolls__rolls', definition);
    await make('p_film_rolls__notes', keyed);
  });
  afterEach(() => opened.drop());

  const make = (name: string, table: MigrationTable) => opened.database.transaction((tx) => createPluginTable(schemaHelper(tx), 'film-rolls', name, table));
  const shapeOf = async (name: string) => (await describeTables(opened.database.read)).find((one) => one.name === name) as TableShape;
  async function rowsOf(shape: TableShape, from = opened.where): Promise<Cell[][]> {
    const snapshot = await openSnapshot(from);
    const rows: Cell[][] = [];
    for await (const page of snapshot.rows(shape)) rows.push(...page.map((row) => [...row]));
    await snapshot.close();
    return rows;
  }

  it("a plugin's table is described as its migration declared it", async () => {
    expect((await shapeOf('p_film_rolls__rolls')).definition).toEqual(definition);
    expect(await shapeOf('p_film_rolls__notes')).toMatchObject({ primary: ['image_id', 'name'], definition: keyed });
    expect(await shapeOf('settings')).toEqual({
      name: 'settings',
      columns: ['owner', 'scope', 'name', 'value', 'revision'].map((name) => ({ name, kind: name === 'revision' ? 'integer' : 'text' })),
      primary: ['owner', 'scope', 'name'],
    });
  });

  it('is the same for both databases', async () => {
    const shapes = await describeTables(opened.database.read);
    for (const other of testDatabases()) {
      const second = await other.open();
      const core = (all: readonly TableShape[]) => all.filter(({ definition: ofPlugin }) => !ofPlugin);
      expect(core(await describeTables(second.database.read))).toEqual(core(shapes));
      await second.drop();
    }
  });

  it('reads rows in the order of their bytes, and integers exactly', async () => {
    const large = 2n ** 63n - 1n;
    await opened.database.transaction(async (tx) => {
      await tx.run("INSERT INTO p_film_rolls__notes (image_id, name, value) VALUES (2, 'b', ''), (2, 'a', ?), (1, 'ä', ''), (1, 'a', ''), (1, 'B', '')", ['🎞']);
      await tx.run(
        "INSERT INTO images (id, state, narrow_id, title, author, width, height, color, mime, bytes, sha256, file_name, file_key, created_at, description) VALUES (1, 'published', 1, '', '', 1, 1, '', '', 1, '', '', '', 0, '')",
      );
      await tx.run('INSERT INTO p_film_rolls__rolls (image_id, large, size, title, bytes) VALUES (1, ?, 0.1, ?, ?)', [
        String(large),
        'one',
        Buffer.from([0, 255]),
      ]);
    });
    expect((await rowsOf(await shapeOf('p_film_rolls__notes'))).map(([name, id]) => [id, name])).toEqual([
      [1, 'B'],
      [1, 'a'],
      [1, 'ä'],
      [2, 'a'],
      [2, 'b'],
    ]);
    const [roll = []] = await rowsOf(await shapeOf('p_film_rolls__rolls'));
    expect(roll.slice(0, 6)).toEqual([1, 1, 5, large, 0.1, 'one']);
    expect(Buffer.from(roll[7] as Uint8Array)).toEqual(Buffer.from([0, 255]));
  });

  it('stands still while others write', async () => {
    const shape = await shapeOf('revisions');
    const snapshot = await openSnapshot(opened.where);
    const before = await snapshot.read.all('SELECT * FROM revisions ORDER BY name');
    await opened.database.transaction(async (tx) => {
      await tx.run("UPDATE revisions SET value = value + 100 WHERE name = 'access'");
      await tx.run("INSERT INTO revisions (name, value) VALUES ('new', 1)");
    });
    const rows: unknown[] = [];
    for await (const page of snapshot.rows(shape)) rows.push(...page);
    await snapshot.close();
    expect(rows).toEqual(before.map((row) => Object.values(row)));
    expect(await rowsOf(shape)).toHaveLength(before.length + 1);
  });

  it('gives ids on from where they were', async () => {
    const { database } = opened;
    const add = (name: string) => database.transaction((tx) => tx.run('INSERT INTO `groups` (name, name_key, created_at) VALUES (?, ?, 0)', [name, name]));
    expect(await nextIdOf(database.read, 'settings')).toBeNull();
    await add('a');
    expect(await nextIdOf(database.read, 'groups')).toBe(2);
    await setNextId(database, 'groups', 1_000);
    expect((await add('b')).lastId).toBe(1_000);
    expect(await nextIdOf(database.read, 'groups')).toBe(1_001);
  });

  it('a restore that begins empties only a database in which one was cut off', async () => {
    const bare = await kind.open({ bare: true });
    expect(await isEmpty(bare.database.read)).toBe(true);
    expect(await isEmpty(opened.database.read)).toBe(false);
    const filling = await openDatabase(bare.where, { anyOrder: true });
    for (const name of ['first', 'second']) {
      await beginRestore(filling, name);
      expect([await unfinishedRestore(bare.database.read), await isEmpty(bare.database.read)]).toEqual([name, false]);
      await filling.transaction((tx) => createPluginTable(schemaHelper(tx), 'film-rolls', 'p_film_rolls__notes', keyed));
    }
    await filling.close();
    await bare.drop();
  });
});
