import { setImmediate as turn } from 'node:timers/promises';
import type { Check, CheckOptions } from './check.ts';

/** All that is wrong in one way. */
export interface Finding {
  readonly code: string;
  readonly sentence: string;
  readonly count: number;
  /** The first few. */
  readonly examples: readonly string[];
  readonly repaired: number;
}

export interface Examination extends Partial<Omit<CheckOptions, 'progress'>> {
  readonly progress?: (check: string, done: number, total: number | null) => void;
}

const examplesShown = 5;

type Counted = { -readonly [K in keyof Finding]: Finding[K] } & { examples: string[] };

/** Runs checks one after the other, in their order: later ones count what earlier ones may have mended. */
export async function runChecks(checks: readonly Check[], { repair = false, deep = false, signal, progress = () => {} }: Examination = {}): Promise<Finding[]> {
  const findings = new Map<string, Counted>();
  for (const check of checks) {
    signal?.throwIfAborted();
    progress(check.name, 0, null);
    // Reading SQLite never waits: whatever else this process does gets its turn here.
    await turn();
    for await (const { code, what, repaired } of check.run({ repair, deep, signal, progress: (done, total) => progress(check.name, done, total) })) {
      signal?.throwIfAborted();
      const finding = findings.get(code) ?? { code, sentence: check.codes[code] ?? code, count: 0, examples: [], repaired: 0 };
      findings.set(code, finding);
      finding.count += 1;
      if (repaired) finding.repaired += 1;
      if (finding.examples.length < examplesShown) finding.examples.push(what);
    }
  }
  return [...findings.values()];
}

/** True where nothing was found, or all of it was mended. */
export const isSound = (findings: readonly Finding[]): boolean => findings.every(({ count, repaired }) => repaired === count);
