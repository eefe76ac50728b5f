/**
 * What became of one file. `known` was taken in by an earlier run and has not changed; `changed` was, and its image has a
 * new version; `moved` was, under another name; `found` was missing and is back; `missing` is not there any more, and its
 * image is hidden; `vanished` is not there any more, and nothing was done about it. The others as in an arrival's fate.
 */
export type EntryState =
  | 'added'
  | 'placed'
  | 'present'
  | 'known'
  | 'changed'
  | 'moved'
  | 'found'
  | 'missing'
  | 'vanished'
  | 'unread'
  | 'skipped'
  | 'refused'
  | 'failed';

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
