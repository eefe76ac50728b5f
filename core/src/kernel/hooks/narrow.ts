import type { HookTraits, Maybe } from '@picturerail/sdk';
import type { Circumstances, Verdict } from '../kernel-types.ts';
import { listOf } from './answers.ts';
import { chains } from './chains.ts';
import type { Guard } from './guard.ts';
import { mayAwait, type Tap } from './tap.ts';
import { whenThere } from './when-there.ts';

interface Context {
  readonly items: readonly unknown[];
  readonly circumstances: Circumstances;
  readonly verdicts: Verdict[];
}

const isVerdict = (value: unknown) => value === 'pass' || value === 'refuse';

/** All taps are asked at once; one "refuse" is enough, and a tap that fails, or goes while it is asked, refuses all. */
export function compileNarrow(taps: readonly Tap[], { deadlineMs }: HookTraits, guard: Guard) {
  const steps = taps.map((tap) => ({
    name: tap.plugin,
    run: ({ items, circumstances, verdicts }: Context): Maybe<void> => {
      const outcome = guard<readonly Verdict[]>(tap, circumstances, {
        deadlineMs,
        follows: mayAwait(tap),
        run: (call) => tap.run(items as never, call as never),
        fault: listOf(items.length, isVerdict, '"pass" or "refuse"'),
      });
      return whenThere(outcome, (made) => {
        for (const index of items.keys()) if (made.state !== 'answered' || made.value[index] === 'refuse') verdicts[index] = 'refuse';
      });
    },
  }));
  const ask = chains.parallel<Context>(steps);
  return async (items: readonly unknown[], circumstances: Circumstances): Promise<Verdict[]> => {
    const verdicts: Verdict[] = items.map(() => 'pass');
    await ask({ items, circumstances, verdicts });
    return verdicts;
  };
}
