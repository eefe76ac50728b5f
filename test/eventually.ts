import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until there is something; fails after a while. */
export async function eventually<T>(look: () => T | undefined | null | Promise<T | undefined | null>, ms = 40_000): Promise<T> {
  for (const until = Date.now() + ms; Date.now() < until; await delay(50)) {
    const found = await look();
    if (found !== undefined && found !== null) return found;
  }
  throw new Error('What was waited for did not come.');
}
