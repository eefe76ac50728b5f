import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose code runs, and where. */
export interface Attribution {
  readonly plugin: string;
  /** The hook, slot or moment: `hook "images:list"`, `setup`, `a timer`. */
  readonly where: string;
  /** True inside `decide`, where only the transaction it is given may be used. */
  readonly inTransaction?: boolean;
}

const running = new AsyncLocalStorage<Attribution>();

/** Runs code of a plugin so that errors that surface much later still lead back to it. */
export const attribute = <T>(to: Attribution, run: () => T): T => running.run(to, run);

/** Whose code runs now; also inside handlers of `unhandledRejection` and `uncaughtException`. */
export const attributed = (): Attribution | undefined => running.getStore();
