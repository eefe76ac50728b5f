import { raw } from '@picturerail/sdk';
import type { Slots } from '../kernel-types.ts';
import type { Guard } from './guard.ts';
import { compileSlot } from './slot.ts';
import type { Tap } from './tap.ts';
import { createTapLists } from './tap-lists.ts';

export interface SlotRegistries {
  readonly slots: Slots;
  tap(slot: string, tap: Tap): () => void;
  /** Ids of the plugins that fill a slot, in the order in which they are called. */
  order(slot: string): readonly string[];
  /** The plugins' places have changed. */
  reorder(): void;
}

export function createSlots(guard: Guard): SlotRegistries {
  const lists = createTapLists((_slot, taps) => compileSlot(taps, guard));
  return {
    slots: {
      used: (slot) => lists.get(slot) !== undefined,
      render: (slot, items, circumstances = {}) => lists.get(slot)?.compiled()(items, circumstances) ?? items.map(() => raw('')),
    },
    tap: lists.tap,
    order: (slot) => (lists.get(slot)?.taps ?? []).map(({ plugin }) => plugin),
    reorder: lists.reorder,
  };
}
