import { createAsyncContext } from '#runtime';
import { enter, leave } from '../supervision/running.ts';

/** Whose code runs, and where. */
export interface Attribution {
  readonly plugin: string;
  /** The hook, slot or moment: `hook "images:list"`, `setup`, `a timer`. */
  readonly where: string;
  /** True inside `decide`, where only the transaction it is given may be used. */
  readonly inTransaction?: boolean;
}

const running = createAsyncContext<Attribution>();
let innermost: Attribution | undefined;

/**
 * Runs code of a plugin so that errors that surface later still lead back to it. `follows` false: not into what it
 * awaits where that is dear, ten times what such a call takes (measured on Node 20); its errors tell by their stacks then.
 */
export function attribute<T>(to: Attribution, run: () => T, follows = true): T {
  const number = enter(to);
  const before = innermost;
  innermost = to;
  try {
    return follows || running.cheap ? running.run(to, run) : run();
  } finally {
    innermost = before;
    leave(number);
  }
}

/** Whose code runs now; also inside handlers of `unhandledRejection` and `uncaughtException`, while the plugin's call is under way. */
export const attributed = (): Attribution | undefined => innermost ?? running.current();
