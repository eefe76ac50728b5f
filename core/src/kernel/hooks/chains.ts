import { AsyncParallelHook, AsyncSeriesWaterfallHook } from 'tapable';

/** A step of a chain. It never rejects and always answers with a promise: `guard.ts` sees to that. */
export interface ChainStep<Run> {
  readonly name: string;
  readonly run: Run;
}

type Waterfall<V, C> = (value: V, context: C) => Promise<V>;
type Parallel<C> = (context: C) => Promise<void>;

/** How chains are put together. tapable writes a function for each, which a hardened host forbids: then plain loops serve. */
export interface Chains {
  /** Each step receives what the one before it made. */
  waterfall<V, C>(steps: readonly ChainStep<Waterfall<V, C>>[]): Waterfall<V, C>;
  /** All steps at once. */
  parallel<C>(steps: readonly ChainStep<Parallel<C>>[]): Parallel<C>;
}

export const tapableChains: Chains = {
  waterfall: <V, C>(steps: readonly ChainStep<Waterfall<V, C>>[]): Waterfall<V, C> => {
    const hook = new AsyncSeriesWaterfallHook<[V, C]>(['value', 'context']);
    for (const { name, run } of steps) hook.tapPromise(name, (value, context) => run(value, context));
    return (value, context) => hook.promise(value, context);
  },
  parallel: <C>(steps: readonly ChainStep<Parallel<C>>[]): Parallel<C> => {
    const hook = new AsyncParallelHook<[C]>(['context']);
    for (const { name, run } of steps) hook.tapPromise(name, (context) => run(context));
    return (context) => hook.promise(context);
  },
};

export const plainChains: Chains = {
  waterfall: (steps) => async (value, context) => {
    let current = value;
    for (const { run } of steps) current = await run(current, context);
    return current;
  },
  parallel: (steps) => async (context) => {
    await Promise.all(steps.map(({ run }) => run(context)));
  },
};

function mayGenerateCode(): boolean {
  try {
    new Function('');
    return true;
  } catch {
    return false;
  }
}

export const chains: Chains = mayGenerateCode() ? tapableChains : plainChains;
