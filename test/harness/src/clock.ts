/** The time of day that the gallery goes by. Timers are not moved: what waits for a moment is run by `jobs.run()` and the like. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** So much later, ms. */
  advance(ms: number): void;
  /** That moment; time goes on from there. */
  set(moment: Date | number): void;
}

const real = globalThis.Date;
let offset = 0;
let users = 0;

/** `Date` as it is, but for what time it says it is now. */
const moved: DateConstructor = new Proxy(real, {
  construct: (target, words): Date => Reflect.construct(target, words.length === 0 ? [now()] : words),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

function now(): number {
  return real.now() + offset;
}

/** A process has one time of day, so all its galleries share this; it is right again when the last of them is closed. */
export function openClock(): Clock & { close(): void } {
  users += 1;
  globalThis.Date = moved;
  return {
    now,
    advance: (ms) => {
      offset += ms;
    },
    set: (moment) => {
      offset = Number(moment) - real.now();
    },
    close: () => {
      users -= 1;
      if (users > 0) return;
      offset = 0;
      globalThis.Date = real;
    },
  };
}
