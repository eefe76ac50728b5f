import type { Load, Loaded, Loader } from './load.ts';
import { median, percentile } from './statistics.ts';

export interface Rival {
  readonly name: string;
  readonly load: Omit<Load, 'seconds'>;
  /** CPU seconds that those who answer have taken so far; where it is given, {@link Measured.cpu} is known. */
  readonly cpu?: () => Promise<number>;
  /** Before each of its turns. */
  readonly ready?: () => Promise<void>;
}

export interface Measured {
  /** Median of the rounds. */
  readonly perSecond: number;
  /** Milliseconds, of all answers of all rounds. */
  readonly p50: number;
  /** Milliseconds, median of the rounds' own: what held the machine up in one of them is not in it. */
  readonly p99: number;
  readonly answers: number;
  /** Milliseconds of CPU for each answer, median of the rounds. */
  readonly cpu: number | null;
}

interface Rounds {
  readonly runs: number;
  readonly seconds: number;
}

interface Round extends Loaded {
  readonly cpu: number | null;
}

/** Every rival once a round, in turning order, so that what slows the machine down for a while slows all of them. */
export async function interleave(loader: Loader, rivals: readonly Rival[], { runs, seconds }: Rounds): Promise<Map<string, Measured>> {
  for (const { load, ready } of rivals) {
    await ready?.();
    await loader.measure({ ...load, seconds: Math.min(0.4, seconds) });
  }
  const rounds = new Map<string, Round[]>(rivals.map((rival) => [rival.name, []]));
  for (let round = 0; round < runs; round += 1) {
    for (let turn = 0; turn < rivals.length; turn += 1) {
      const rival = rivals[(round + turn) % rivals.length] as Rival;
      rounds.get(rival.name)?.push(await once(loader, rival, seconds));
    }
  }
  return new Map([...rounds].map(([name, all]) => [name, summary(all)]));
}

async function once(loader: Loader, { load, cpu, ready }: Rival, seconds: number): Promise<Round> {
  await ready?.();
  const before = (await cpu?.()) ?? 0;
  const loaded = await loader.measure({ ...load, seconds });
  return { ...loaded, cpu: cpu ? ((await cpu()) - before) / loaded.times.length : null };
}

function summary(rounds: readonly Round[]): Measured {
  const times = rounds.flatMap((round) => round.times);
  const cpu = rounds.flatMap((round) => (round.cpu === null ? [] : [round.cpu]));
  return {
    perSecond: median(rounds.map((round) => round.perSecond)),
    p50: percentile(times, 0.5),
    p99: median(rounds.map((round) => percentile(round.times, 0.99))),
    answers: times.length,
    cpu: cpu.length === 0 ? null : median(cpu) * 1000,
  };
}
