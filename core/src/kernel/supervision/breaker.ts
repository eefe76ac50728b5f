const sliceMs = 10_000;
/** What is looked back upon: a minute. */
const slicesKept = 6;
const callsToJudge = 20;
const timeoutsAllowed = 5;
const firstPauseMs = 60_000;
const longestPauseMs = 30 * 60_000;
const openingsAllowed = 3;
const openingsCountMs = 30 * 60_000;

/** Why a breaker opened: the end of "... because it". */
export type Trip = 'failed in more than half of its calls' | 'did not answer in time again and again';

export interface Opening {
  readonly why: Trip;
  readonly pauseMs: number;
  /** The third within half an hour: the plugin is to be switched off. */
  readonly isLast: boolean;
}

/**
 * Counts what came of the calls of one registration and says whether it may be called. It opens after 20 calls within a
 * minute of which more than half failed, or after 5 that were late; a minute later one call may try, and as long as that
 * fails the pause doubles. All moments are in milliseconds of one clock that only rises.
 */
export interface Breaker {
  mayCall(at: number): boolean;
  succeeded(at: number): void;
  /** Answers the opening where this fault was one too many. */
  failed(at: number, late: boolean): Opening | undefined;
}

interface Slice {
  readonly number: number;
  calls: number;
  faults: number;
  late: number;
}

const sum = (slices: readonly Slice[], of: 'calls' | 'faults' | 'late') => slices.reduce((total, slice) => total + slice[of], 0);

export function createBreaker(): Breaker {
  let slices: Slice[] = [];
  let current: Slice | undefined;
  let opensUntil: number | undefined;
  let trying = false;
  let pauseMs = firstPauseMs;
  let openings: number[] = [];

  const sliceAt = (at: number): Slice => {
    const number = Math.floor(at / sliceMs);
    if (current && number <= current.number) return current;
    current = { number, calls: 0, faults: 0, late: 0 };
    slices = [...slices.filter((slice) => slice.number > number - slicesKept), current];
    return current;
  };
  const trip = (): Trip | undefined => {
    if (sum(slices, 'late') >= timeoutsAllowed) return 'did not answer in time again and again';
    const calls = sum(slices, 'calls');
    return calls >= callsToJudge && sum(slices, 'faults') * 2 > calls ? 'failed in more than half of its calls' : undefined;
  };
  const open = (at: number, why: Trip): Opening => {
    openings = [...openings.filter((moment) => moment > at - openingsCountMs), at];
    opensUntil = at + pauseMs;
    const opening = { why, pauseMs, isLast: openings.length >= openingsAllowed };
    pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    slices = [];
    current = undefined;
    return opening;
  };

  return {
    mayCall: (at) => {
      if (opensUntil === undefined) return true;
      if (trying || at < opensUntil) return false;
      trying = true;
      return true;
    },
    succeeded: (at) => {
      if (trying) {
        trying = false;
        opensUntil = undefined;
        pauseMs = firstPauseMs;
      }
      sliceAt(at).calls += 1;
    },
    failed: (at, late) => {
      if (trying) {
        trying = false;
        return open(at, late ? 'did not answer in time again and again' : 'failed in more than half of its calls');
      }
      // Calls that were under way when it opened.
      if (opensUntil !== undefined) return undefined;
      const slice = sliceAt(at);
      slice.calls += 1;
      slice.faults += 1;
      if (late) slice.late += 1;
      const why = trip();
      return why && open(at, why);
    },
  };
}
