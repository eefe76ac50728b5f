import type { Tap } from './tap.ts';
import { createTapList, type TapList } from './tap-list.ts';

/** Tap lists by name of hook or slot; a name that nobody taps holds nothing. */
export interface TapLists<C> {
  get(name: string): TapList<C> | undefined;
  tap(name: string, tap: Tap): () => void;
  /** The plugins' places have changed. */
  reorder(): void;
  /** What compiling this list depends on is another now. */
  changed(name: string): void;
}

export function createTapLists<C>(compile: (name: string, taps: readonly Tap[]) => C): TapLists<C> {
  const lists = new Map<string, TapList<C>>();
  return {
    get: (name) => lists.get(name),
    reorder: () => {
      for (const list of lists.values()) list.reorder();
    },
    changed: (name) => lists.get(name)?.reorder(),
    tap: (name, tap) => {
      const list = lists.get(name) ?? createTapList((taps) => compile(name, taps));
      lists.set(name, list);
      const undo = list.add(tap);
      return () => {
        undo();
        if (!list.used) lists.delete(name);
      };
    },
  };
}
