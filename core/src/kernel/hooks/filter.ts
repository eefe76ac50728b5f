import type { HookTraits, Maybe } from '@picturerail/sdk';
import type { Circumstances } from '../kernel-types.ts';
import { sameItems } from './answers.ts';
import { chains } from './chains.ts';
import type { Guard } from './guard.ts';
import { mayAwait, type Tap } from './tap.ts';
import { whenThere } from './when-there.ts';

interface Context {
  readonly where: unknown;
  readonly circumstances: Circumstances;
}

/** A value passes through the taps; of one that fails, the list as it was is kept. */
export function compileFilter(taps: readonly Tap[], { deadlineMs, identity }: HookTraits, guard: Guard) {
  const steps = taps.map((tap) => ({
    name: tap.plugin,
    run: (items: unknown[], { where, circumstances }: Context): Maybe<unknown[]> => {
      // A tap works on a list of its own: what it takes out of it, or still does to it when it is late, is not seen.
      const own = [...items];
      const outcome = guard<unknown[] | undefined>(tap, circumstances, {
        deadlineMs,
        follows: mayAwait(tap),
        run: (call) => tap.run(own as never, where as never, call as never),
        fault: sameItems(items, identity),
      });
      return whenThere(outcome, (made) => (made.state === 'answered' && made.value !== undefined ? made.value : items));
    },
  }));
  return chains.waterfall<unknown[], Context>(steps);
}
