import type { HookTraits, Refusal, Tables } from '@picturerail/sdk';
import { isList } from './answers.ts';
import { chains } from './chains.ts';
import type { Guard } from './guard.ts';
import type { Tap } from './tap.ts';

interface Context {
  readonly items: readonly unknown[];
  /** The plugin's own tables, inside the open transaction. */
  readonly tables: (plugin: string) => Tables;
}

const refusal = (item: unknown, plugin: string): Refusal<unknown> => ({
  item,
  code: 'plugin-failed',
  message: `The plugin "${plugin}", which may refuse this, could not answer; so it is refused. The log says why.`,
});

/** One tap after the other, as a transaction runs one statement at a time; a tap that fails refuses every item. */
export function compileDecide(taps: readonly Tap[], { deadlineMs }: HookTraits, guard: Guard) {
  const steps = taps.map((tap) => ({
    name: tap.plugin,
    run: async (refusals: readonly Refusal<unknown>[], { items, tables }: Context): Promise<readonly Refusal<unknown>[]> => {
      const outcome = await guard<readonly Refusal<unknown>[]>(
        tap,
        {},
        { deadlineMs, inTransaction: true, run: () => tap.run(items as never, tables(tap.plugin) as never), fault: isList },
      );
      if (outcome.state === 'gone') return refusals;
      return [...refusals, ...(outcome.state === 'answered' ? outcome.value : items.map((item) => refusal(item, tap.plugin)))];
    },
  }));
  const ask = chains.waterfall<readonly Refusal<unknown>[], Context>(steps);
  return (context: Context) => ask([], context);
}
