import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { badMigration, migrationFailed, migrationMissing } from './errors.ts';
import { appliedMigrations, ensureBookkeeping, recordStep } from './migrations-store.ts';
import type { Database, Tx } from './sql.ts';

/** A migration as found in a folder: its name, and its steps once loaded. */
export interface Found<Step> {
  readonly owner: string;
  readonly name: string;
  load(): Promise<readonly Step[]>;
}

const fileName = /^\d{4}-[a-z0-9-]+\.m?js$/;

/** The migrations of a folder in order of their numbers; an absent folder has none. */
export async function findMigrations<Step>(owner: string, dir: string): Promise<Found<Step>[]> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => fileName.test(name))
    .sort()
    .map((file) => {
      const name = file.replace(/\.m?js$/, '');
      return {
        owner,
        name,
        load: async () => {
          const loaded = (await import(pathToFileURL(join(dir, file)).href)) as { default?: unknown };
          if (!Array.isArray(loaded.default)) throw badMigration(owner, name, 'its default export is not a list of steps');
          return loaded.default as Step[];
        },
      };
    });
}

/** Holds the one lock under which any process changes a schema, and gives what to run steps with. */
async function locked<T>(database: Database, work: () => Promise<T>): Promise<T> {
  if (database.dialect === 'sqlite') return work();
  const { lockSchema } = await import('./schema-lock.ts');
  return lockSchema(database, work);
}

export interface StepsReport {
  /** Names of the migrations that ran, whole or the rest of them. */
  readonly applied: readonly string[];
}

/** Runs what is pending, one transaction a step; on MySQL, where DDL commits by itself, a step that was cut off runs again. */
export async function runSteps<Step>(
  database: Database,
  owner: string,
  found: readonly Found<Step>[],
  run: (sql: Tx, step: Step) => Promise<void>,
): Promise<StepsReport> {
  return locked(database, async () => {
    await database.transaction(ensureBookkeeping);
    const known = await appliedMigrations(database.read, owner);
    for (const { name } of known) if (!found.some((one) => one.name === name)) throw migrationMissing(owner, name);
    const applied: string[] = [];
    for (const migration of found) {
      const before = known.find((one) => one.name === migration.name);
      if (before && before.done >= before.steps) continue;
      await runMigration(database, migration, run);
      applied.push(migration.name);
    }
    return { applied };
  });
}

async function runMigration<Step>(database: Database, { owner, name, load }: Found<Step>, run: (sql: Tx, step: Step) => Promise<void>): Promise<void> {
  const steps = await load();
  for (const [index, step] of steps.entries()) {
    await database.transaction(async (tx) => {
      // Asked inside the transaction: on SQLite its write lock is the lock against other processes that migrate.
      const done = (await appliedMigrations(tx, owner)).find((one) => one.name === name)?.done ?? 0;
      if (done > index) return;
      try {
        await run(tx, step);
      } catch (error) {
        throw migrationFailed(owner, name, index, error);
      }
      await recordStep(tx, owner, name, steps.length, index + 1);
    });
  }
}
