import type { AccessChoice } from '#gallery';
import type { Entry } from './entry.ts';
import type { Tally } from './summary.ts';

export interface ImportOptions {
  /** Names of the album that takes the folder's content, from the top; made where it is missing. */
  readonly into?: readonly string[] | undefined;
  /** The album itself, instead of its names; refused where it is not there any more. */
  readonly intoAlbumId?: number | undefined;
  /** Of the outermost albums this import makes; what is there already keeps its own. */
  readonly access?: AccessChoice | undefined;
  /** A file for one line of JSON per file found. */
  readonly report?: string | undefined;
  /** Also takes what an earlier run refused, and files whose images were deleted since. */
  readonly again?: boolean;
  /** Aborting it lets what has begun finish, and stops. */
  readonly signal?: AbortSignal;
  /** Declares the folder a root: its pictures stay where they lie. */
  readonly inPlace?: boolean;
  /** Reads and writes nothing down: the summary and the entries are those that a run would end with now. */
  readonly simulate?: boolean;
  /** Marks what vanished as missing, however much it is. */
  readonly acceptMissing?: boolean;
  /** Folders that are never read: the gallery's own. */
  readonly own?: readonly string[];
  readonly onEntry?: (entry: Entry, progress: Progress) => void;
}

export interface Progress {
  readonly tally: Tally;
  /** Files there are in all; null while they are still being counted. */
  readonly total: number | null;
}
