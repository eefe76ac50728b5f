import { randomInt } from 'node:crypto';
import { type Beat, createBeat } from './beat.ts';

/** Something done over and over, which comes back to where it began. */
export interface Dance {
  readonly name: string;
  readonly steps: readonly (() => Promise<unknown>)[];
  /** How many answers lie between two steps, at least and at most. */
  readonly apart?: readonly [number, number];
}

/** Longer than requests take that are under way at the same time, so that many lie between two steps. */
const usual = [40, 120] as const;

/** Crawls while all of them go on; all are through and back when it returns. */
export async function inMotion<T>(dances: readonly Dance[], crawling: (beat: Beat) => Promise<T>): Promise<T> {
  const beat = createBeat();
  const [found, ...danced] = await Promise.allSettled([crawling(beat).finally(beat.end), ...dances.map((dance) => goOn(dance, beat))]);
  for (const one of danced) if (one.status === 'rejected') throw one.reason;
  if (found.status === 'rejected') throw found.reason;
  return found.value;
}

async function goOn({ name, steps, apart = usual }: Dance, beat: Beat): Promise<void> {
  await beat.after(randomInt(1, apart[1]));
  while (!beat.ended) {
    for (const step of steps) {
      await step().catch((error: unknown) => Promise.reject(new Error(`${name}: ${(error as Error).message}`, { cause: error })));
      await beat.after(randomInt(apart[0], apart[1]));
    }
  }
}
