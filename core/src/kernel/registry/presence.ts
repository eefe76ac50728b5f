import { randomUUID } from 'node:crypto';
import type { Log } from '@picturerail/sdk';
import { type Database, readRevisions } from '#database';
import { thisProcess } from '#runtime';
import { deleteProcess, deleteProcessesBefore, type ProcessRow, writeProcess } from './processes-store.ts';

const lookEveryMs = 250;
const sayEveryMs = 5_000;
/** One that has said nothing for so long is not there any more. */
export const silentMs = 15_000;

export interface PresenceOptions {
  readonly database: Database;
  readonly log: Log;
  readonly clock: () => number;
  readonly role: string;
  /** The revision that this process runs. */
  readonly standsAt: () => number;
  /** Told four times a second, where no request brings it. */
  readonly noticed: (revision: number) => void;
}

/** One process among those that serve: it says that it is there and what it runs, and looks for changes when it idles. */
export interface Presence {
  /** Says at once what it runs now. */
  say(): Promise<void>;
  end(): Promise<void>;
}

export async function bePresent({ database, log, clock, role, standsAt, noticed }: PresenceOptions): Promise<Presence> {
  const id = randomUUID();
  const startedAt = clock();
  let saidAt = Number.NEGATIVE_INFINITY;
  let busy = false;
  const row = (): ProcessRow => ({ id, role, holder: thisProcess, seenAt: clock(), registry: standsAt() });
  const say = async () => {
    saidAt = performance.now();
    await database.transaction((tx) => writeProcess(tx, row(), startedAt));
  };
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      noticed((await readRevisions(database.read)).registry);
      if (performance.now() - saidAt >= sayEveryMs) await say();
    } catch (error) {
      // Requests and jobs say loudly that the database is away.
      log.debug('This process could not say that it is there.', { reason: String(error) });
    }
    busy = false;
  };
  await database.transaction((tx) => deleteProcessesBefore(tx, clock() - 4 * silentMs));
  await say();
  const timer = setInterval(look, lookEveryMs).unref();
  return {
    say,
    end: async () => {
      clearInterval(timer);
      await database.transaction((tx) => deleteProcess(tx, id)).catch(() => {});
    },
  };
}
