import type { Attribution } from '../hooks/attribution.ts';

/** What another thread can read while the main thread hangs: beats of its event loop, and whose code runs (0: nobody's). */
export const shared = new Int32Array(new SharedArrayBuffer(8));
export const beats = 0;
const whose = 1;

/** Bounds the table below; places are named by what plugins register, which a running gallery has some hundreds of. */
const mostPlaces = 20_000;

/** By the number that stands in {@link shared}. */
const places: (Attribution | null)[] = [null];
const numbers = new Map<string, Map<string, number>>();
let tell: ((place: Attribution, number: number) => void) | undefined;

function numberOf({ plugin, where }: Attribution): number {
  const known = numbers.get(plugin)?.get(where);
  if (known !== undefined) return known;
  if (places.length >= mostPlaces) return 0;
  numbers.set(plugin, (numbers.get(plugin) ?? new Map<string, number>()).set(where, places.length));
  places.push({ plugin, where });
  tell?.({ plugin, where }, places.length - 1);
  return places.length - 1;
}

/** Code of a plugin begins to run; answers what to {@link leave} with. */
export function enter(to: Attribution): number {
  const before = Atomics.load(shared, whose);
  Atomics.store(shared, whose, numberOf(to));
  return before;
}

/** It has returned; what it waits for is not noted here. */
export function leave(before: number): void {
  Atomics.store(shared, whose, before);
}

/** Tells the places there are, and each new one. */
export function onPlace(run: (place: Attribution, number: number) => void): void {
  tell = run;
  for (const [number, place] of places.entries()) if (place) run(place, number);
}

/** As the other thread sees it, by the numbers it has been told. */
export const placeRunning = (memory: Int32Array, known: ReadonlyMap<number, Attribution>): Attribution | null => known.get(Atomics.load(memory, whose)) ?? null;
