/** A file, before it is decided where it hangs. */
export interface SourceFile {
  /** On this machine, as the file system's bytes where its name may not be text. */
  readonly file: string | Buffer;
  /** Name it came with; normalised before it is used. */
  readonly fileName: string;
  /** Null for imports from the command line. */
  readonly uploaderId: number | null;
  /** What its sender says its bytes are; other ones are refused. */
  readonly sha256?: string;
}

/** A file that wants to become an image of an album. */
export interface Arrival extends SourceFile {
  readonly albumId: number;
}

/**
 * What became of an arrival. `added`: a new image. `placed`: its bytes were here already, and the image now also hangs
 * in this album. `present`: it hung there already. `unread`: a known kind that no plugin reads yet. `skipped`: no picture.
 * `refused`: broken, or beyond the limits. `failed`: could not be read or stored this time.
 */
export type Taken = TakenImage | NotTaken;

export interface TakenImage {
  readonly outcome: 'added' | 'placed' | 'present';
  readonly imageId: number;
  readonly sha256: string;
  readonly bytes: number;
}

export interface NotTaken {
  readonly outcome: 'unread' | 'skipped' | 'refused' | 'failed';
  readonly code: string;
  readonly reason: string;
}
