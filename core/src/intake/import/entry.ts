/**
 * What became of one file. `known` was taken in by an earlier run and has not changed; `changed` was, but has other bytes
 * now; `vanished` was, and is not there any more. The others as in an arrival's fate.
 */
export type EntryState = 'added' | 'placed' | 'present' | 'known' | 'changed' | 'vanished' | 'unread' | 'skipped' | 'refused' | 'failed';

export interface Entry {
  /** Relative to the imported folder, `/` between names. */
  readonly path: string;
  readonly state: EntryState;
  readonly imageId?: number;
  readonly bytes?: number;
  /** Words joined by dashes, for scripts. */
  readonly code?: string;
  /** For people; absent where the file was taken in. */
  readonly reason?: string;
}
