import { setTimeout as delay } from 'node:timers/promises';

export interface Seen {
  readonly requests: number;
  /** What was answered other than 200, and what was not answered. */
  readonly failed: readonly string[];
  /** Milliseconds. */
  readonly slowest: number;
}

/** Asks for a path again and again, at a steady pace, until it is told to stop. */
export function visit(url: string, perSecond: number): { stop(): Promise<Seen> } {
  const failed: string[] = [];
  const open = new Set<Promise<void>>();
  let requests = 0;
  let slowest = 0;
  let over = false;
  const ask = async () => {
    const at = performance.now();
    requests += 1;
    try {
      const answer = await fetch(url);
      await answer.arrayBuffer();
      if (answer.status !== 200) failed.push(String(answer.status));
    } catch (error) {
      failed.push(String(error instanceof Error && error.cause ? error.cause : error));
    }
    slowest = Math.max(slowest, performance.now() - at);
  };
  const pace = (async () => {
    const begun = performance.now();
    for (let sent = 0; !over; sent += 1) {
      await delay(Math.max(0, begun + (sent * 1000) / perSecond - performance.now()));
      const asked = ask().finally(() => open.delete(asked));
      open.add(asked);
    }
  })();
  return {
    stop: async () => {
      over = true;
      await pace;
      await Promise.all(open);
      return { requests, failed, slowest };
    },
  };
}
