import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { House } from '@picturerail/core';
import type { Chance } from '../bench/fill/chance.ts';
import type { Doing } from './doing.ts';

/** When a process is killed. */
export interface Moment {
  readonly story: string;
  /** Resolves then, or when it is clear that it does not come. */
  come(doing: Doing, house: House): Promise<void>;
}

const longest = 20_000;

const after = (ms: number): Moment => ({ story: `after ${ms} ms`, come: () => delay(ms) });

/** Looked for in the rows and files that work leaves on its way; the next look begins when the last one is through. */
const when = (story: string, holds: (house: House) => Promise<boolean>): Moment => ({
  story: `while ${story}`,
  async come(doing, house) {
    for (const until = Date.now() + longest; !doing.isOver() && Date.now() < until; await delay(1)) if (await holds(house)) return;
  },
});

const some =
  (query: string) =>
  async ({ database }: House): Promise<boolean> =>
    (await database.read.get(query)) !== undefined;

const working = async ({ storage }: House): Promise<boolean> => (await readdir(storage.tmpDir)).length > 0;

const ofAlbums = [
  when('a change of access is open', some('SELECT id FROM access_changes LIMIT 1')),
  when('originals wait to be renamed', some('SELECT id FROM renames LIMIT 1')),
  when('a job runs', some("SELECT id FROM jobs WHERE state = 'running' LIMIT 1")),
];
const ofImports = [
  when('files are copied', working),
  when('names are claimed', some('SELECT id FROM arrivals LIMIT 1')),
  when('derivatives wait', some("SELECT id FROM jobs WHERE state = 'waiting' LIMIT 1")),
  when('a job runs', some("SELECT id FROM jobs WHERE state = 'running' LIMIT 1")),
];

/** Begun, and not through yet. */
export const purging = when(
  'an album was being purged',
  some("SELECT id FROM jobs WHERE name = 'gallery:purge-album' AND state IN ('waiting', 'running') LIMIT 1"),
);

/** Half at random, half where the work goes from one thing to the next. */
export function momentOf(kind: 'import' | 'album', dice: Chance): Moment {
  if (dice.of(0.5)) return dice.pick(kind === 'import' ? ofImports : ofAlbums);
  return after(dice.below(dice.of(0.5) ? 40 : kind === 'import' ? 2_500 : 300));
}
