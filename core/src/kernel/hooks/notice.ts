import type { HookTraits } from '@picturerail/sdk';
import { chains } from './chains.ts';
import type { Guard } from './guard.ts';
import type { Tap } from './tap.ts';

/** All taps are told at once; what they answer, and whether they fail, changes nothing. */
export function compileNotice(taps: readonly Tap[], { deadlineMs }: HookTraits, guard: Guard) {
  const steps = taps.map((tap) => ({
    name: tap.plugin,
    run: async (items: readonly unknown[]): Promise<void> => {
      await guard(tap, {}, { deadlineMs, run: () => tap.run(items as never), fault: () => null });
    },
  }));
  return chains.parallel<readonly unknown[]>(steps);
}
