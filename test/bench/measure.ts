import type { Bench } from './bench.ts';

/** A promise in figures, and whether this run kept it. */
export interface Aim {
  /** Such as `album page, MariaDB, 1,000,000 images`. */
  readonly what: string;
  /** Such as `at least 0.65`. */
  readonly aim: string;
  readonly found: string;
  readonly holds: boolean;
}

/** What a measure has to say in RESULTS.md. */
export interface Section {
  /** Markdown without headings: what was measured, how, and the tables. */
  readonly text: string;
  readonly aims: readonly Aim[];
  /** Files beside RESULTS.md that the text shows, by name, such as `growth.svg`. */
  readonly pictures?: Readonly<Record<string, string>>;
}

/** One thing that is measured: a file in `measures/`, listed in `measures.ts`. */
export interface Measure {
  /** For `--only`, and for the marks around its section. */
  readonly name: string;
  readonly title: string;
  measure(bench: Bench): Promise<Section>;
}
