import { type Load, type Loaded, measure } from './load.ts';
import { median } from './statistics.ts';

export interface Rival {
  readonly name: string;
  readonly load: Omit<Load, 'seconds'>;
}

/** Every rival once a round, in turning order, so that what slows the machine down for a while slows all of them. */
export async function interleave(rivals: readonly Rival[], options: { readonly runs: number; readonly seconds: number }): Promise<Map<string, Loaded>> {
  for (const rival of rivals) await measure({ ...rival.load, seconds: 2 });
  const rounds = new Map<string, Loaded[]>(rivals.map((rival) => [rival.name, []]));
  for (let round = 0; round < options.runs; round += 1) {
    for (let turn = 0; turn < rivals.length; turn += 1) {
      const rival = rivals[(round + turn) % rivals.length] as Rival;
      rounds.get(rival.name)?.push(await measure({ ...rival.load, seconds: options.seconds }));
    }
  }
  return new Map([...rounds].map(([name, loads]) => [name, middle(loads)]));
}

function middle(loads: readonly Loaded[]): Loaded {
  const of = (pick: (load: Loaded) => number) => median(loads.map(pick));
  return { perSecond: of((load) => load.perSecond), p50: of((load) => load.p50), p99: of((load) => load.p99), answers: of((load) => load.answers), failed: 0 };
}
