import { readFileSync } from 'node:fs';

export interface SilenceOptions {
  readonly lookEveryMs: number;
  /** That long by the clock. */
  readonly silentMs: number;
  /** So much of it the main thread must have run, or waited for something of its own. */
  readonly ownMs: number;
}

/** What there is to be seen at a moment. */
export interface Look {
  readonly now: number;
  /** Of the main thread's event loop, so far. */
  readonly beats: number;
  /** How long the main thread has waited for a processor, so far. */
  readonly waitedMs: number;
}

/** Whether the main thread hangs: not while the machine sleeps, and not where it merely has no turn because others have. */
export interface Silence {
  /** How long it has been silent, where it hangs. */
  hangs(look: Look): number | undefined;
}

export function createSilence({ lookEveryMs, silentMs, ownMs }: SilenceOptions): Silence {
  let heard: Look | undefined;
  let last: Look | undefined;
  return {
    hangs: (look) => {
      // The machine slept, or had no time for this process as a whole: the main thread could not beat either.
      const wasAway = last === undefined || look.now - last.now > 5 * lookEveryMs;
      if (heard === undefined || wasAway || look.beats !== heard.beats) heard = look;
      last = look;
      const silent = look.now - heard.now;
      return silent >= silentMs && silent - (look.waitedMs - heard.waitedMs) >= ownMs ? silent : undefined;
    },
  };
}

/** How long the main thread of this process has waited for a processor, so far; 0 where the system does not say. */
export function mainThreadWaitedMs(): number {
  try {
    const [, waited] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return Number(waited) / 1e6;
  } catch {
    return 0;
  }
}
