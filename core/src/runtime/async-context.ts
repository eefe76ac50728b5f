import { AsyncLocalStorage } from 'node:async_hooks';

/** A value that follows work through what it awaits and starts. */
export interface AsyncContext<T> {
  /** Whether to enter it costs next to nothing. */
  readonly cheap: boolean;
  run<R>(value: T, work: () => R): R;
  /** Undefined outside; before Node 24 also in what work has started and left behind, once no other work runs. */
  current(): T | undefined;
}

/** Since then a storage keeps to the engine's own context frames by default, and installs no hooks for promises. */
const cheapSince = 24;

/**
 * Before Node 24 a storage in use makes every promise of the process dearer, whoever made it: an eighth of all that a page
 * takes (measured). So it is taken out of use whenever nothing runs in it.
 */
export function createAsyncContext<T>(version: string = process.versions.node): AsyncContext<T> {
  const storage = new AsyncLocalStorage<T>();
  const current = () => storage.getStore();
  if (Number.parseInt(version, 10) >= cheapSince) return { cheap: true, current, run: (value, work) => storage.run(value, work) };
  let running = 0;
  const leave = () => {
    running -= 1;
    if (running === 0) storage.disable();
  };
  return {
    cheap: false,
    current,
    run: (value, work) => {
      running += 1;
      let made: ReturnType<typeof work> | undefined;
      try {
        made = storage.run(value, work);
        return made;
      } finally {
        // Any other thenable may begin its work when it is asked for its outcome, and would do it twice.
        if (made instanceof Promise) made.then(leave, leave);
        else leave();
      }
    },
  };
}
