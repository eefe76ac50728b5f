const firstMs = 250;
const mostMs = 30_000;
const healthyAfterMs = 60_000;

/** How long to wait before a process that ended is started again: not at all the first time, then ever longer. */
export interface Backoff {
  /** Milliseconds, given how long it ran. */
  next(ranMs: number): number;
}

export function createBackoff(): Backoff {
  let failures = 0;
  return {
    next(ranMs) {
      failures = ranMs >= healthyAfterMs ? 1 : failures + 1;
      return failures === 1 ? 0 : Math.min(mostMs, firstMs * 2 ** (failures - 2));
    },
  };
}
