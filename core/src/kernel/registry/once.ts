import { setTimeout as pause } from 'node:timers/promises';
import semver from 'semver';
import type { Database, Tx } from '#database';
import { claimMoment, claimUpdate, finishMoment, type Moment, momentIsOver, readPlugin, releaseMoment, writeDataVersion } from './plugins-store.ts';

/** Longer than any such moment may take. */
const staleMs = 120_000;

export interface OnceOptions {
  readonly database: Database;
  readonly clock: () => number;
}

interface Turn {
  readonly isOver: () => Promise<boolean>;
  readonly claim: (tx: Tx, at: { now: number; staleBefore: number }) => Promise<boolean>;
  readonly release: (tx: Tx) => Promise<void>;
  readonly finish: (tx: Tx) => Promise<void>;
}

/** One process does it, though several come at the same time; the others wait, and where it failed, the next of them tries. */
async function inOneProcess({ database, clock }: OnceOptions, { isOver, claim, release, finish }: Turn, run: () => Promise<void>): Promise<void> {
  for (;;) {
    if (await isOver()) return;
    const now = clock();
    if (await database.transaction((tx) => claim(tx, { now, staleBefore: now - staleMs }))) break;
    await pause(100);
  }
  try {
    await run();
  } catch (error) {
    await database.transaction(release);
    throw error;
  }
  await database.transaction(finish);
}

/** Runs a moment of a plugin's life once. */
export const once = (options: OnceOptions, id: string, moment: Moment, run: () => Promise<void>): Promise<void> =>
  inOneProcess(
    options,
    {
      isOver: () => momentIsOver(options.database.read, id, moment),
      claim: (tx, at) => claimMoment(tx, id, moment, at),
      release: (tx) => releaseMoment(tx, id, moment),
      finish: (tx) => finishMoment(tx, id, moment, options.clock()),
    },
    run,
  );

/** Runs the update of a plugin's data to a version once, and not at all where they have followed it, or a later one, before. */
export async function onceForVersion(
  options: OnceOptions,
  { id, version }: { readonly id: string; readonly version: string },
  run: (from: string) => Promise<void>,
): Promise<void> {
  const { database } = options;
  const from = (await readPlugin(database.read, id))?.data_version ?? null;
  // Nothing has been written by an older version: this one begins.
  if (from === null) return database.transaction((tx) => writeDataVersion(tx, id, version));
  if (semver.gte(from, version)) return;
  const isOver = async () => semver.gte((await readPlugin(database.read, id))?.data_version ?? version, version);
  await inOneProcess(
    options,
    {
      isOver,
      claim: (tx, at) => claimUpdate(tx, id, from, at),
      release: (tx) => writeDataVersion(tx, id, null),
      finish: (tx) => writeDataVersion(tx, id, version),
    },
    () => run(from),
  );
}
