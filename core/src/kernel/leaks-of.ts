import { createHook } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** Something that was there more often after the work than before it. */
export interface Leak {
  /** `a timer`, `a listener of the process for "exit"`, or as Node calls what keeps a process alive (`TCPServerWrap`). */
  readonly what: string;
  /** How many more, after `times` runs. */
  readonly more: number;
  /** Where it was made, as `placeOf` says; null where that is not known. */
  readonly at: string | null;
}

export interface LeakOptions {
  /** Of the stack of what was made: where that is, or null where it is nobody's concern. Timers are found by it. */
  readonly placeOf: (stack: string) => string | null;
  /** How often the work is done after a first time that does not count, in which modules and caches are filled. */
  readonly times?: number;
}

/** What ends by itself has this long to do so, ms. */
const patience = 2_000;

/** Does some work again and again, and answers what each run leaves behind. */
export async function leaksOf(work: () => Promise<void>, { placeOf, times = 3 }: LeakOptions): Promise<readonly Leak[]> {
  await work();
  await pause(50);
  const before = held();
  const timers = watchTimers(placeOf);
  try {
    for (let run = 0; run < times; run += 1) await work();
    const found = () => [...more(before, held(), times), ...timers.left(times)];
    const until = performance.now() + patience;
    while (found().length > 0 && performance.now() < until) await pause(20);
    return found();
  } finally {
    timers.end();
  }
}

function held(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) if (name !== 'Timeout' && name !== 'Immediate') counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const event of process.eventNames()) counts.set(`a listener of the process for "${String(event)}"`, process.listenerCount(event));
  return counts;
}

/** Only what each run adds to: others come and go with what else the process does. */
function more(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>, times: number): Leak[] {
  return [...after].flatMap(([what, count]) => {
    const added = count - (before.get(what) ?? 0);
    return added >= times ? [{ what, more: added, at: null }] : [];
  });
}

/** Timers that keep no process alive stand in no list of Node's, so their beginnings and ends are followed. */
function watchTimers(placeOf: LeakOptions['placeOf']) {
  const places = new Map<number, string>();
  const hook = createHook({
    init: (id, type) => {
      if (type !== 'Timeout') return;
      const place = placeOf(new Error('made').stack ?? '');
      if (place !== null) places.set(id, place);
    },
    destroy: (id) => {
      places.delete(id);
    },
  }).enable();
  return {
    left: (times: number): Leak[] => {
      const counts = new Map<string, number>();
      for (const place of places.values()) counts.set(place, (counts.get(place) ?? 0) + 1);
      return [...counts].flatMap(([at, count]) => (count >= times ? [{ what: 'a timer', more: count, at }] : []));
    },
    end: () => hook.disable(),
  };
}
