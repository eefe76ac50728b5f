import type { Log } from '@picturerail/sdk';
import type { Database } from '#database';
import type { Usage } from './usage.ts';
import { addUsage } from './usage-store.ts';

const everyMs = 10_000;

/** Writes down what plugins use, every ten seconds; answers how to write the rest and stop. */
export function keepUsage(usage: Usage, { database, log }: { readonly database: Database; readonly log: Log }): () => Promise<void> {
  let failing = false;
  const write = async () => {
    const uses = usage.drain();
    if (uses.length === 0) return;
    try {
      await database.transaction((tx) => addUsage(tx, uses));
      failing = false;
    } catch (error) {
      usage.restore(uses);
      if (!failing) log.warn('What plugins did cannot be written down for the time being.', { reason: String(error) });
      failing = true;
    }
  };
  const timer = setInterval(write, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await write();
  };
}
