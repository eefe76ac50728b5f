import type { Call, Log } from '@picturerail/sdk';
import { isGalleryError } from '@picturerail/sdk';
import { badAnswer, tapFailed, tookTooLong } from '../errors.ts';
import type { Circumstances } from '../kernel-types.ts';
import { attribute } from './attribution.ts';
import type { Deadlines } from './deadlines.ts';
import type { Strikes } from './strikes.ts';
import type { Tap } from './tap.ts';

/** What came of a guarded call. */
export type Outcome<T> = { readonly state: 'answered'; readonly value: T } | { readonly state: 'failed'; readonly error: Error } | { readonly state: 'gone' };

export interface GuardedCall {
  readonly deadlineMs: number;
  readonly inTransaction?: boolean;
  /** Calls the tap; what it throws, now or later, is contained. */
  readonly run: (call: Call) => unknown;
  /** What is wrong with the answer, as the end of a sentence, or null. */
  readonly fault: (answer: unknown) => string | null;
}

/** Runs code of a plugin: attributed, with a deadline, its answer checked, its faults counted. Never rejects. */
export type Guard = <T>(tap: Tap, circumstances: Circumstances, call: GuardedCall) => Promise<Outcome<T>>;

/** Faults this file names itself, in contrast to whatever a plugin throws. */
const named = new Set(['plugin-too-slow', 'plugin-bad-answer']);

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

export interface GuardOptions {
  readonly log: Log;
  readonly deadlines: Deadlines;
  readonly strikes: Strikes;
}

export function createGuard({ log, deadlines, strikes }: GuardOptions): Guard {
  const strike = (tap: Tap, error: unknown): Error => {
    const fault = isGalleryError(error) && named.has(error.code) ? error : tapFailed(tap.plugin, tap.where, error);
    // A plugin that fails on each page would fill the disk: the first, second, fourth, eighth ... fault is told.
    const count = strikes.add(tap.plugin, tap.where, fault.message);
    if (Number.isInteger(Math.log2(count))) log.error(fault.message, { plugin: tap.plugin, count, error });
    return fault;
  };

  return async <T>(tap: Tap, { language = 'en' }: Circumstances, { deadlineMs, inTransaction = false, run, fault }: GuardedCall): Promise<Outcome<T>> => {
    if (tap.gone) return { state: 'gone' };
    const flight = deadlines.begin(tap.plugin);
    const call: Call = {
      language,
      get signal() {
        return flight.signal;
      },
    };
    try {
      const made = attribute({ plugin: tap.plugin, where: tap.where, inTransaction }, () => run(call));
      const value = isThenable(made) ? await deadlines.within(flight, made, deadlineMs, () => tookTooLong(tap.plugin, tap.where, deadlineMs)) : made;
      const problem = fault(value);
      if (problem !== null) throw badAnswer(tap.plugin, tap.where, problem);
      return { state: 'answered', value: value as T };
    } catch (error) {
      return { state: 'failed', error: strike(tap, error) };
    }
  };
}
