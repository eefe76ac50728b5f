/** One thing that is not as it should be. */
export interface Wrong {
  /** One of the check's `codes`. */
  readonly code: string;
  /** Which: "album 12", "originals/Summer/a.jpg". */
  readonly what: string;
  /** True where it was mended just now. */
  readonly repaired: boolean;
}

export interface CheckOptions {
  /** Mends what can be mended without losing anything. */
  readonly repair: boolean;
  /** Also reads every original, which takes as long as copying them. */
  readonly deep: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Tells who waits how far it is; `total` null where nobody knows. */
  readonly progress: (done: number, total: number | null) => void;
}

/**
 * Something a room keeps that can be worked out anew, or that must not be there. It runs beside a server: what it yields
 * was wrong at one moment of the database, not merely between two looks, and is mended inside the transaction that made
 * sure of it. Memory does not grow with the gallery.
 */
export interface Check {
  /** What is looked at, for who waits: "albums and their places". */
  readonly name: string;
  /** What each code means to who runs the gallery, and what to do where it cannot be mended. */
  readonly codes: Readonly<Record<string, string>>;
  run(options: CheckOptions): AsyncIterable<Wrong>;
}
