import type { Maybe } from '@picturerail/sdk';
import { tapFailed } from '../errors.ts';
import type { Counters } from '../supervision/supervision.ts';
import { type Attribution, attribute } from './attribution.ts';

/**
 * Runs work of a plugin that is tried again where it fails, so that nobody guards it: attributed, its time and faults counted. Rejects
 * with what the plugin throws; what ends because `signal` told it to is no fault.
 */
export type RunCounted = <T>(to: Attribution, signal: AbortSignal, run: () => Maybe<T>) => Promise<T>;

export const createRunCounted =
  ({ usage, strikes }: Pick<Counters, 'usage' | 'strikes'>, clock: () => number = () => performance.now()): RunCounted =>
  async (to, signal, run) => {
    const { plugin, where } = to;
    const begunAt = clock();
    let returnedAt = begunAt;
    const begin = () => {
      try {
        return attribute(to, run);
      } finally {
        returnedAt = clock();
      }
    };
    try {
      return await begin();
    } catch (error) {
      if (!signal.aborted) {
        const { message } = tapFailed(plugin, where, error);
        usage.fault(plugin, where, message);
        strikes.add(plugin, where, message);
      }
      throw error;
    } finally {
      usage.called(plugin, where, { busyMs: returnedAt - begunAt, waitedMs: clock() - begunAt });
    }
  };
