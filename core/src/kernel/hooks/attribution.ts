import { createAsyncContext } from '#runtime';

/** Whose code runs, and where. */
export interface Attribution {
  readonly plugin: string;
  /** The hook, slot or moment: `hook "images:list"`, `setup`, `a timer`. */
  readonly where: string;
  /** True inside `decide`, where only the transaction it is given may be used. */
  readonly inTransaction?: boolean;
}

const running = createAsyncContext<Attribution>();

/** Runs code of a plugin so that errors that surface later still lead back to it. */
export const attribute = <T>(to: Attribution, run: () => T): T => running.run(to, run);

/** Whose code runs now; also inside handlers of `unhandledRejection` and `uncaughtException`, while the plugin's call is under way. */
export const attributed = (): Attribution | undefined => running.current();
