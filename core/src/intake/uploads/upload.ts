import type { NotTaken, Taken } from '../arrival.ts';

/** A file that somebody wants to send. */
export interface NewUpload {
  readonly albumId: number;
  /** Titles of albums below that one, from the top; made where they are missing. */
  readonly folders?: readonly string[];
  /** As its sender calls it. */
  readonly fileName: string;
  readonly bytes: number;
  /** What its sender says it is; the bytes that arrive are held against it. */
  readonly sha256?: string | undefined;
}

/** A file on its way in. */
export interface Upload {
  readonly id: string;
  readonly userId: number;
  readonly albumId: number;
  readonly folders: readonly string[];
  /** Fit to be stored. */
  readonly fileName: string;
  readonly bytes: number;
  /** How many bytes are here: the next one that is wanted. */
  readonly offset: number;
  readonly sha256: string | null;
  /** `finishing`: it is being taken in; `done`: `outcome` says what became of it. */
  readonly state: 'receiving' | 'finishing' | 'done';
  readonly outcome: UploadOutcome | null;
  /** Epoch ms; it goes when nothing arrives until then. */
  readonly expiresAt: number;
}

/** What became of an upload: as of any arrival. */
export type UploadOutcome = Pick<Exclude<Taken, NotTaken>, 'outcome' | 'imageId'> | NotTaken;

/** An upload nobody goes on with is forgotten after this long. */
export const expiryMs = 2 * 86_400_000;

/** Begun and not ended, for one user: what browsers send at once, with room for several windows and what was left. */
export const openPerUser = 100;
