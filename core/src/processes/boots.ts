import type { Log } from '@picturerail/sdk';
import type { Ending } from './watch-process.ts';

const failuresBeforeSafeMode = 3;

/** What to do when processes end before they did any work. */
export interface Boots {
  /** The gallery has served once: whatever ends from now on is started again. */
  succeeded(): void;
  /** A process ended before it was ready; false where starting it again is of no use. */
  mayRetry(ending: Ending): boolean;
  safeMode(): boolean;
  /** Why the gallery could not start; null while it may. */
  reason(): string | null;
}

/** A sentence from the process is final; deaths without one are tried again, in the end without plugins. */
export function createBoots(log: Log): Boots {
  let served = false;
  let failures = 0;
  let safeMode = false;
  let reason: string | null = null;
  return {
    succeeded: () => {
      served = true;
    },
    mayRetry: ({ failed, how }) => {
      if (served) return true;
      failures += 1;
      if (failed === null && failures < failuresBeforeSafeMode) return true;
      if (failed === null && !safeMode) {
        safeMode = true;
        failures = 0;
        log.error(`The gallery did not come up in ${failuresBeforeSafeMode} attempts; it starts in safe mode, without plugins.`, { how });
        return true;
      }
      reason ??= failed ?? `The gallery did not come up, not even without plugins; its last process was ended by ${how}.`;
      return false;
    },
    safeMode: () => safeMode,
    reason: () => reason,
  };
}
