import type { Log } from '@picturerail/sdk';
import type { Ending } from './watch-process.ts';

const failuresBeforeSafeMode = 3;

/** What to do when processes end before they did any work. */
export interface Boots {
  /** The gallery has served once: whatever ends from now on is started again. */
  succeeded(): void;
  /**
   * For one of the gallery's processes and those that follow it: asked when one ended before it was ready; false where starting
   * it again is of no use. Each is counted for itself, since what ends one of them at its start ends all.
   */
  retries(): (ending: Ending) => boolean;
  safeMode(): boolean;
  /** Why the gallery could not start; null while it may. */
  reason(): string | null;
}

/**
 * A sentence from the process is final; deaths without one are tried again, in the end without plugins: when one of the
 * processes has ended three times, or three plugins have each ended one. `culprits` answers which plugins did lately.
 */
export function createBoots(log: Log, culprits: () => readonly string[]): Boots {
  const known = new Set<string>();
  let served = false;
  let safeMode = false;
  let reason: string | null = null;
  return {
    succeeded: () => {
      served = true;
    },
    retries: () => {
      let failures = 0;
      let inSafeMode = false;
      return ({ failed, how }) => {
        if (served) return true;
        failures = inSafeMode === safeMode ? failures + 1 : 1;
        inSafeMode = safeMode;
        for (const culprit of culprits()) known.add(culprit);
        const attempts = safeMode ? failures : Math.max(failures, known.size);
        if (failed === null && attempts < failuresBeforeSafeMode) return true;
        if (failed === null && !safeMode) {
          safeMode = true;
          log.error(`The gallery did not come up in ${failuresBeforeSafeMode} attempts; it starts in safe mode, without plugins.`, { how });
          return true;
        }
        reason ??= failed ?? `The gallery did not come up, not even without plugins; its last process was ended by ${how}.`;
        return false;
      };
    },
    safeMode: () => safeMode,
    reason: () => reason,
  };
}
