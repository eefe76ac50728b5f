import { coreHooks, type HookTraits } from '@picturerail/sdk';
import { type HookUse, kindOf } from './check-tap.ts';

/** Which hooks there are: the core's, and those of plugins that are running. */
export interface OwnedHooks {
  /** Undefined while the plugin that owns the hook is not running. */
  traitsOf(hook: string): HookTraits | undefined;
  /** A plugin brings a hook; answers how it goes. Whoever called it by the wrong verb before is told. */
  open(hook: string, traits: HookTraits): () => void;
  /** Notes who calls a hook that may come later, or come back as another one; forgotten with the plugin. */
  expect(use: HookUse): void;
}

export function createOwnedHooks(tellWrongVerb: (use: HookUse, traits: HookTraits) => void): OwnedHooks {
  const owned = new Map<string, HookTraits>();
  let uses: HookUse[] = [];
  const living = () => {
    uses = uses.filter(({ signal }) => !signal.aborted);
    return uses;
  };
  return {
    traitsOf: (hook) => (coreHooks as Record<string, HookTraits>)[hook] ?? owned.get(hook),
    open: (hook, traits) => {
      owned.set(hook, traits);
      for (const use of living()) if (use.hook === hook && kindOf[use.verb] !== traits.kind) tellWrongVerb(use, traits);
      return () => {
        if (owned.get(hook) === traits) owned.delete(hook);
      };
    },
    expect: (use) => {
      living().push(use);
    },
  };
}
