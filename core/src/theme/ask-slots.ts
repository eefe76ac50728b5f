import type { Html, PageData, SlotRegistry } from '@picturerail/sdk';
import { slotItems } from './slot-items.ts';
import type { SlotRenderer } from './theme.ts';

/** Answers of plugins by slot, then by item. */
export type SlotAnswers = ReadonlyMap<string, readonly Html[]>;

const none: SlotAnswers = new Map();

/** Asks all slots of a page at once, each for all of its items; those that nobody fills are not asked. */
export async function askSlots(renderer: SlotRenderer, slots: readonly string[], page: string, data: PageData): Promise<SlotAnswers> {
  const used = slots.filter((slot) => renderer.used(slot));
  if (used.length === 0) return none;
  const answers = await Promise.all(used.map((slot) => askSlot(renderer, slot, slotItems(slot, page, data), data.language)));
  return new Map(used.map((slot, index) => [slot, answers[index] ?? []]));
}

async function askSlot(renderer: SlotRenderer, slot: string, items: readonly unknown[], language: string): Promise<readonly Html[]> {
  if (items.length === 0) return [];
  const name = slot as keyof SlotRegistry;
  return await renderer.render(name, items as readonly SlotRegistry[typeof name][], { language });
}
