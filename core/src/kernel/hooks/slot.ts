import { type Html, isHtml, type Maybe, raw } from '@picturerail/sdk';
import type { Circumstances } from '../kernel-types.ts';
import { listOf } from './answers.ts';
import { chains } from './chains.ts';
import type { Guard } from './guard.ts';
import { mayAwait, type Tap } from './tap.ts';
import { whenThere } from './when-there.ts';

interface Context {
  readonly items: readonly unknown[];
  readonly circumstances: Circumstances;
  readonly pieces: (readonly (Html | null)[])[];
}

/** A page waits no longer than this for the pieces of a plugin. */
export const slotDeadlineMs = 1_000;

function joined(pieces: readonly (readonly (Html | null)[] | undefined)[], index: number): string {
  let text = '';
  for (const of of pieces) text += of?.[index] ?? '';
  return text;
}

/** All taps are asked at once; their pieces stand in the taps' order, and a tap that fails adds none. */
export function compileSlot(taps: readonly Tap[], guard: Guard) {
  const steps = taps.map((tap, place) => ({
    name: tap.plugin,
    run: ({ items, circumstances, pieces }: Context): Maybe<void> => {
      const outcome = guard<readonly (Html | null)[]>(tap, circumstances, {
        deadlineMs: slotDeadlineMs,
        follows: mayAwait(tap),
        run: (call) => tap.run(items as never, call as never),
        fault: listOf(items.length, (piece) => piece === null || isHtml(piece), 'HTML made by rail.html, or null'),
      });
      return whenThere(outcome, (made) => {
        if (made.state === 'answered') pieces[place] = made.value;
      });
    },
  }));
  const ask = chains.parallel<Context>(steps);
  return async (items: readonly unknown[], circumstances: Circumstances): Promise<Html[]> => {
    const pieces: (readonly (Html | null)[])[] = [];
    await ask({ items, circumstances, pieces });
    return items.map((_, index) => raw(joined(pieces, index)));
  };
}
