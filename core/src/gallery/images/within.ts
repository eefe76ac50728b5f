import type { Tx } from '#database';

export interface Within {
  /** Runs in the same transaction, with the ids in the order of the batch. */
  readonly within?: (tx: Tx, ids: readonly number[]) => Promise<void>;
}
