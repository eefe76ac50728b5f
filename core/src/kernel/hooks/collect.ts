import type { HookTraits, Maybe } from '@picturerail/sdk';
import type { Answer, Circumstances } from '../kernel-types.ts';
import { isList } from './answers.ts';
import { chains } from './chains.ts';
import type { Guard } from './guard.ts';
import { mayAwait, type Tap } from './tap.ts';
import { whenThere } from './when-there.ts';

interface Context {
  readonly where: readonly unknown[];
  readonly circumstances: Circumstances;
  readonly answers: Answer<unknown>[];
}

/** All taps are asked at once; each answer keeps its tap's place, and a failure is an answer of its own. */
export function compileCollect(taps: readonly Tap[], { deadlineMs }: HookTraits, guard: Guard) {
  const steps = taps.map((tap, place) => ({
    name: tap.plugin,
    run: ({ where, circumstances, answers }: Context): Maybe<void> => {
      const outcome = guard<readonly unknown[]>(tap, circumstances, {
        deadlineMs,
        follows: mayAwait(tap),
        run: (call) => tap.run(where as never, call as never),
        fault: isList,
      });
      return whenThere(outcome, (made) => {
        if (made.state === 'answered') answers[place] = { plugin: tap.plugin, parts: made.value };
        if (made.state === 'failed') answers[place] = { plugin: tap.plugin, failed: made.error };
      });
    },
  }));
  const ask = chains.parallel<Context>(steps);
  return async (where: readonly unknown[], circumstances: Circumstances): Promise<Answer<unknown>[]> => {
    const answers: Answer<unknown>[] = [];
    await ask({ where, circumstances, answers });
    // Taps that went while they were asked leave holes.
    return answers.flatMap((answer) => answer ?? []);
  };
}
