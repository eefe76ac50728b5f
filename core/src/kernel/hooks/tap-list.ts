import { orderTaps } from './order-taps.ts';
import type { Tap } from './tap.ts';

/** What answers one hook or slot: a list that is replaced, never changed, so that calls under way keep theirs. */
export interface TapList<C> {
  readonly used: boolean;
  /** In the order in which they are called. */
  readonly taps: readonly Tap[];
  /** Answers how to take it back. */
  add(tap: Tap): () => void;
  /** Puts the taps in order again, and compiles them anew: the plugins' places have changed, or what is known of the hook. */
  reorder(): void;
  /** Made anew, when first asked for, after each change. */
  compiled(): C;
}

/** tapable has neither removal nor an order of ours, so a fresh hook of it is compiled from the ordered list: some 50 microseconds. */
export function createTapList<C>(compile: (taps: readonly Tap[]) => C): TapList<C> {
  let taps: readonly Tap[] = [];
  let compiled: C | undefined;
  const replace = (next: readonly Tap[]) => {
    taps = orderTaps(next);
    compiled = undefined;
  };
  return {
    get used() {
      return taps.length > 0;
    },
    get taps() {
      return taps;
    },
    add: (tap) => {
      replace([...taps, tap]);
      return () => replace(taps.filter((other) => other !== tap));
    },
    reorder: () => replace(taps),
    compiled: () => {
      compiled ??= compile(taps);
      return compiled;
    },
  };
}
