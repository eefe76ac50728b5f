/**
 * What is hidden from whom at this moment, kept by whoever changes it: shown from before it is asked for, hidden once
 * that has returned. An area that was never shown is hidden.
 */
export interface Truth {
  /** To everyone, or to one actor. */
  show(area: string, to?: string): void;
  hide(area: string, from?: string): void;
  /** Whether it was hidden from this actor all the time since then, ms of `performance.now`. */
  hiddenSince(area: string, actor: string, since: number): boolean;
}

const everyone = '';

export function createTruth(): Truth {
  /** By area and actor: since when it is hidden again. */
  const hiddenAt = new Map<string, number>();
  const keyOf = (area: string, actor: string) => JSON.stringify([area, actor]);
  return {
    show: (area, to = everyone) => {
      hiddenAt.set(keyOf(area, to), Number.POSITIVE_INFINITY);
    },
    hide: (area, from = everyone) => {
      hiddenAt.set(keyOf(area, from), performance.now());
    },
    hiddenSince: (area, actor, since) => [everyone, actor].every((who) => (hiddenAt.get(keyOf(area, who)) ?? 0) <= since),
  };
}
