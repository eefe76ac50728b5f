import type { Call, GalleryError, Log, Maybe } from '@picturerail/sdk';
import { isGalleryError } from '@picturerail/sdk';
import { badAnswer, tapFailed, tapSkipped, tookTooLong } from '../errors.ts';
import type { Circumstances } from '../kernel-types.ts';
import { type Breakers, createBreakers } from '../supervision/breakers.ts';
import { createUsage, type Usage } from '../usage/usage.ts';
import { attribute } from './attribution.ts';
import type { Deadlines, Flight } from './deadlines.ts';
import type { Strikes } from './strikes.ts';
import type { Tap } from './tap.ts';

/** What came of a guarded call. */
export type Outcome<T> = { readonly state: 'answered'; readonly value: T } | { readonly state: 'failed'; readonly error: Error } | { readonly state: 'gone' };

export interface GuardedCall {
  readonly deadlineMs: number;
  readonly inTransaction?: boolean;
  /** Whether what it starts and awaits is attributed too; default true. */
  readonly follows?: boolean;
  /** Calls the tap; what it throws, now or later, is contained. */
  readonly run: (call: Call) => unknown;
  /** What is wrong with the answer, as the end of a sentence, or null. */
  readonly fault: (answer: unknown) => string | null;
}

/**
 * Runs code of a plugin: attributed, with a deadline, its answer checked, its time and faults counted. One that fails again and
 * again is not called for a while: that fails too, at once. Never throws or rejects.
 */
export type Guard = <T>(tap: Tap, circumstances: Circumstances, call: GuardedCall) => Maybe<Outcome<T>>;

/** Faults this file names itself, in contrast to whatever a plugin throws. */
const named = new Set(['plugin-too-slow', 'plugin-bad-answer']);

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

export interface GuardOptions {
  readonly log: Log;
  readonly deadlines: Deadlines;
  readonly strikes: Strikes;
  readonly usage?: Usage;
  readonly breakers?: Breakers;
  /** Milliseconds, of a clock that only rises. */
  readonly clock?: () => number;
}

export function createGuard({
  log,
  deadlines,
  strikes,
  usage = createUsage(),
  breakers = createBreakers({ log }),
  clock = () => performance.now(),
}: GuardOptions): Guard {
  const strike = (tap: Tap, error: unknown, at: number): GalleryError => {
    const fault = isGalleryError(error) && named.has(error.code) ? error : tapFailed(tap.plugin, tap.where, error);
    usage.fault(tap.plugin, tap.where, fault.message);
    breakers.failed(tap, { at, late: fault.code === 'plugin-too-slow', sentence: fault.message });
    // A plugin that fails on each page would fill the disk: the first, second, fourth, eighth ... fault is told.
    const count = strikes.add(tap.plugin, tap.where, fault.message);
    if (Number.isInteger(Math.log2(count))) log.error(fault.message, { plugin: tap.plugin, count, error });
    return fault;
  };

  return <T>(
    tap: Tap,
    { language = 'en' }: Circumstances,
    { deadlineMs, inTransaction = false, follows = true, run, fault }: GuardedCall,
  ): Maybe<Outcome<T>> => {
    if (tap.gone) return { state: 'gone' };
    const begunAt = clock();
    const breaker = breakers.of(tap);
    if (!breaker.mayCall(begunAt)) return { state: 'failed', error: tapSkipped(tap.plugin, tap.where) };
    let returnedAt = begunAt;
    const over = (outcome: Outcome<T>, at: number): Outcome<T> => {
      usage.called(tap.plugin, tap.where, { busyMs: returnedAt - begunAt, waitedMs: at - begunAt });
      return outcome;
    };
    const failed = (error: unknown, at = clock()) => over({ state: 'failed', error: strike(tap, error, at) }, at);
    const answered = (value: unknown, at = clock()): Outcome<T> => {
      try {
        const problem = fault(value);
        if (problem !== null) return failed(badAnswer(tap.plugin, tap.where, problem), at);
      } catch (error) {
        return failed(error, at);
      }
      breaker.succeeded(begunAt);
      return over({ state: 'answered', value: value as T }, at);
    };
    const call = new TapCall(language, tap.owner, deadlines);
    try {
      const made = attribute({ plugin: tap.plugin, where: tap.where, inTransaction }, () => run(call), follows);
      returnedAt = clock();
      if (!isThenable(made)) return answered(made, returnedAt);
      return deadlines
        .within(call.flight, made, deadlineMs, () => tookTooLong(tap.plugin, tap.where, deadlineMs))
        .then(
          (value) => answered(value),
          (error) => failed(error),
        );
    } catch (error) {
      if (returnedAt === begunAt) returnedAt = clock();
      return failed(error);
    }
  };
}

/** What a tap is told of its call; a flight is made when first asked for, as most calls are over at once. */
class TapCall implements Call {
  readonly language: string;
  readonly #owner: string;
  readonly #deadlines: Deadlines;
  #flight: Flight | undefined;
  constructor(language: string, owner: string, deadlines: Deadlines) {
    this.language = language;
    this.#owner = owner;
    this.#deadlines = deadlines;
  }
  get flight(): Flight {
    this.#flight ??= this.#deadlines.begin(this.#owner);
    return this.#flight;
  }
  get signal(): AbortSignal {
    return this.flight.signal;
  }
}
