import type { Dialect } from '#database';

/**
 * Work that is cut into transactions: `hide`, `settle`, `purge`, `sort` and `bulk` go by images, `move` and `switch` by albums.
 */
export type StepKind = 'hide' | 'move' | 'switch' | 'settle' | 'purge' | 'sort' | 'bulk';
export type StepSizes = Readonly<Record<StepKind, number>>;

/** How much one transaction takes on. */
export interface Steps {
  size(kind: StepKind): number;
  /** Tells how long a transaction's work took: the next one takes on more or less. Milliseconds. */
  took(kind: StepKind, done: number, ms: number): void;
  /** Milliseconds of the latest one. */
  readonly latestMs: number;
}

const first: Readonly<Record<Dialect, StepSizes>> = {
  sqlite: { hide: 1000, move: 50, switch: 40, settle: 100, purge: 100, sort: 200, bulk: 60 },
  mysql: { hide: 1500, move: 100, switch: 60, settle: 400, purge: 200, sort: 300, bulk: 100 },
};

/**
 * On SQLite a step stalls the process it runs in, and everybody else who writes: half of the 50 ms that nothing may
 * exceed, since a busy machine takes its time in between. On MariaDB it holds rows that others may wait for.
 */
const targetMs: Readonly<Record<Dialect, number>> = { sqlite: 20, mysql: 40 };
const most = 10;
/** A step has its own price: below this part of the first guess nothing is won, on MariaDB, where each statement travels, even less. */
const least: Readonly<Record<Dialect, number>> = { sqlite: 1 / 4, mysql: 1 / 2 };

/** Sizes that follow what the machine makes of them, from a first guess up to ten times of it and down a little. `fixed` ones stay. */
export function createSteps(dialect: Dialect, fixed: Partial<StepSizes> = {}): Steps {
  const sizes = { ...first[dialect], ...fixed };
  let latestMs = 0;
  return {
    get latestMs() {
      return latestMs;
    },
    size: (kind) => Math.max(1, Math.round(sizes[kind])),
    took: (kind, done, ms) => {
      latestMs = ms;
      // A step that ended early says little; one that was slow although it was small says enough.
      if (fixed[kind] !== undefined || (done < sizes[kind] / 2 && ms < targetMs[dialect])) return;
      const fitting = (Math.max(1, done) * targetMs[dialect]) / Math.max(ms, 0.5);
      const guess = first[dialect][kind];
      // Down at once, up by little: one stall is worse than many steps.
      sizes[kind] = Math.min(guess * most, Math.max(guess * least[dialect], Math.min(fitting, sizes[kind] * 1.25)));
    },
  };
}
