import type { Maybe } from '@picturerail/sdk';
import { AsyncParallelHook, AsyncSeriesWaterfallHook } from 'tapable';

/** A step of a chain. It never throws or rejects: `guard.ts` sees to that. */
export interface ChainStep<Run> {
  readonly name: string;
  readonly run: Run;
}

type Waterfall<V, C> = (value: V, context: C) => Maybe<V>;
type Parallel<C> = (context: C) => Maybe<void>;

/** Tells tapable, at once where it need not be waited for. */
function tell<T>(made: Maybe<T>, done: (error: null, value: T) => void): void {
  if (made instanceof Promise) void made.then((value) => done(null, value));
  else done(null, made as T);
}

/** How chains are put together. tapable writes a function for each, which a hardened host forbids: then plain loops serve. */
export interface Chains {
  /** Each step receives what the one before it made. */
  waterfall<V, C>(steps: readonly ChainStep<Waterfall<V, C>>[]): (value: V, context: C) => Promise<V>;
  /** All steps at once. */
  parallel<C>(steps: readonly ChainStep<Parallel<C>>[]): (context: C) => Promise<void>;
}

export const tapableChains: Chains = {
  waterfall: <V, C>(steps: readonly ChainStep<Waterfall<V, C>>[]): ((value: V, context: C) => Promise<V>) => {
    const hook = new AsyncSeriesWaterfallHook<[V, C]>(['value', 'context']);
    for (const { name, run } of steps) hook.tapAsync(name, (value, context, done) => tell(run(value, context), done));
    return (value, context) => hook.promise(value, context);
  },
  parallel: <C>(steps: readonly ChainStep<Parallel<C>>[]): ((context: C) => Promise<void>) => {
    const hook = new AsyncParallelHook<[C]>(['context']);
    for (const { name, run } of steps) hook.tapAsync(name, (context, done) => tell(run(context), () => done()));
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
