import type { Log } from '@picturerail/sdk';
import type { Tap } from '../hooks/tap.ts';
import { type Breaker, createBreaker } from './breaker.ts';

/** Switches a plugin off until a webmaster releases it. */
export type Quarantine = (plugin: string, reason: string) => void;

export interface BreakersOptions {
  readonly log: Log;
  readonly quarantine?: Quarantine;
}

export interface Fault {
  /** Of the clock that breakers are asked with. */
  readonly at: number;
  readonly late: boolean;
  readonly sentence: string;
}

/** A breaker for each registration, gone with it. */
export interface Breakers {
  of(tap: Tap): Pick<Breaker, 'mayCall' | 'succeeded'>;
  /** Counts a fault; where it was one too many the registration is skipped for a while, and in the end the plugin is switched off. */
  failed(tap: Tap, fault: Fault): void;
}

export function createBreakers({ log, quarantine = () => {} }: BreakersOptions): Breakers {
  const breakers = new WeakMap<Tap, Breaker>();
  const of = (tap: Tap): Breaker => {
    const known = breakers.get(tap);
    if (known) return known;
    const breaker = createBreaker();
    breakers.set(tap, breaker);
    return breaker;
  };
  return {
    of,
    failed: (tap, { at, late, sentence }) => {
      const opening = of(tap).failed(at, late);
      if (!opening) return;
      const { plugin, where } = tap;
      log.warn(`The plugin "${plugin}" ${opening.why} in ${where}; it is not called there for ${opening.pauseMs / 1_000} s.`, { plugin });
      if (opening.isLast) quarantine(plugin, `The plugin "${plugin}" ${opening.why} in ${where}, three times within half an hour. The last time: ${sentence}`);
    },
  };
}
