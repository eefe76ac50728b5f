import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unfinishedRestore } from './copy/unfinished-restore.ts';
import { badMigration, migrationFailed, migrationMissing, restoreUnfinished } from './errors.ts';
import { type Applied, appliedMigrations, ensureBookkeeping, recordStep } from './migrations-store.ts';
import { lockSchema } from './schema-lock.ts';
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

export interface StepsReport {
  /** Names of the migrations that ran, whole or the rest of them. */
  readonly applied: readonly string[];
}

/** What to run, and how. */
export interface Steps<Step> {
  readonly owner: string;
  readonly found: readonly Found<Step>[];
  readonly run: (sql: Tx, step: Step) => Promise<void>;
  /** Only so many steps of each migration, none of those it does not name: for a copy that is as old. */
  readonly upTo?: ReadonlyMap<string, number>;
  /** Awaited before the first step of all, where there are tables already, while no other process changes them; what it throws keeps the steps from running. */
  readonly before?: (pending: readonly string[]) => Promise<void>;
}

/** Runs what is pending, one transaction a step; on MySQL, where DDL commits by itself, a step that was cut off runs again. */
export async function runSteps<Step>(database: Database, steps: Steps<Step>): Promise<StepsReport> {
  // Also where there are no tables yet: who comes while the first ones are made would take them for those of an earlier version.
  const alone = steps.before !== undefined && (await hasPending(database, steps));
  return lockSchema(database, alone, async () => {
    await database.transaction(ensureBookkeeping);
    const known = await appliedMigrations(database.read, steps.owner);
    if (steps.owner === 'core' && !steps.upTo) await refuse(database, steps, known);
    const pending = pendingOf(steps, known);
    if (isAboutToChange(pending, known)) await steps.before?.(pending.map(({ name }) => name));
    for (const migration of pending) await runMigration(database, migration, steps);
    return { applied: pending.map(({ name }) => name) };
  });
}

/** What is yet to run; several processes may find the same. */
const pendingOf = <Step>({ found, upTo }: Steps<Step>, known: readonly Applied[]): Found<Step>[] =>
  found.filter(({ name }) => {
    const before = known.find((one) => one.name === name);
    return upTo ? upTo.has(name) : !before || before.done < before.steps;
  });

async function hasPending<Step>(database: Database, steps: Steps<Step>): Promise<boolean> {
  const known = await appliedMigrations(database.read, steps.owner).catch(() => []);
  return pendingOf(steps, known).length > 0;
}

/** Not where one was cut off in between: what was before stands, where it was wanted, from the first attempt. */
const isAboutToChange = (pending: readonly { readonly name: string }[], known: readonly Applied[]): boolean =>
  pending.length > 0 && known.length > 0 && !known.some(({ name }) => pending.some((one) => one.name === name));

/** A plugin may go back to an older version, which bears what a newer one has added; the core may not. */
async function refuse<Step>(database: Database, { owner, found }: Steps<Step>, known: readonly Applied[]): Promise<void> {
  for (const { name } of known) if (!found.some((one) => one.name === name)) throw migrationMissing(owner, name);
  const unfinished = await unfinishedRestore(database.read);
  if (unfinished !== null) throw restoreUnfinished(unfinished);
}

async function runMigration<Step>(database: Database, { owner, name, load }: Found<Step>, { run, upTo }: Steps<Step>): Promise<void> {
  const steps = await load();
  for (const [index, step] of steps.slice(0, upTo?.get(name)).entries()) {
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
