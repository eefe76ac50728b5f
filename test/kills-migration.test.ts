import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { config, database as databases } from '@picturerail/core';
import { makePlace, type TestPlace, testServers } from '@picturerail/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Chance, chance } from './bench/fill/chance.ts';
import { commandIn } from './kills/command-in.ts';

type Database = Awaited<ReturnType<typeof databases.openDatabase>>;

const migrations = path.resolve(import.meta.dirname, '../migrations');
/** The tables of the first version. */
const first = /^00(01|02|10|20|30|40|50)-/;
/** From each begin, on each database. */
const kills = Math.ceil(Number(process.env.KILLS ?? 4) / 5);

describe.each(testServers())('an update of the tables that is killed, on $name', ({ server }) => {
  const places: TestPlace[] = [];
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'picturerail-migrations-'));
    for (const name of (await readdir(migrations)).filter((one) => first.test(one))) await copyFile(path.join(migrations, name), path.join(folder, name));
  });
  afterEach(async () => {
    for (const place of places.splice(0)) await place.remove();
    await rm(folder, { recursive: true });
  });

  async function opened(): Promise<{ place: TestPlace; database: Database }> {
    const place = await makePlace(server);
    places.push(place);
    return { place, database: await databases.openDatabase(config.readConfig(place.env).database) };
  }

  it.each([
    { from: 'nothing', old: false },
    { from: 'the first version', old: true },
  ])('goes on from $from where it was cut off, and ends with the same tables', { timeout: 900_000 }, async ({ old }) => {
    const whole = await opened();
    await databases.migrate(whole.database, migrations);
    const expected = await tablesOf(whole.database);
    await whole.database.close();
    for (let number = 1; number <= kills; number += 1) {
      const { place, database } = await opened();
      if (old) await databases.migrate(database, folder);
      await killed(place, database, chance(number));
      const ended = await commandIn(place, ['migrate']).over;
      expect(ended.code, ended.text).toBe(0);
      expect(await databases.pendingMigrations(database, migrations)).toEqual([]);
      expect(await tablesOf(database)).toEqual(expected);
      await database.close();
    }
  });

  /** After so many steps, or a little later. */
  async function killed(place: TestPlace, database: Database, dice: Chance): Promise<void> {
    const doing = commandIn(place, ['migrate']);
    const before = await stepsDone(database);
    const steps = before + 1 + dice.below(before > 0 ? 5 : 40);
    while (!doing.isOver() && (await stepsDone(database)) < steps) await delay(1);
    await delay(dice.below(8));
    doing.kill();
    await doing.over;
  }
});

const stepsDone = async ({ read }: Database): Promise<number> =>
  Number((await read.get<{ done: number | null }>('SELECT SUM(done) AS done FROM migrations').catch(() => undefined))?.done ?? 0);

async function tablesOf({ dialect, read }: Database): Promise<unknown[]> {
  if (dialect === 'sqlite') return read.all("SELECT name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name");
  const columns = await read.all(
    'SELECT table_name, column_name, column_type, is_nullable, column_default, collation_name FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1, 2',
  );
  const indexes = await read.all(
    'SELECT table_name, index_name, seq_in_index, column_name, non_unique FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1, 2, 3',
  );
  return [...columns, ...indexes];
}
