import { Worker } from 'node:worker_threads';
import type { Log } from '@picturerail/sdk';
import { attributed } from '../hooks/attribution.ts';
import { beats, onPlace, shared } from './running.ts';
import { beatMs, type ToWatchdog, type WatchdogData, whoseCode } from './watchdog-messages.ts';
import type { KnownPlugin } from './whereabouts.ts';

export interface Watchdog {
  /** All plugins whose code this process may run from now on. */
  know(plugins: readonly KnownPlugin[]): void;
}

/**
 * A thread beside the main one that notices when that hangs, finds out whose code it is, writes it into the journal in `dir`, and
 * ends the process; the supervisor alone would see only that it is silent. Lives as long as the process.
 */
export function startWatchdog(dir: string, log: Log): Watchdog {
  const workerData: WatchdogData = { memory: shared, dir };
  Object.defineProperty(globalThis, whoseCode, { value: () => JSON.stringify(attributed() ?? null) });
  const thread = new Worker(new URL('./watchdog-thread.js', import.meta.url), {
    workerData,
    name: 'watchdog',
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
  });
  thread.unref();
  thread.on('error', (error) => log.warn('The watchdog beside this process has ended: who hangs will not be known.', { error }));
  const tell = (message: ToWatchdog) => thread.postMessage(message);
  onPlace((place, number) => tell({ place, number }));
  setInterval(() => Atomics.add(shared, beats, 1), beatMs).unref();
  return { know: (plugins) => tell({ plugins }) };
}
